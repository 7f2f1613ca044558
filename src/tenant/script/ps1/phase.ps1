function Read-Phase([string] $Wanted) {
    Send-Graph GET "$jobs/$job"
    $node = [System.Text.Json.Nodes.JsonNode]::Parse($answer)
    $status = $node['status']
    $state = [string] $node['schedule']['state']
    $steady = [string] $status['steadyStateFirstAchievedTime']
    $phase = if ($null -ne $status['quarantine'] -or [string] $status['code'] -eq 'Quarantine') { 'quarantined' }
    elseif ($state -eq 'Active') { if ([string] $status['code'] -eq 'Paused') { 'paused' } else { 'running' } }
    elseif ($state -eq 'Paused' -or ($steady -and -not $steady.StartsWith('0001'))) { 'paused' }
    else { 'not started' }
    $script:now = ConvertTo-Json $phase
}

# What must be so before the next change is made.
function Assert-Before([string] $View, [string] $Wanted) { if (-not $looking) { Assert-State $View $Wanted } }

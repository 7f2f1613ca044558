#Requires -Version 7.4
#Requires -Modules Microsoft.Graph.Authentication
# Sets up provisioning from Microsoft Entra ID into TOTAL
# Tenant: Contoso, 5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035
#
# First it looks whether everything is as the assistant showed it. If not, it stops and changes nothing.
# It makes one change after the other, and reads each back until it shows, for two minutes at most.
# What is so already is left alone: after a stop, run it again, or look with the assistant
# and copy a new script.
#
# Delegated permissions:
#   Application.Read.All
#   Synchronization.ReadWrite.All
#
# Needs PowerShell 7.4 or later and the module Microsoft.Graph.Authentication:
#   Install-Module Microsoft.Graph.Authentication -Scope CurrentUser
#   ./setup.ps1 -Look    only looks
#   ./setup.ps1          looks, then changes
#
param([switch] $Look)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$root = 'https://graph.microsoft.com/v1.0'
$app = '/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8'
$jobs = '/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/synchronization/jobs'
$secrets = '/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/synchronization/secrets'
$assignments = '/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/appRoleAssignedTo?$top=999'
$job = 'scim.5f0c2a9e3b7d4e189a64c1d27be8f035.8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1'
$looking = $true

$noAnswer = 'Microsoft Graph could not be reached.'
$refusal = 'Microsoft Graph refused:'
$changed = 'this is not what the assistant showed. Stopped; look again with the assistant.'
$expected = '  expected:'
$found = '  found:   '
$already = 'is so already'
$shows = 'done, and read back'
$notShown = 'the change was sent but does not show yet. Stopped; look again in some minutes.'
$asPlanned = 'Everything is as planned.'
$looked = 'Everything is as the assistant showed it, or done already. Nothing was changed.'
$askName = 'This sends people again, which nothing takes back. Type the name of the tenant:'
$notConfirmed = 'That is not the name. Nothing was changed.'

$pauses = 1, 2, 4, 8, 15, 20, 20, 25, 25, 0

function Stop-Script([string[]] $Lines) { throw ($Lines -join "`n") }

# Leaves the status in $code and the text in $answer. -Body is ASCII: what is not is written as \u escapes.
function Invoke-Graph([string] $Method, [string] $Path, [string] $Body) {
    $request = @{ Method = $Method; Uri = "$root$Path"; OutputType = 'HttpResponseMessage'; SkipHttpErrorCheck = $true }
    if ($Method -ne 'GET') { $request += @{ Body = $Body; ContentType = 'application/json' } }
    $response = Invoke-MgGraphRequest @request
    $script:code = [int] $response.StatusCode
    $script:answer = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
}

function Stop-Refused { Stop-Script "$refusal HTTP $code", $answer }

function Send-Graph([string] $Method, [string] $Path, [string] $Body) {
    Invoke-Graph $Method $Path $Body
    if ($code -lt 200 -or $code -gt 299) { Stop-Refused }
}

# Leaves the items of all pages in $all. What is not there is an empty list.
function Read-All([string] $Path) {
    $script:all = [System.Collections.Generic.List[object]]::new()
    while ($Path) {
        Invoke-Graph GET $Path
        if ($code -eq 404) { return }
        if ($code -ne 200) { Stop-Refused }
        $page = [System.Text.Json.Nodes.JsonNode]::Parse($answer)
        foreach ($one in $page['value']) { $all.Add($one) }
        $next = [string] $page['@odata.nextLink']
        if ($next -and -not $next.StartsWith("$root/", 'Ordinal')) { Stop-Script $refusal }
        $Path = if ($next) { $next.Substring($root.Length) } else { '' }
    }
}

# Each of these reads something that a change is about, and leaves it as JSON in $now. $Wanted is what is wanted.
function Read-Application([string] $Wanted) {
    Send-Graph GET "$app`?`$select=appId"
    $script:now = [System.Text.Json.Nodes.JsonNode]::Parse($answer)['appId'].ToJsonString()
}

function Test-Same([string] $Left, [string] $Right) {
    [System.Text.Json.Nodes.JsonNode]::DeepEquals(
        [System.Text.Json.Nodes.JsonNode]::Parse($Left), [System.Text.Json.Nodes.JsonNode]::Parse($Right))
}

# Stops unless it is so.
function Assert-State([string] $View, [string] $Wanted) {
    & $View $Wanted
    if (-not (Test-Same $now $Wanted)) { Stop-Script $changed, "$expected $Wanted", "$found $now" }
}

# Changes what is as it was seen, and reads it back. In the first round it only looks.
function Edit-State([string] $Title, [string] $View, [string] $Before, [string] $After, [scriptblock] $Do) {
    # What a job that is still to be created will hold cannot be looked at yet.
    if ($looking -and -not $job -and $View -in 'Read-Mapping', 'Read-Phase') { return }
    if (-not $looking) { Write-Host $Title }
    & $View $After
    if (-not (Test-Same $Before $After) -and (Test-Same $now $After)) {
        if (-not $looking) { Write-Host "  $already" }
        return
    }
    if (-not (Test-Same $now $Before)) { Stop-Script "${Title}: $changed", "$expected $Before", "$found $now" }
    if ($looking) { return }
    & $Do
    foreach ($pause in $pauses) {
        & $View $After
        if (Test-Same $now $After) {
            Write-Host "  $shows"
            return
        }
        Start-Sleep -Seconds $pause
    }
    Stop-Script "${Title}: $notShown", "$expected $After", "$found $now"
}

# Leaves the schema's text in $answer.
function Read-Schema {
    Invoke-Graph GET "$jobs/$job/schema"
    if ($code -ne 200) { return }
    if ($null -eq [System.Text.Json.Nodes.JsonNode]::Parse($answer)['directories']) {
        Send-Graph GET "$jobs/$job/schema?`$expand=directories"
    }
}

$enterpriseUser = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

# Leaves the mapping of users in $users, if there is exactly one.
function Find-Users($Schema) {
    $script:users = $null
    $count = 0
    foreach ($rule in $Schema['synchronizationRules']) {
        foreach ($mapping in $rule['objectMappings']) {
            if ([string] $mapping['sourceObjectName'] -ne 'User' -or [string] $mapping['targetObjectName'] -ne $enterpriseUser) { continue }
            $script:users = $mapping
            $count++
        }
    }
    if ($count -ne 1) { $script:users = $null }
}

# A row as: kind of source, source, whether it always flows.
function Format-Row($Row) {
    $source = $Row['source']
    $flows = [string] $Row['flowType'] -eq 'Always'
    if ($null -eq $source -or $source.Count -eq 0) { return 'nothing', '', $flows }
    $name = [string] $source['name']
    $text = [string] $source['expression']
    switch ([string] $source['type']) {
        'Attribute' {
            if ($text -match '^\s*\[(.*)\]\s*$') { $name = $Matches[1] }
            return 'attribute', $name.ToLowerInvariant(), $flows
        }
        'Constant' { return 'constant', $name, $flows }
        default { return 'expression', $text, $flows }
    }
}

function Read-Mapping([string] $Wanted) {
    Read-Schema
    $script:now = 'null'
    if ($code -ne 200) { return }
    Find-Users ([System.Text.Json.Nodes.JsonNode]::Parse($answer))
    if ($null -eq $users) { return }
    $rows = @{}
    foreach ($target in (ConvertFrom-Json -AsHashtable $Wanted).rows.Keys) {
        $rows[$target] = [System.Collections.Generic.List[object]]::new()
        foreach ($row in $users['attributeMappings']) {
            if ([string] $row['targetAttributeName'] -eq $target) { $rows[$target].Add(@(Format-Row $row)) }
        }
    }
    $flows = [string] $users['flowTypes']
    $script:now = ConvertTo-Json -Compress -Depth 10 @{
        enabled = $null -ne $users['enabled'] -and $users['enabled'].ToJsonString() -eq 'true'
        flows = $flows -match 'Add' -and $flows -match 'Update'
        rows = $rows
    }
}

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

# What nothing takes back is confirmed by the tenant's name.
function Confirm-Tenant([string] $Name) { if ((Read-Host $askName) -cne $Name) { Stop-Script $notConfirmed } }

$plan = {
    Assert-Before Read-Mapping '{"enabled":true,"flows":true,"rows":{"externalId":[["attribute","objectid",true]],"title":[["attribute","jobtitle",true]],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":[["attribute","department",true]]}}'
    Edit-State 'Restart provisioning in full' Read-Phase `
        '"running"' `
        '"running"' `
        { Send-Graph POST ("$jobs/$job" + '/restart') '{"criteria":{"resetScope":"Watermark, Escrows, QuarantineState"}}' }
}

Connect-MgGraph -NoWelcome -TenantId '5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035' -Scopes 'Application.Read.All', 'Synchronization.ReadWrite.All'
Assert-State Read-Application '"8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1"'
& $plan
if ($Look) {
    Write-Host $looked
    return
}
Confirm-Tenant 'Contoso'
$looking = $false
& $plan
Write-Host $asPlanned

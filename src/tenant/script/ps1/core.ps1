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

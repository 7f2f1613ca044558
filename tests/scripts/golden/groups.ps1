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
#   AppRoleAssignment.ReadWrite.All
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

function Read-Assigned([string] $Wanted) {
    Read-All $assignments
    $principals = foreach ($one in $all) { [string] $one['principalId'] }
    $are = @{}
    foreach ($id in (ConvertFrom-Json -AsHashtable $Wanted).Keys) { $are[$id] = $id -in $principals }
    $script:now = ConvertTo-Json -Compress $are
}

$plan = {
    Edit-State 'Assign a group to the application: TOTAL-Admin' Read-Assigned `
        '{"b7d90c14-6a2e-4f35-9c81-e05d3f7a216b":false}' `
        '{"b7d90c14-6a2e-4f35-9c81-e05d3f7a216b":true}' `
        { Send-Graph POST '/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/appRoleAssignedTo' '{"principalId":"b7d90c14-6a2e-4f35-9c81-e05d3f7a216b","resourceId":"c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8","appRoleId":"18d14569-c3bd-439b-9a66-3a2aee01d14f"}' }
}

Connect-MgGraph -NoWelcome -TenantId '5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035' -Scopes 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'
Assert-State Read-Application '"8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1"'
& $plan
if ($Look) {
    Write-Host $looked
    return
}
$looking = $false
& $plan
Write-Host $asPlanned

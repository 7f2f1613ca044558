#Requires -Version 7.4
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications
# Registers "TOTAL Setup Assistant" in Entra for https://setup.example.com/assistant/
# as a single-page application: no secret, no implicit grant. The permissions are listed for administrators to see; nothing is
# consented to. It changes nothing when an application of this name is there. You need the role Application Developer or a higher one.
# Needs Microsoft Graph PowerShell; it asks you to sign in.
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$environment = 'USGov'
$tenant = 'contoso.example'
$name = 'TOTAL Setup Assistant'
$graphApp = '00000003-0000-0000-c000-000000000000'
$application = '{"displayName":"TOTAL Setup Assistant","signInAudience":"AzureADMyOrg","isFallbackPublicClient":false,"spa":{"redirectUris":["https://setup.example.com/assistant/auth.html"]},"web":{"homePageUrl":"https://setup.example.com/assistant/","implicitGrantSettings":{"enableAccessTokenIssuance":false,"enableIdTokenIssuance":false}}}'
$permissions = 'User.Read', 'Application.Read.All', 'Synchronization.Read.All', 'GroupMember.Read.All', 'User.ReadBasic.All', 'ProvisioningLog.Read.All', 'LicenseAssignment.Read.All', 'Synchronization.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'

$options = @{ Environment = $environment; Scopes = 'Application.ReadWrite.All'; NoWelcome = $true }
if ($tenant) { $options.TenantId = $tenant }
Connect-MgGraph @options

$known = @(Get-MgApplication -Filter "displayName eq '$($name.Replace("'", "''"))'")
if ($known) { throw "There is an application named $name already: $($known.AppId)" }

$graph = Get-MgServicePrincipal -Filter "appId eq '$graphApp'" -Property oauth2PermissionScopes
$access = foreach ($permission in $permissions) {
    $scope = $graph.Oauth2PermissionScopes | Where-Object { $_.IsEnabled -and $_.Value -ceq $permission }
    if (-not $scope) { throw "Microsoft Graph has no permission $permission here." }
    @{ id = $scope.Id; type = 'Scope' }
}

$body = $application | ConvertFrom-Json -AsHashtable
$body.requiredResourceAccess = @(@{ resourceAppId = $graphApp; resourceAccess = @($access) })
$created = New-MgApplication -BodyParameter $body
Write-Host 'Registered. Put this into config.json and run cargo xtask configure again:'
Write-Host "  ""clientId"": ""$($created.AppId)"""

# Where administrators find it among the enterprise applications. A new application is not known everywhere at once.
foreach ($pause in 2, 4, 8, 16, 0) {
    try {
        $null = New-MgServicePrincipal -AppId $created.AppId
        return
    } catch {
        Start-Sleep -Seconds $pause
    }
}
Write-Warning 'The enterprise application was not created. Signing in creates it too.'

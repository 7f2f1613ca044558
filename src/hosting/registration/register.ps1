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

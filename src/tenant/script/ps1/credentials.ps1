# Leaves what is stored in $stored.
function Read-Credentials([string] $Wanted) {
    Read-All $secrets
    $script:stored = [ordered] @{}
    foreach ($one in $all) { if ([string] $one['value']) { $stored[[string] $one['key']] = [string] $one['value'] } }
    $script:now = ConvertTo-Json -Compress @{ address = $stored['BaseAddress']; token = $stored.Contains('SecretToken') }
}

# Tests the credentials and stores them, with whatever else is stored.
function Save-Credentials([string] $Url) {
    $secret = [System.Net.NetworkCredential]::new('', (Read-Host -AsSecureString $askSecret)).Password
    if (-not $secret) { Stop-Script $noSecret }
    $new = @(@{ key = 'BaseAddress'; value = $Url }, @{ key = 'SecretToken'; value = $secret })
    $test = @{ useSavedCredentials = $false; credentials = $new }
    Send-Graph POST "$jobs/$job/validateCredentials" (ConvertTo-Json -Compress -EscapeHandling EscapeNonAscii -Depth 5 $test)
    foreach ($key in $stored.Keys) {
        if ($stored[$key] -ne '*' -and $key -notin 'BaseAddress', 'SecretToken') { $new += @{ key = $key; value = $stored[$key] } }
    }
    $usual = [ordered] @{ SyncAll = 'false'; SyncNotificationSettings = '{"Enabled":false,"DeleteThresholdEnabled":false}' }
    foreach ($key in $usual.Keys) { if (-not $stored.Contains($key)) { $new += @{ key = $key; value = $usual[$key] } } }
    Send-Graph PUT $secrets (ConvertTo-Json -Compress -EscapeHandling EscapeNonAscii -Depth 5 @{ value = $new })
}

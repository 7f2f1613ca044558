function Read-Job([string] $Wanted) {
    Read-All $jobs
    $script:now = '"no job"'
    if ($all.Count -eq 0) { return }
    $script:job = [uri]::EscapeDataString([string] $all[0]['id'])
    Invoke-Graph GET "$jobs/$job/schema"
    $script:now = if ($code -eq 200) { '"job"' } else { '"job without a schema"' }
}

function Read-Assigned([string] $Wanted) {
    Read-All $assignments
    $principals = foreach ($one in $all) { [string] $one['principalId'] }
    $are = @{}
    foreach ($id in (ConvertFrom-Json -AsHashtable $Wanted).Keys) { $are[$id] = $id -in $principals }
    $script:now = ConvertTo-Json -Compress $are
}

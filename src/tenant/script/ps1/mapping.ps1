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

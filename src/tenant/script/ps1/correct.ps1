# The schema as Graph gave it, with these rows changed and nothing else: read as nodes, numbers and order stay as they are.
function Save-Mapping([string] $Edits) {
    Read-Schema
    $schema = [System.Text.Json.Nodes.JsonNode]::Parse($answer)
    Find-Users $schema
    $users['enabled'] = [System.Text.Json.Nodes.JsonNode]::Parse('true')
    $rows = $users['attributeMappings']
    foreach ($edit in [System.Text.Json.Nodes.JsonNode]::Parse($Edits)) {
        if ($null -ne $edit['add']) {
            $rows.Insert($rows.Count, $edit['add'].DeepClone())
            $new = $edit['declare']
            if ($null -eq $new) { continue }
            foreach ($directory in $schema['directories']) {
                foreach ($object in $directory['objects']) {
                    if ([string] $object['name'] -ne $enterpriseUser) { continue }
                    $known = foreach ($one in $object['attributes']) { [string] $one['name'] }
                    if ([string] $new['name'] -in $known) { continue }
                    $list = $object['attributes']
                    $list.Insert($list.Count, $new.DeepClone())
                }
            }
            continue
        }
        $at = @(for ($i = 0; $i -lt $rows.Count; $i++) { if ([string] $rows[$i]['targetAttributeName'] -eq [string] $edit['target']) { $i } })
        $keep = $at[[int] $edit['keep'].ToJsonString()]
        $row = $rows[$keep]
        $set = $edit['set']
        foreach ($name in 'source', 'flowType', 'defaultValue') {
            if (-not $set.ContainsKey($name)) { continue }
            $value = $set[$name]
            if ($null -ne $value) { $value = $value.DeepClone() }
            $row[$name] = $value
        }
        foreach ($i in $at | Sort-Object -Descending) { if ($i -ne $keep) { $rows.RemoveAt($i) } }
    }
    Send-Graph PUT "$jobs/$job/schema" $schema.ToJsonString()
}

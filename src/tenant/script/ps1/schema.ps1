# Leaves the schema's text in $answer.
function Read-Schema {
    Invoke-Graph GET "$jobs/$job/schema"
    if ($code -ne 200) { return }
    if ($null -eq [System.Text.Json.Nodes.JsonNode]::Parse($answer)['directories']) {
        Send-Graph GET "$jobs/$job/schema?`$expand=directories"
    }
}

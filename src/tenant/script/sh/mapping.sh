jq_mapping='
def low: . // "" | ascii_downcase;
def users: (.sourceObjectName | low) == "user"
  and (.targetObjectName | low) == "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user";
def of($target): (.targetAttributeName | low) == ($target | low);
def row: (.source // {}) as $s | ($s.type | low) as $type | ($s.expression // "") as $text
  | (if $type == "attribute" then
      ["attribute", (($text | capture("^\\s*\\[(?<name>.*)\\]\\s*$").name) // $s.name | low)]
    elif $type == "constant" then ["constant", $s.name // ""]
    elif $s == {} then ["nothing", ""]
    else ["expression", $text] end) + [(.flowType | low) == "always"];'

mapping() {
  read_schema
  now=null
  [ "$code" = 200 ] || return 0
  now=$(jq -cS --argjson wanted "$1" "$jq_mapping"'
    [.synchronizationRules[]?.objectMappings[]? | select(users)]
    | if length == 1 then .[0] as $m | {
        enabled: ($m.enabled == true),
        flows: ($m.flowTypes | tostring | low | contains("add") and contains("update")),
        rows: ($wanted.rows | with_entries(.key as $t | .value = [$m.attributeMappings[]? | select(of($t)) | row]))
      } else null end' <<<"$answer")
}

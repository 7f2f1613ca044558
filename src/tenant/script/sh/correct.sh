# EDITS: the schema as Graph gave it, with these rows changed and nothing else.
correct() {
  read_schema
  jq -e '[.. | numbers | select(. >= 9007199254740992 or . <= -9007199254740992)] == []' <<<"$answer" >/dev/null ||
    stop "$large_numbers"
  local body
  body=$(jq -c --argjson edits "$1" "$jq_mapping"'
    (.synchronizationRules[].objectMappings[] | select(users)) |= (.enabled = true | reduce $edits[] as $e (.;
      if $e.add then .attributeMappings += [$e.add]
      else [.attributeMappings | to_entries[] | select(.value | of($e.target)) | .key] as $at
        | $at[$e.keep] as $kept
        | .attributeMappings[$kept] += $e.set
        | .attributeMappings |= [to_entries[] | .key as $k | select($k == $kept or all($at[]; . != $k)) | .value]
      end))
    | reduce ($edits[].declare // empty) as $new (.; (.directories[].objects[]
        | select((.name | low) == "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user" and
          all(.attributes[]?; (.name | low) != ($new.name | low)))).attributes += [$new])' <<<"$answer")
  send PUT "$jobs/$job/schema" "$body"
}

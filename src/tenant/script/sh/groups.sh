assigned() {
  list "$assignments"
  now=$(jq -cS --argjson wanted "$1" 'map(.principalId) as $all
    | $wanted | with_entries(.key as $one | .value = any($all[]; . == $one))' <<<"$answer")
}

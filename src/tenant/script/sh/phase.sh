phase() {
  send GET "$jobs/$job"
  now=$(jq -c '(.schedule.state // "") as $state | (.status.code // "") as $code
    | (.status.steadyStateFirstAchievedTime // "0001" | startswith("0001") | not) as $steady
    | if .status.quarantine != null or $code == "Quarantine" then "quarantined"
      elif $state == "Active" then (if $code == "Paused" then "paused" else "running" end)
      elif $state == "Paused" or $steady then "paused" else "not started" end' <<<"$answer")
}

# VIEW WANTED: what must be so before the next change is made.
require() {
  [ -n "$looking" ] || expect "$@"
}

credentials() {
  list "$secrets"
  now=$(jq -cS 'map(select(.value != null and .value != "") | {key, value}) | from_entries
    | {address: .BaseAddress, token: (.SecretToken != null)}' <<<"$answer")
}

# URL: tests the credentials and stores them, with whatever else is stored.
store() {
  local secret=${SECRET_TOKEN-} kept=$answer body
  if [ -z "$secret" ]; then
    printf '%s ' "$ask_secret" >&2
    IFS= read -rs secret || true
    printf '\n' >&2
  fi
  [ -n "$secret" ] || stop "$no_secret"
  body=$(printf '%s' "$secret" | jq -Rsc --arg url "$1" '{useSavedCredentials: false,
    credentials: [{key: "BaseAddress", value: $url}, {key: "SecretToken", value: .}]}')
  send POST "$jobs/$job/validateCredentials" "$body"
  body=$(printf '%s' "$secret" | jq -Rsc --arg url "$1" --argjson kept "$kept" '. as $secret
    | [$kept[] | select(.value != null and .value != "") | {key, value}] as $kept
    | {value: ([{key: "BaseAddress", value: $url}, {key: "SecretToken", value: $secret}]
      + [$kept[] | select(.value != "*" and .key != "BaseAddress" and .key != "SecretToken")]
      + [{key: "SyncAll", value: "false"},
         {key: "SyncNotificationSettings", value: "{\"Enabled\":false,\"DeleteThresholdEnabled\":false}"}
         | .key as $key | select(all($kept[]; .key != $key))])}')
  send PUT "$secrets" "$body"
}

read_schema() {
  graph GET "$jobs/$job/schema"
  [ "$code" = 200 ] || return 0
  if ! jq -e '.directories | arrays' <<<"$answer" >/dev/null; then
    send GET "$jobs/$job/schema?\$expand=directories"
  fi
}

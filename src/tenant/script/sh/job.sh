find_job() {
  list "$jobs"
  job=$(jq -r '.[0].id // "" | @uri' <<<"$answer")
}

has_job() {
  find_job
  now='"no job"'
  [ -n "$job" ] || return 0
  graph GET "$jobs/$job/schema"
  [ "$code" = 200 ] && now='"job"' || now='"job without a schema"'
}

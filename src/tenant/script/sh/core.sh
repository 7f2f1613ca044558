pauses='1 2 4 8 15 20 20 25 25 0'

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

# METHOD PATH [BODY]: leaves $code and $answer. Token and body go through pipes, so that no list of processes shows them.
graph() {
  local pause reply
  local options=(--silent --show-error --max-time 120 --request "$1")
  [ "$1" = GET ] || options+=(--header 'Content-Type: application/json' --data-binary @-)
  for pause in 1 2 4 8 16; do
    reply=$(printf '%s' "${3-}" | curl "${options[@]}" --header @<(printf 'Authorization: Bearer %s' "$GRAPH_TOKEN") \
      --write-out '\n%{http_code}' "$root$2") || stop "$no_answer"
    code=${reply##*$'\n'} answer=${reply%$'\n'*}
    case $1$code in
      *429 | GET5??) sleep "$pause" ;;
      *) return ;;
    esac
  done
}

refused() {
  stop "$refusal HTTP $code" "$(jq -ca '.error | [.code, .message, .innerError."request-id"]' <<<"$answer" 2>/dev/null)"
}

# METHOD PATH [BODY]
send() {
  graph "$@"
  case $code in 2??) ;; *) refused ;; esac
}

# PATH: all pages. What is not there is an empty list.
list() {
  local next=$1 all='[]'
  while [ -n "$next" ]; do
    graph GET "$next"
    case $code in 200) ;; 404) answer='{"value":[]}' ;; *) refused ;; esac
    all=$(jq -c --slurpfile all <(printf '%s' "$all") '$all[0] + .value' <<<"$answer")
    next=$(jq -r '."@odata.nextLink" // ""' <<<"$answer")
    case $next in '') ;; "$root"/*) next=${next#"$root"} ;; *) stop "$refusal" ;; esac
  done
  answer=$all
}

# Each of these reads something that a change is about, and leaves it as JSON in $now. $1 is what is wanted.
application() {
  send GET "$app?\$select=appId"
  now=$(jq -cS '.appId' <<<"$answer")
}

same() {
  [ "$now" = "$(jq -cS . <<<"$1")" ]
}

# VIEW WANTED: stops unless it is so.
expect() {
  "$1" "$2"
  same "$2" || stop "$changed" "$expected $(jq -caS . <<<"$2")" "$found $(jq -caS . <<<"$now")"
}

# TITLE VIEW BEFORE AFTER COMMAND…: changes what is as it was seen, and reads it back. In the first round it only looks.
change() {
  local title=$1 view=$2 before=$3 after=$4 pause
  shift 4
  # What a job that is still to be created will hold cannot be looked at yet.
  case $looking$job$view in yesmapping | yesphase) return 0 ;; esac
  [ -n "$looking" ] || printf '%s\n' "$title"
  "$view" "$after"
  if [ "$(jq -cS . <<<"$before")" != "$(jq -cS . <<<"$after")" ] && same "$after"; then
    [ -n "$looking" ] || printf '  %s\n' "$already"
    return 0
  fi
  same "$before" || stop "$title: $changed" "$expected $(jq -caS . <<<"$before")" "$found $(jq -caS . <<<"$now")"
  [ -z "$looking" ] || return 0
  "$@"
  for pause in $pauses; do
    "$view" "$after"
    if same "$after"; then
      printf '  %s\n' "$shows"
      return 0
    fi
    sleep "$pause"
  done
  stop "$title: $not_shown" "$expected $(jq -caS . <<<"$after")" "$found $(jq -caS . <<<"$now")"
}

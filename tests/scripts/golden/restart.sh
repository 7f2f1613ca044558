#!/usr/bin/env bash
# Sets up provisioning from Microsoft Entra ID into TOTAL
# Tenant: Contoso, 5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035
#
# First it looks whether everything is as the assistant showed it. If not, it stops and changes nothing.
# It makes one change after the other, and reads each back until it shows, for two minutes at most.
# What is so already is left alone: after a stop, run it again, or look with the assistant
# and copy a new script.
#
# Delegated permissions:
#   Application.Read.All
#   Synchronization.ReadWrite.All
#
# Needs bash, curl 7.55 or later, and jq. GRAPH_TOKEN must hold an access token with these
# permissions, from an application of your own or from Graph Explorer. Do not write it into this file.
#   read -rs GRAPH_TOKEN && export GRAPH_TOKEN
#   bash setup.sh --look    only looks
#   bash setup.sh           looks, then changes
#
set -euo pipefail
: "${GRAPH_TOKEN:?}"

root='https://graph.microsoft.com/v1.0'
app='/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8'
jobs='/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/synchronization/jobs'
secrets='/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/synchronization/secrets'
assignments='/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/appRoleAssignedTo?$top=999'
job='scim.5f0c2a9e3b7d4e189a64c1d27be8f035.8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1'
looking=yes

no_answer='Microsoft Graph could not be reached.'
refusal='Microsoft Graph refused:'
changed='this is not what the assistant showed. Stopped; look again with the assistant.'
expected='  expected:'
found='  found:   '
already='is so already'
shows='done, and read back'
not_shown='the change was sent but does not show yet. Stopped; look again in some minutes.'
as_planned='Everything is as planned.'
looked='Everything is as the assistant showed it, or done already. Nothing was changed.'
ask_name='This sends people again, which nothing takes back. Type the name of the tenant:'
not_confirmed='That is not the name. Nothing was changed.'

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

read_schema() {
  graph GET "$jobs/$job/schema"
  [ "$code" = 200 ] || return 0
  if ! jq -e '.directories | arrays' <<<"$answer" >/dev/null; then
    send GET "$jobs/$job/schema?\$expand=directories"
  fi
}

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

# NAME: what nothing takes back is confirmed by the tenant's name.
confirm() {
  local typed=
  printf '%s ' "$ask_name" >&2
  IFS= read -r typed || true
  [ "$typed" = "$1" ] || stop "$not_confirmed"
}

plan() {
  require mapping '{"enabled":true,"flows":true,"rows":{"externalId":[["attribute","objectid",true]],"title":[["attribute","jobtitle",true]],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":[["attribute","department",true]]}}'
  change 'Restart provisioning in full' phase \
    '"running"' \
    '"running"' \
    send POST "$jobs/$job"'/restart' '{"criteria":{"resetScope":"Watermark, Escrows, QuarantineState"}}'
}

expect application '"8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1"'
plan
if [ "${1-}" = --look ]; then
  printf '%s\n' "$looked"
  exit
fi
confirm 'Contoso'
looking=
plan
printf '%s\n' "$as_planned"

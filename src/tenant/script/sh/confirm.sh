# NAME: what nothing takes back is confirmed by the tenant's name.
confirm() {
  local typed=
  printf '%s ' "$ask_name" >&2
  IFS= read -r typed || true
  [ "$typed" = "$1" ] || stop "$not_confirmed"
}

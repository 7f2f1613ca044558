#!/usr/bin/env bash
# Registers "TOTAL Setup Assistant" in Entra for https://setup.example.com/assistant/
# as a single-page application: no secret, no implicit grant. The permissions are listed for administrators to see; nothing is
# consented to. It changes nothing when an application of this name is there. You need the role Application Developer or a higher one.
# Needs bash and the Azure CLI, signed in:
#   az cloud set --name AzureUSGovernment && az login --allow-no-subscriptions --tenant contoso.example
cloud='AzureUSGovernment'
graph='https://graph.microsoft.us'
tenant='contoso.example'
name='TOTAL Setup Assistant'
by_name='displayName%20eq%20%27TOTAL%20Setup%20Assistant%27'
graph_app='00000003-0000-0000-c000-000000000000'
application='{"displayName":"TOTAL Setup Assistant","signInAudience":"AzureADMyOrg","isFallbackPublicClient":false,"spa":{"redirectUris":["https://setup.example.com/assistant/auth.html"]},"web":{"homePageUrl":"https://setup.example.com/assistant/","implicitGrantSettings":{"enableAccessTokenIssuance":false,"enableIdTokenIssuance":false}}}'
permissions=('User.Read' 'Application.Read.All' 'Synchronization.Read.All' 'GroupMember.Read.All' 'User.ReadBasic.All' 'ProvisioningLog.Read.All' 'LicenseAssignment.Read.All' 'Synchronization.ReadWrite.All' 'AppRoleAssignment.ReadWrite.All')

set -euo pipefail

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}

# METHOD PATH QUERY [BODY]: what QUERY takes from the answer.
graph() {
  local options=(--method "$1" --url "$graph/v1.0/$2" --resource "$graph/" --query "$3" --output tsv)
  [ $# -lt 4 ] || options+=(--headers Content-Type=application/json --body "$4")
  az rest "${options[@]}"
}

guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

[ "$(az cloud show --query name --output tsv)" = "$cloud" ] || stop "The Azure CLI is set to another cloud than $cloud."
if [ -n "$tenant" ]; then
  names=$(graph GET "organization?\$select=id,verifiedDomains" 'value[0].[id, verifiedDomains[].name][]')
  grep -qixF -- "$tenant" <<<"$names" || stop "You are signed in to another tenant than $tenant."
fi

known=$(graph GET "applications?\$select=appId&\$filter=$by_name" 'value[].appId')
[ -z "$known" ] || stop "There is an application named $name already:" "$known"

scopes=$(graph GET "servicePrincipals(appId='$graph_app')?\$select=oauth2PermissionScopes" \
  'oauth2PermissionScopes[?isEnabled].[value, id]')
access=
for permission in "${permissions[@]}"; do
  id=$(awk -F '\t' -v name="$permission" '$1 == name { print $2 }' <<<"$scopes")
  [[ $id =~ $guid ]] || stop "Microsoft Graph has no permission $permission here."
  access+=${access:+,}"{\"id\":\"$id\",\"type\":\"Scope\"}"
done
access="[{\"resourceAppId\":\"$graph_app\",\"resourceAccess\":[$access]}]"

app_id=$(graph POST applications appId "${application%\}},\"requiredResourceAccess\":$access}")
[[ $app_id =~ $guid ]] || stop "Microsoft Graph did not say the new application's ID."
printf 'Registered. Put this into config.json and run cargo xtask configure again:\n  "clientId": "%s"\n' "$app_id"

# Where administrators find it among the enterprise applications. A new application is not known everywhere at once.
for pause in 2 4 8 16 0; do
  if graph POST servicePrincipals id "{\"appId\":\"$app_id\"}" >/dev/null; then
    exit
  fi
  sleep "$pause"
done
stop "The enterprise application was not created. Signing in creates it too."

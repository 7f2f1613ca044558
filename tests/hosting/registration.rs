//! The registration that a deployment needs, and the scripts that create it.
//! `GOLDEN=write cargo test --no-default-features --features emulator --test hosting` writes the reviewed scripts anew.

use assistant::config::Config;
use assistant::hosting::registration::{GRAPH_APP_ID, Registration};
use assistant::setup::scope::Scope;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use url::Url;

const PAGE: &str = "https://setup.example.com/assistant/";

fn registration(config: &str) -> Registration {
    Registration::of(&Config::parse(config).unwrap(), &Url::parse(PAGE).unwrap()).unwrap()
}

/// graph-contract §0.2: the redirect URI's type is single-page application, or tokens are refused.
#[test]
fn the_application_is_a_single_page_application_and_no_more() {
    let application = registration("{}").application();
    assert_eq!(application["spa"]["redirectUris"], json!(["https://setup.example.com/assistant/auth.html"]));
    assert_eq!(application["web"].get("redirectUris"), None);
    assert_eq!(
        application["web"]["implicitGrantSettings"],
        json!({ "enableAccessTokenIssuance": false, "enableIdTokenIssuance": false })
    );
    let known = ["displayName", "signInAudience", "isFallbackPublicClient", "spa", "web"];
    assert!(application.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())));
}

#[test]
fn the_configured_tenant_decides_whose_accounts_may_sign_in() {
    for (tenant, audience) in [
        ("organizations", "AzureADMultipleOrgs"),
        ("contoso.example", "AzureADMyOrg"),
        ("00001111-aaaa-2222-bbbb-3333cccc4444", "AzureADMyOrg"),
    ] {
        let registration = registration(&format!(r#"{{"tenant": "{tenant}"}}"#));
        assert_eq!(registration.application()["signInAudience"], audience, "{tenant}");
    }
}

#[test]
fn a_configured_redirect_uri_is_the_one_that_is_registered() {
    let config = r#"{"clientId": "00001111-aaaa-2222-bbbb-3333cccc4444", "redirectUri": "https://setup.example.com/sign-in/auth.html"}"#;
    assert_eq!(registration(config).redirect_uri.as_str(), "https://setup.example.com/sign-in/auth.html");
}

#[test]
fn servers_of_ones_own_have_no_script() {
    let config =
        r#"{"cloud": "custom", "authority": "http://127.0.0.1:8081", "graph": "http://127.0.0.1:8080"}"#;
    assert_eq!((registration(config).azure_cli(), registration(config).powershell()), (None, None));
}

#[test]
fn each_cloud_is_asked_at_its_own_address() {
    for (cloud, shell, graph, powershell) in [
        ("global", "AzureCloud", "https://graph.microsoft.com", "Global"),
        ("usgov", "AzureUSGovernment", "https://graph.microsoft.us", "USGov"),
        ("usgov-dod", "AzureUSGovernment", "https://dod-graph.microsoft.us", "USGovDoD"),
        ("china", "AzureChinaCloud", "https://microsoftgraph.chinacloudapi.cn", "China"),
    ] {
        let registration = registration(&format!(r#"{{"cloud": "{cloud}"}}"#));
        let text = registration.azure_cli().unwrap();
        assert!(text.contains(&format!("cloud='{shell}'\ngraph='{graph}'\n")), "{cloud}");
        assert!(
            registration.powershell().unwrap().contains(&format!("$environment = '{powershell}'\n")),
            "{cloud}"
        );
    }
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosting/golden").join(name)
}

#[test]
fn scripts_are_as_they_were_reviewed() {
    let registration = registration(r#"{"cloud": "usgov", "tenant": "contoso.example"}"#);
    for (name, text) in [
        ("register.sh", registration.azure_cli().unwrap()),
        ("register.ps1", registration.powershell().unwrap()),
        ("application.json", format!("{:#}\n", registration.application())),
    ] {
        if std::env::var_os("GOLDEN").is_some_and(|wish| wish == "write") {
            fs::write(golden(name), &text).unwrap();
        }
        assert_eq!(
            fs::read_to_string(golden(name)).unwrap(),
            text,
            "{name} has changed; see the head of this file"
        );
    }
}

#[test]
fn scripts_can_be_parsed() {
    let bash = Command::new("bash").arg("-n").arg(golden("register.sh")).output().unwrap();
    assert!(bash.status.success(), "{}", String::from_utf8_lossy(&bash.stderr));
    match Command::new("shellcheck").arg(golden("register.sh")).output() {
        Ok(checked) => assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout)),
        Err(_) => crate::not_tested("there is no shellcheck"),
    }
    let parse = "$errors = $null; $null = [System.Management.Automation.Language.Parser]::ParseFile($args[0], [ref] $null, \
                 [ref] $errors); $errors | Out-String | Write-Host; exit $errors.Count";
    let command = format!("& {{ {parse} }} '{}'", golden("register.ps1").display());
    match Command::new("pwsh").args(["-NoProfile", "-Command", &command]).output() {
        Ok(parsed) => assert!(parsed.status.success(), "{}", String::from_utf8_lossy(&parsed.stdout)),
        Err(_) => crate::not_tested("there is no pwsh"),
    }
}

/// A stand-in for the Azure CLI: answers as Microsoft documents it, and keeps what it was sent.
const AZ: &str = r#"#!/usr/bin/env bash
set -euo pipefail
here=$(dirname "$0")
case "$1 $2" in "cloud show") cat "$here/cloud"; exit ;; esac
[ "$1" = rest ]; shift
while [ $# -gt 0 ]; do
  case $1 in --method) method=$2 ;; --url) url=$2 ;; --body) body=$2 ;; --query) query=$2 ;;
    --resource | --headers) ;; --output) [ "$2" = tsv ] ;; *) exit 2 ;; esac
  shift 2
done
printf '%s %s\n' "$method" "$url" >>"$here/calls"
case "$method ${url#https://graph.microsoft.us/v1.0/}" in
  "GET organization?"*) [[ $query == *verifiedDomains* ]]; printf '00001111-aaaa-2222-bbbb-3333cccc4444\nContoso.example\n' ;;
  "GET applications?"*) cat "$here/known" ;;
  "GET servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?"*) cat "$here/scopes" ;;
  "POST applications") printf '%s' "$body" >"$here/application"; echo 99998888-aaaa-2222-bbbb-3333cccc4444 ;;
  "POST servicePrincipals") printf '%s' "$body" >"$here/principal"; echo 77776666-aaaa-2222-bbbb-3333cccc4444 ;;
  *) exit 3 ;;
esac
"#;

/// A folder with the stand-in and its answers, removed at the end.
struct Cli(PathBuf);

impl Cli {
    fn new(name: &str) -> Self {
        let cli = Self(std::env::temp_dir().join(format!("assistant-az-{name}-{}", std::process::id())));
        fs::create_dir_all(&cli.0).unwrap();
        cli.set("az", AZ);
        fs::set_permissions(cli.0.join("az"), fs::Permissions::from_mode(0o755)).unwrap();
        cli.set("cloud", "AzureUSGovernment\n");
        cli.set("known", "");
        cli.set("calls", "");
        let scopes = Scope::ALL.iter().enumerate().map(|(index, scope)| format!("{scope}\t{}\n", id(index)));
        cli.set("scopes", &scopes.collect::<String>());
        cli
    }

    fn set(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn run(&self, script: &str) -> Output {
        let path = format!("{}:{}", self.0.display(), std::env::var("PATH").unwrap());
        Command::new("bash").args(["-c", script]).env("PATH", path).output().unwrap()
    }

    fn wrote(&self) -> bool {
        self.get("calls").contains("POST")
    }
}

impl Drop for Cli {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn id(index: usize) -> String {
    format!("00000000-0000-0000-0000-{index:012x}")
}

const CONFIG: &str = r#"{"cloud": "usgov", "tenant": "contoso.example"}"#;

#[test]
fn the_script_registers_exactly_what_the_assistant_asks_for() {
    let cli = Cli::new("registers");
    let registration = registration(CONFIG);
    let done = cli.run(&registration.azure_cli().unwrap());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(
        String::from_utf8_lossy(&done.stdout)
            .contains("\"clientId\": \"99998888-aaaa-2222-bbbb-3333cccc4444\"")
    );

    let mut sent: Value = serde_json::from_str(&cli.get("application")).unwrap();
    let access = sent.as_object_mut().unwrap().remove("requiredResourceAccess").unwrap();
    assert_eq!(sent, registration.application());
    let wanted: Vec<_> = Scope::EVER_ASKED
        .iter()
        .map(|asked| Scope::ALL.iter().position(|scope| scope == asked).unwrap())
        .map(|index| json!({ "id": id(index), "type": "Scope" }))
        .collect();
    assert_eq!(access, json!([{ "resourceAppId": GRAPH_APP_ID, "resourceAccess": wanted }]));
    let principal: Value = serde_json::from_str(&cli.get("principal")).unwrap();
    assert_eq!(principal, json!({ "appId": "99998888-aaaa-2222-bbbb-3333cccc4444" }));
}

#[test]
fn the_script_stops_before_it_writes_where_something_is_not_as_it_must_be() {
    let other = r#"{"cloud": "usgov", "tenant": "fabrikam.example"}"#;
    let one = "User.Read\t00000000-0000-0000-0000-000000000001\n";
    let hostile = "User.Read\t\"}],\"passwordCredentials\":[{\n";
    for (config, file, text, said) in [
        (CONFIG, "cloud", "AzureCloud\n", "another cloud"),
        (other, "cloud", "AzureUSGovernment\n", "another tenant"),
        (CONFIG, "known", "11112222-aaaa-2222-bbbb-3333cccc4444\n", "already"),
        (CONFIG, "scopes", one, "no permission Application.Read.All"),
        (CONFIG, "scopes", hostile, "no permission User.Read"),
    ] {
        let cli = Cli::new("stops");
        cli.set(file, text);
        let done = cli.run(&registration(config).azure_cli().unwrap());
        let error = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && error.contains(said), "{said}: {error}");
        assert!(!cli.wrote(), "{said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// A vendor's name may hold anything.
    #[test]
    fn any_name_is_only_text(name in "(\\PC|['\"`$\\\\\u{2019}}#;&|()<>!*?~-]){1,40}") {
        let cli = Cli::new("names");
        let mut registration = registration(CONFIG);
        registration.display_name = name;
        let done = cli.run(&registration.azure_cli().unwrap());
        prop_assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let sent: Value = serde_json::from_str(&cli.get("application")).unwrap();
        prop_assert_eq!(&sent["displayName"], &Value::from(registration.display_name.as_str()));
        let filter = cli.get("calls");
        let filter = filter.split("$filter=").nth(1).unwrap().lines().next().unwrap();
        let filter = percent_encoding::percent_decode_str(filter).decode_utf8().unwrap();
        let quoted = registration.display_name.replace('\'', "''");
        prop_assert_eq!(filter.as_ref(), format!("displayName eq '{quoted}'"));
    }
}

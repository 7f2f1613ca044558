//! `auth.html`: small, plain, and in step with the app (security.md AUTH-06, AUTH-07, HDR-02, HDR-03).

use assistant::auth::{Channel, PENDING_KEY, RESPONSE_KEY, SIGNED_OUT};
use assistant::config::{Config, Page, csp};

const HTML: &str = include_str!("../public/auth.html");
const SCRIPT: &str = include_str!("../public/auth.js");

#[test]
fn the_page_and_its_script_stay_below_three_kilobytes() {
    assert!(HTML.len() + SCRIPT.len() <= 3 * 1024);
}

#[test]
fn the_page_has_the_policy_of_the_configuration_before_its_one_script() {
    let meta = ["content=\"", &csp(&Config::default(), Page::Auth, &[], true), "\""].concat();
    let (policy, script) = (HTML.find(&meta), HTML.find("<script"));
    assert!(policy.is_some() && policy < script);
    assert_eq!(HTML.matches("<script").count(), 1);
    assert!(HTML.contains("<script src=\"auth.js\"></script>"));
    for inline in ["style=", "<style", " on", "href=\"/", "http:", "https:"] {
        assert!(!HTML.replace("content=\"", "").contains(inline), "{inline}");
    }
}

#[test]
fn the_script_uses_the_apps_keys_and_scrubs_the_address_first() {
    assert_eq!(SCRIPT.matches("setItem(").count(), 1);
    assert!(SCRIPT.contains(&["getItem(\"", PENDING_KEY, "\")"].concat()));
    assert!(SCRIPT.contains(&["setItem(\"", RESPONSE_KEY, "\", response)"].concat()));
    assert!(SCRIPT.contains(&["new BroadcastChannel(`", Channel::PREFIX, "${channel}`)"].concat()));
    assert!(SCRIPT.contains(&["\"?state=", SIGNED_OUT, "\""].concat()));
    let scrubbed = SCRIPT.find("replaceState");
    assert!(scrubbed < SCRIPT.find("sessionStorage") && scrubbed < SCRIPT.find("BroadcastChannel("));
}

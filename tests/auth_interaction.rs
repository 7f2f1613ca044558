//! Beyond the first sign-in: popups, hints, other tenants, more and fewer scopes.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod auth_support;

use assistant::auth::{
    AccountChoice, AuthError, AuthorizeRequest, Channel, ErrorClass, Interaction, IssuerParameter, Session,
    SilentRequest, scopes,
};
use assistant::config::Tenant;
use auth_support::*;
use futures_executor::block_on;
use futures_util::future::join;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

const WRITE: &str = "Synchronization.ReadWrite.All";
const OTHER: &str = "eeeeeeee-1111-2222-3333-ffffffffffff";

fn writing() -> Vec<String> {
    scopes::reading_and(&graph(), [WRITE])
}

fn token(session: &Session, scopes: &[String]) -> Result<String, AuthError> {
    let request = SilentRequest { scopes, refused: None };
    block_on(session.acquire_token_silent(request)).map(|token| token.expose().to_owned())
}

/// A token answer that grants `scopes`.
fn granting(access: &str, scopes: &[String]) -> Value {
    let mut answer = tokens(&claims("ignored"));
    answer["access_token"] = access.into();
    answer["scope"] = scopes.join(" ").into();
    answer
}

fn address(desk: &Desk, account: AccountChoice<'_>) -> (Url, BTreeMap<String, String>) {
    let request = AuthorizeRequest { scopes: &[], account, claims: None, interaction: Interaction::Popup };
    let (url, _) = desk.app.begin(&request).unwrap();
    let query = query(&url);
    (url, query)
}

/// AUTH-02, AUTH-09: the channel is random, travels behind a dot, and is not the state.
#[test]
fn a_popup_answers_on_a_channel_of_its_own() {
    let desk = Desk::new();
    let started = desk.begin_by(Interaction::Popup);
    let name = started.pending.channel().unwrap().name();
    let id = name.strip_prefix(Channel::PREFIX).unwrap();
    let (state, behind) = started.query["state"].split_once('.').unwrap();
    assert_eq!(behind, id);
    assert!(state.len() >= 43 && id.len() >= 43 && state != id);
    let other = desk.begin_by(Interaction::Popup);
    assert_ne!(other.pending.channel(), started.pending.channel());

    desk.authority.will(200, &tokens(&claims(&started.query["nonce"])));
    assert!(block_on(desk.app.handle_response(&started.fragment(), started.pending)).is_ok());
}

/// A02: the half before the dot is not the state.
#[test]
fn a_popup_answer_without_its_channel_is_refused() {
    let desk = Desk::new();
    let started = desk.begin_by(Interaction::Popup);
    let fragment = started.fragment();
    let (fragment, _) = fragment.rsplit_once('.').unwrap();
    let error = refused(block_on(desk.app.handle_response(fragment, started.pending)));
    assert_eq!(error, AuthError::StateMismatch);
    assert_eq!(desk.authority.hits(), 0);
}

#[test]
fn a_typed_account_needs_no_picker_and_names_its_realm() {
    let desk = Desk::new();
    let named = |tenant| AccountChoice::Named { login_hint: "ada@contoso.example", tenant };
    let (_, query) = address(&desk, named(None));
    assert_eq!(
        (query["login_hint"].as_str(), query["domain_hint"].as_str()),
        ("ada@contoso.example", "contoso.example")
    );
    assert!(!query.contains_key("prompt"));
    // A guest signs in at home, not where the tenant is.
    let fabrikam = Tenant::parse("fabrikam.example").unwrap();
    let (url, query) = address(&desk, named(Some(&fabrikam)));
    assert!(url.path().starts_with("/fabrikam.example/"));
    assert!(!query.contains_key("domain_hint"));
}

#[test]
fn another_tenant_can_be_chosen_only_where_the_configuration_leaves_it_open() {
    let other = Tenant::parse(OTHER).unwrap();
    let choice = AccountChoice::Select { tenant: Some(&other) };
    let (url, _) = address(&Desk::new(), choice);
    assert!(url.path().starts_with(&format!("/{OTHER}/")));
    let fixed = Desk::with(IssuerParameter::Optional, Tenant::parse(TID).unwrap());
    let (url, _) = address(&fixed, choice);
    assert!(url.path().starts_with(&format!("/{TID}/")));
}

/// AUTH-19: both tenants are named, so that a person sees which is which.
#[test]
fn an_account_of_another_tenant_than_the_configured_one_is_refused() {
    let desk = Desk::with(IssuerParameter::Optional, Tenant::parse(OTHER).unwrap());
    let error = refused(desk.redeem(|nonce| tokens(&claims(nonce))));
    assert_eq!(error, AuthError::TenantMismatch { expected: OTHER.to_owned(), found: TID.to_owned() });
    assert_eq!(error.class(), ErrorClass::Account);
}

/// AUTH-25: the token has the reading scopes alone until more is asked for, and then all of them.
#[test]
fn more_scopes_are_asked_for_when_they_are_needed() {
    let desk = Desk::new();
    let session = desk.redeem(|nonce| {
        let mut answer = tokens(&claims(nonce));
        answer["scope"] = reading().join(" ").into();
        answer
    });
    let session = session.unwrap();
    assert_eq!(token(&session, &reading()).as_deref(), Ok("canary-access"));
    desk.authority.will(200, &granting("wide", &writing()));
    assert_eq!(token(&session, &writing()).as_deref(), Ok("wide"));
    let form = desk.authority.requests.borrow()[1].clone();
    assert_eq!(form["scope"], writing().join(" "));
    // It has them now.
    assert_eq!(token(&session, &writing()).as_deref(), Ok("wide"));
    assert_eq!(desk.authority.hits(), 2);
}

/// A07, A08: what was not granted is named, and what is held stays.
#[test]
fn a_session_that_is_refused_more_goes_on_with_what_it_has() {
    let desk = Desk::new();
    let session = desk.sign_in();
    let refusal = json!({ "error": "invalid_grant", "suberror": "consent_required", "error_codes": [65001] });
    desk.authority.will(400, &refusal);
    assert_eq!(token(&session, &writing()).unwrap_err().class(), ErrorClass::Consent);
    assert_eq!(token(&session, &[]).as_deref(), Ok("canary-access"));

    desk.authority.will(200, &granting("narrow", &reading()));
    let write = [graph().as_str(), "/", WRITE].concat();
    assert_eq!(token(&session, &writing()), Err(AuthError::ScopesMissing(vec![write])));
    assert_eq!(token(&session, &[]).as_deref(), Ok("narrow"));
}

/// AUTH-12: one request at a time, also when different scopes are asked for.
#[test]
fn a_renewal_for_more_waits_for_the_one_under_way() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(Duration::from_secs(3600));
    let fresh = |access: &str, scopes: &[String]| {
        let mut claims = claims("ignored");
        for name in ["iat", "nbf", "exp"] {
            claims[name] = (claims[name].as_u64().unwrap() + 3600).into();
        }
        let mut answer = granting(access, scopes);
        answer["id_token"] = id_token(&json!({ "alg": "RS256" }), &claims).into();
        answer
    };
    desk.authority.will(200, &fresh("narrow", &reading()));
    desk.authority.will(200, &fresh("wide", &writing()));
    let writing = writing();
    let request = SilentRequest { scopes: &writing, refused: None };
    let plain = session.acquire_token_silent(SilentRequest::default());
    let (plain, wide) = block_on(join(plain, session.acquire_token_silent(request)));
    assert_eq!((plain.unwrap().expose(), wide.unwrap().expose()), ("narrow", "wide"));
    assert_eq!(desk.authority.hits(), 3);
}

/// AUTH-18: a newer sign-in of the same account replaces the tokens; another one's changes nothing.
#[test]
fn only_a_sign_in_of_the_same_account_goes_on() {
    let desk = Desk::new();
    let session = desk.sign_in();
    let newer = desk.redeem(|nonce| {
        let mut answer = tokens(&claims(nonce));
        answer["access_token"] = "newer".into();
        answer
    });
    assert_eq!(session.adopt(newer.unwrap()), Ok(()));
    assert_eq!(token(&session, &[]).as_deref(), Ok("newer"));

    let stranger = desk.redeem(|nonce| {
        let mut claims = claims(nonce);
        claims["oid"] = OTHER.into();
        tokens(&claims)
    });
    assert_eq!(session.adopt(stranger.unwrap()), Err(AuthError::AccountMismatch));
    assert_eq!(token(&session, &[]).as_deref(), Ok("newer"));
}

/// TOK-09: after giving up the write scopes the next token is asked for without them.
#[test]
fn a_session_can_give_up_what_it_was_granted() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.authority.will(200, &granting("wide", &writing()));
    token(&session, &writing()).unwrap();
    session.narrow(reading());
    assert!(!session.scopes().iter().any(|scope| scope.ends_with(WRITE)));
    desk.authority.will(200, &granting("narrow", &reading()));
    assert_eq!(token(&session, &[]).as_deref(), Ok("narrow"));
    assert_eq!(desk.authority.requests.borrow()[2]["scope"], reading().join(" "));
}

/// AUTH-26.
#[test]
fn the_link_for_an_administrators_consent_names_tenant_client_and_scopes() {
    let desk = Desk::new();
    let url = desk.app.admin_consent_url(Some(TID), &writing()).unwrap();
    assert!(url.as_str().starts_with(&format!("{SERVER}/{TID}/v2.0/adminconsent?")));
    let query = query(&url);
    assert_eq!(query["client_id"], CLIENT);
    assert_eq!(query["scope"], writing().join(" "));
    assert_eq!(query["redirect_uri"], "https://setup.example.com/base/auth.html");
}

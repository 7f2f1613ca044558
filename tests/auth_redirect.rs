//! A sign-in from the first address to the session, and every way it must fail.

mod auth_support;

use assistant::auth::{
    AccountChoice, AuthError, Authority, AuthorizeRequest, Claims, ErrorClass, IdTokenFault, Interaction,
    IssuerParameter, OAuthError, PendingSignIn,
};
use assistant::config::{BaseUrl, Tenant};
use auth_support::*;
use futures_executor::block_on;
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

/// RFC 7636 appendix B, AUTH-01.
#[test]
fn the_challenge_of_the_rfc_is_reproduced() {
    let verifier = PkceCodeVerifier::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned());
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
    assert_eq!(challenge.as_str(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    assert_eq!(challenge.method().as_str(), "S256");
}

/// AUTH-01, AUTH-02, AUTH-03: also state and nonce are fresh each time.
#[test]
fn a_thousand_sign_ins_have_distinct_legal_secrets() {
    let desk = Desk::new();
    let mut seen = HashSet::new();
    for _ in 0..1000 {
        let record: Value = serde_json::from_str(&desk.begin().pending.to_record()).unwrap();
        for name in ["state", "nonce", "verifier"] {
            let secret = record[name].as_str().unwrap().to_owned();
            assert_eq!(secret.len(), 43);
            assert!(secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)));
            assert!(seen.insert(secret));
        }
    }
}

/// AUTH-01, AUTH-06, AUTH-15, AUTH-21.
#[test]
fn the_address_asks_for_a_code_in_the_fragment_bound_to_the_verifier() {
    let started = Desk::new().begin();
    let record: Value = serde_json::from_str(&started.pending.to_record()).unwrap();
    let verifier = PkceCodeVerifier::new(record["verifier"].as_str().unwrap().to_owned());
    let expected = [
        ("response_type", "code"),
        ("response_mode", "fragment"),
        ("client_id", CLIENT),
        ("redirect_uri", "https://setup.example.com/base/auth.html"),
        ("prompt", "select_account"),
        ("code_challenge_method", "S256"),
        ("code_challenge", PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str()),
        ("claims", r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    for (name, value) in expected {
        assert_eq!(started.query[name], value, "{name}");
    }
    assert!(
        started.query["scope"]
            .starts_with("openid profile offline_access https://graph.microsoft.com/User.Read ")
    );
    assert!(started.url.as_str().starts_with(&format!("{SERVER}/organizations/oauth2/v2.0/authorize?")));
    assert!(!started.url.as_str().contains(verifier.secret()));
}

/// AUTH-15, AUTH-20, AUTH-21.
#[test]
fn signing_in_again_names_the_account_its_tenant_and_the_challenge() {
    let desk = Desk::new();
    let session = desk.sign_in();
    let claims = Claims::parse(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#).unwrap();
    let request = AuthorizeRequest {
        scopes: &[],
        account: AccountChoice::Same(session.account()),
        claims: Some(&claims),
        interaction: Interaction::Popup,
    };
    let (url, _) = desk.app.begin(&request).unwrap();
    let query = query(&url);
    assert!(url.path().starts_with(&format!("/{TID}/")));
    assert_eq!(query["login_hint"], "ada@contoso.example");
    assert!(!query.contains_key("prompt"));
    let sent: Value = serde_json::from_str(&query["claims"]).unwrap();
    assert_eq!(
        sent,
        json!({ "access_token": { "nbf": { "essential": true, "value": "1" }, "xms_cc": { "values": ["cp1"] } } })
    );
}

/// AUTH-18, AUTH-27: a form without a client secret, to the token endpoint of the same authority.
#[test]
fn a_good_answer_becomes_a_session_of_the_account() {
    let desk = Desk::new();
    let session = desk.sign_in();
    assert_eq!((session.account().tid.as_str(), session.account().oid.as_str()), (TID, OID));
    assert_eq!(session.account().username, "ada@contoso.example");
    assert_eq!(session.scopes(), ["openid", "profile", "https://graph.microsoft.com/User.Read"]);
    assert_eq!(
        *desk.authority.addresses.borrow(),
        [format!("POST {SERVER}/organizations/oauth2/v2.0/token")]
    );
    let form = &desk.authority.requests.borrow()[0];
    let names: Vec<&str> = form.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]);
    assert_eq!(form["grant_type"], "authorization_code");
}

/// AUTH-28: the record is all that crosses the redirect, and holds what was asked for.
#[test]
fn the_record_survives_leaving_the_page() {
    let desk = Desk::new();
    let started = desk.begin();
    let record = started.pending.to_record();
    let names: Vec<String> = serde_json::from_str::<serde_json::Map<String, Value>>(&record)
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["state", "nonce", "verifier", "authority", "scopes", "created", "route", "purpose"]);
    let pending = PendingSignIn::from_record(&record).unwrap();
    assert_eq!(pending.route(), "/setup?step=mapping");
    assert_eq!(pending.to_record(), record);
}

#[test]
fn a_record_that_was_tampered_with_is_refused() {
    let record = Desk::new().begin().pending.to_record();
    let with = |name: &str, value: Value| {
        let mut json: Value = serde_json::from_str(&record).unwrap();
        json[name] = value;
        json.to_string()
    };
    let short = with("verifier", json!("abc"));
    let foreign = with("state", json!("ü".repeat(43)));
    let more = with("access_token", json!("x"));
    for bad in ["", "{}", "[]", &short, &foreign, &more] {
        assert_eq!(refused(PendingSignIn::from_record(bad)), AuthError::RecordMalformed, "{bad}");
    }
    for route in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a b"]
    {
        assert_eq!(PendingSignIn::from_record(&with("route", json!(route))).unwrap().route(), "/", "{route}");
    }
}

/// AUTH-02, AUTH-05, AUTH-06, fault matrix A01-A04: nothing is sent for a wrong response.
#[test]
fn a_wrong_response_is_refused_before_anything_is_sent() {
    let iss = |tenant: &str| format!("iss={SERVER}/{tenant}/v2.0");
    let cases: [(&str, String, AuthError); 13] = [
        ("empty", String::new(), AuthError::HashEmpty),
        ("only a hash", "#".to_owned(), AuthError::HashEmpty),
        ("no state", "code=c".to_owned(), AuthError::StateNotFound),
        ("empty state", "code=c&state=".to_owned(), AuthError::StateNotFound),
        ("foreign state", "code=c&state=other".to_owned(), AuthError::StateMismatch),
        (
            "foreign state with an error",
            "error=access_denied&state=other".to_owned(),
            AuthError::StateMismatch,
        ),
        ("nothing known", "STATE&foo=bar".to_owned(), AuthError::HashUnknown),
        ("code twice", "STATE&code=a&code=b".to_owned(), AuthError::ResponseMalformed),
        ("state twice", "STATE&STATE&code=a".to_owned(), AuthError::ResponseMalformed),
        ("code and error", "STATE&code=a&error=access_denied".to_owned(), AuthError::ResponseMalformed),
        ("too long", format!("STATE&code={}", "a".repeat(16 * 1024)), AuthError::ResponseMalformed),
        (
            "issuer elsewhere",
            "STATE&code=a&iss=https://evil.example/v2.0".to_owned(),
            AuthError::IssuerMismatch,
        ),
        ("issuer without tenant", format!("STATE&code=a&{}", iss("common")), AuthError::IssuerMismatch),
    ];
    for (name, fragment, error) in cases {
        let desk = Desk::new();
        let started = desk.begin();
        let fragment = fragment.replace("STATE", &format!("state={}", started.query["state"]));
        let result = block_on(desk.app.handle_response(&fragment, started.pending));
        assert_eq!(refused(result), error, "{name}");
        assert_eq!(desk.authority.hits(), 0, "{name}");
    }
}

/// AUTH-05 (RFC 9207 §2.4).
#[test]
fn an_announced_issuer_must_be_there_and_be_that_of_the_token() {
    let sign_in = |tenant: Tenant, issuer: IssuerParameter, iss: Option<&str>| {
        let desk = Desk::with(issuer, tenant);
        let started = desk.begin();
        desk.authority.will(200, &tokens(&claims(&started.query["nonce"])));
        let iss = iss.map(|tid| format!("&iss={SERVER}/{tid}/v2.0")).unwrap_or_default();
        let fragment = started.fragment() + &iss;
        block_on(desk.app.handle_response(&fragment, started.pending)).map(|_| ())
    };
    let own = || Tenant::Id(TID.to_owned());
    assert_eq!(sign_in(own(), IssuerParameter::Required, Some(TID)), Ok(()));
    assert_eq!(sign_in(Tenant::Organizations, IssuerParameter::Required, Some(TID)), Ok(()));
    assert_eq!(sign_in(own(), IssuerParameter::Optional, None), Ok(()));
    assert_eq!(sign_in(own(), IssuerParameter::Required, None), Err(AuthError::IssuerMismatch));
    let other = AuthError::TenantMismatch { expected: TID.to_owned(), found: OID.to_owned() };
    assert_eq!(sign_in(own(), IssuerParameter::Optional, Some(OID)), Err(other));
    // Another tenant's issuer fits `organizations`, but not the token that then comes.
    assert_eq!(
        sign_in(Tenant::Organizations, IssuerParameter::Optional, Some(OID)),
        Err(AuthError::IssuerMismatch)
    );
}

/// AUTH-02.
#[test]
fn a_sign_in_expires_after_ten_minutes() {
    let desk = Desk::new();
    let started = desk.begin();
    desk.clock.advance(Duration::from_secs(601));
    let fragment = started.fragment();
    let result = block_on(desk.app.handle_response(&fragment, started.pending));
    assert_eq!(refused(result), AuthError::RequestExpired);
    assert_eq!(desk.authority.hits(), 0);
}

/// AUTH-04, T05: a record of another authority cannot move the redemption there.
#[test]
fn a_record_of_another_authority_is_refused() {
    let desk = Desk::new();
    let started = desk.begin();
    let record = started.pending.to_record().replace(SERVER, "https://login.microsoftonline.us");
    let pending = PendingSignIn::from_record(&record).unwrap();
    let result = block_on(desk.app.handle_response(&started.fragment(), pending));
    assert_eq!(refused(result), AuthError::UntrustedAuthority);
    assert_eq!(desk.authority.hits(), 0);
}

/// AUTH-04: 30 authorities that look right.
#[test]
fn every_authority_but_the_configured_one_is_refused() {
    let server = BaseUrl::parse(SERVER).unwrap();
    let bad = [
        "",
        "organizations",
        "https://login.microsoftonline.com",
        "https://login.microsoftonline.com/",
        "https://login.microsoftonline.com/common",
        "https://login.microsoftonline.com/consumers",
        "https://login.microsoftonline.com/Organizations",
        "https://login.microsoftonline.com/organizations/",
        "https://login.microsoftonline.com/organizations/v2.0",
        "https://login.microsoftonline.com//organizations",
        "https://login.microsoftonline.com/./organizations",
        "https://login.microsoftonline.com/x/../organizations",
        "https://login.microsoftonline.com/%6frganizations",
        "https://login.microsoftonline.com/contoso.com%2forganizations",
        "https://login.microsoftonline.com/organizations?x=1",
        "https://login.microsoftonline.com/organizations#x",
        "https://login.microsoftonline.com/ organizations",
        "https://login.microsoftonline.com/organizations\n",
        "https://login.microsoftonline.com/aaaaaaaa-1111-2222-3333-bbbbbbbbbbb",
        "https://login.microsoftonline.com/AAAAAAAA-1111-2222-3333-BBBBBBBBBBBB",
        "https://login.microsoftonline.com/-contoso.com",
        "https://login.microsoftonline.com/contoso..com",
        "https://login.microsoftonline.com/127.0.0.1",
        "https://login.microsoftonline.com:443/organizations",
        "https://login.microsoftonline.com:8443/organizations",
        "https://login.microsoftonline.com.evil.example/organizations",
        "https://login.microsoftonline.com@evil.example/organizations",
        "https://user@login.microsoftonline.com/organizations",
        "https://login-microsoftonline.com/organizations",
        "https://login.microsoftonIine.com/organizations",
        "https://login.microsoftonline.us/organizations",
        "https://LOGIN.microsoftonline.com/organizations",
        "http://login.microsoftonline.com/organizations",
        "https:/login.microsoftonline.com/organizations",
        "https:\\\\login.microsoftonline.com\\organizations",
        "https://login.microsoftonline.com./organizations",
    ];
    assert!(bad.len() >= 30);
    for text in bad {
        assert_eq!(Authority::parse(&server, text), Err(AuthError::UntrustedAuthority), "{text}");
    }
    for tenant in ["organizations", "contoso.com", TID] {
        let text = format!("{SERVER}/{tenant}");
        assert_eq!(Authority::parse(&server, &text).unwrap().address(), text);
    }
}

/// security.md §3.4, AUTH-03, AUTH-17, AUTH-20: each change to a good ID token and what it must lead to.
#[test]
fn id_tokens_that_break_a_rule_are_refused() {
    use AuthError::{ClockSkew, IdToken, IssuerMismatch, NonceMismatch, PersonalAccount};
    use IdTokenFault::{Account, Audience, Malformed, Subject, Time};
    const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
    let personal = json!({ "tid": PERSONAL, "iss": format!("{SERVER}/{PERSONAL}/v2.0") });
    let absent = Value::Null;
    let cases = [
        ("wrong iss", json!({ "iss": "https://evil.example/v2.0" }), IssuerMismatch),
        ("iss of v1.0", json!({ "iss": format!("https://sts.windows.net/{TID}/") }), IssuerMismatch),
        // Two claims that disagree, and no tenant that was expected.
        ("iss of another tenant", json!({ "iss": format!("{SERVER}/{OID}/v2.0") }), IssuerMismatch),
        ("missing iss", json!({ "iss": absent }), IssuerMismatch),
        ("wrong aud", json!({ "aud": OID }), IdToken(Audience)),
        ("missing aud", json!({ "aud": absent }), IdToken(Audience)),
        ("aud of two", json!({ "aud": [CLIENT, OID] }), IdToken(Audience)),
        ("missing sub", json!({ "sub": absent }), IdToken(Subject)),
        ("empty sub", json!({ "sub": "" }), IdToken(Subject)),
        ("missing tid", json!({ "tid": absent }), IdToken(Account)),
        ("missing oid", json!({ "oid": absent }), IdToken(Account)),
        ("oid no GUID", json!({ "oid": "ada" }), IdToken(Account)),
        ("oid a number", json!({ "oid": 7 }), IdToken(Malformed)),
        ("missing iat", json!({ "iat": absent }), IdToken(Time)),
        ("iat a week old", json!({ "iat": NOW - 604_800 }), ClockSkew),
        ("iat in two hours", json!({ "iat": NOW + 7200 }), ClockSkew),
        ("nbf in two hours", json!({ "nbf": NOW + 7200 }), ClockSkew),
        ("nbf beyond all time", json!({ "nbf": u64::MAX / 2 }), ClockSkew),
        ("expired", json!({ "exp": NOW - 301 }), ClockSkew),
        ("missing exp", json!({ "exp": absent }), IdToken(Time)),
        ("exp a text", json!({ "exp": "soon" }), IdToken(Time)),
        ("wrong nonce", json!({ "nonce": "other" }), NonceMismatch),
        ("missing nonce", json!({ "nonce": absent }), NonceMismatch),
        ("personal account", personal, PersonalAccount),
    ];
    for (name, changes, error) in cases {
        let result = Desk::new().redeem(|nonce| {
            let mut claims = claims(nonce);
            for (claim, value) in changes.as_object().unwrap() {
                if value.is_null() {
                    claims.as_object_mut().unwrap().remove(claim);
                } else {
                    claims[claim] = value.clone();
                }
            }
            tokens(&claims)
        });
        assert_eq!(refused(result), error, "{name}");
    }
}

/// security.md §3.4, AUTH-17.
#[test]
fn texts_that_are_no_id_token_are_refused() {
    let good = json!({ "alg": "RS256" });
    let token = |header: &Value| id_token(header, &claims("n"));
    let cases = [
        ("alg none", token(&json!({ "alg": "none" })), IdTokenFault::Algorithm),
        ("alg None", token(&json!({ "alg": "None" })), IdTokenFault::Algorithm),
        ("null alg", token(&json!({ "alg": null })), IdTokenFault::Algorithm),
        ("no alg", token(&json!({})), IdTokenFault::Algorithm),
        ("two parts", "e30.e30".to_owned(), IdTokenFault::Malformed),
        ("four parts", token(&good) + ".x", IdTokenFault::Malformed),
        ("not base64url", "{}.e30.x".to_owned(), IdTokenFault::Malformed),
        ("not an object", id_token(&good, &json!([])), IdTokenFault::Malformed),
        ("empty", String::new(), IdTokenFault::Malformed),
    ];
    for (name, text, fault) in cases {
        let result = Desk::new().redeem(|nonce| {
            let mut answer = tokens(&claims(nonce));
            answer["id_token"] = text.into();
            answer
        });
        assert_eq!(refused(result), AuthError::IdToken(fault), "{name}");
    }
    let result = Desk::new().redeem(|nonce| {
        let mut answer = tokens(&claims(nonce));
        answer.as_object_mut().unwrap().remove("id_token");
        answer
    });
    assert_eq!(refused(result), AuthError::IdToken(IdTokenFault::Missing));
}

/// security.md §3.4, fault matrix A24: what must pass though it is unusual.
#[test]
fn unusual_answers_are_taken() {
    let change = |change: fn(&mut Value)| {
        Desk::new().redeem(|nonce| {
            let mut answer = tokens(&claims(nonce));
            change(&mut answer);
            answer
        })
    };
    assert!(change(|answer| answer["token_type"] = "bEARER".into()).is_ok());
    assert!(change(|answer| _ = answer.as_object_mut().unwrap().remove("expires_in")).is_ok());
    assert!(change(|answer| _ = answer.as_object_mut().unwrap().remove("refresh_token")).is_ok());
    assert!(change(|answer| answer["foo"] = json!({ "bar": 1 })).is_ok());
    let as_requested = change(|answer| _ = answer.as_object_mut().unwrap().remove("scope")).unwrap();
    assert!(
        as_requested.scopes().contains(&"https://graph.microsoft.com/Synchronization.Read.All".to_owned())
    );
    let mut listed = json!(null);
    let result = Desk::new().redeem(|nonce| {
        listed = claims(nonce);
        listed["aud"] = json!([CLIENT]);
        tokens(&listed)
    });
    assert!(result.is_ok());
}

/// AUTH-16, fault matrix A14: five minutes are tolerated, more is said to be the clock.
#[test]
fn a_clock_that_is_off_is_named() {
    for (ahead, accepted) in [(290, true), (7200, false)] {
        let desk = Desk::new();
        let started = desk.begin();
        let later = |mut claims: Value| {
            for name in ["iat", "nbf", "exp"] {
                claims[name] = (claims[name].as_u64().unwrap() + 300 + ahead).into();
            }
            claims
        };
        desk.authority.will(200, &tokens(&later(claims(&started.query["nonce"]))));
        let fragment = started.fragment();
        let result = block_on(desk.app.handle_response(&fragment, started.pending));
        match result {
            Ok(_) => assert!(accepted),
            Err(error) => assert_eq!((accepted, error.class()), (false, ErrorClass::Clock)),
        }
    }
}

/// AUTH-22, TOK-06: what the authority says is kept as numbers and identifiers.
#[test]
fn an_error_response_keeps_what_support_asks_for() {
    let desk = Desk::new();
    let started = desk.begin();
    let description = "AADSTS65004%3a+User+declined+canary-description.%0d%0aTrace+ID%3a+0e4dd6b1-8a6a-4b0e-9f3c-2f5f6a2c0a00%0d%0a\
        Correlation+ID%3a+5a1b2c3d-8a6a-4b0e-9f3c-2f5f6a2c0a00%0d%0aTimestamp%3a+2026-01-09+02%3a02%3a12Z";
    let fragment =
        format!("error=access_denied&error_description={description}&state={}", started.query["state"]);
    let error = refused(block_on(desk.app.handle_response(&fragment, started.pending)));
    assert_eq!((error.code(), error.class()), ("access_denied", ErrorClass::Consent));
    let AuthError::Server(server) = error else { panic!("the authority said it") };
    assert_eq!((server.error, server.aadsts), (OAuthError::AccessDenied, Some(65004)));
    assert_eq!(server.correlation_id.as_deref(), Some("5a1b2c3d-8a6a-4b0e-9f3c-2f5f6a2c0a00"));
    assert_eq!(server.timestamp.as_deref(), Some("2026-01-09 02:02:12Z"));
    assert_eq!(desk.authority.hits(), 0);
}

//! Why a sign-in failed: what happened, what to do, and what to give to support, to an administrator or to whoever hosts the page.

use crate::auth::{AuthError, ErrorClass};
use crate::setup::scope::Scope;
use crate::ui::kit::{Banner, CodeBlock, CopyButton, KeyValue, KeyValueList, Tone};
use crate::ui::sign_in::Desk;
use crate::words::en::labels as t;
use crate::words::en::sign_in as words;
use leptos::prelude::*;
use std::rc::Rc;

/// Draws a failure.
#[component]
pub fn SignInFailure(
    /// Why.
    error: AuthError,
    /// Whose sign-in it was.
    desk: StoredValue<Rc<Desk>, LocalStorage>,
    /// The scopes that were asked for beyond reading.
    #[prop(optional)]
    scopes: Vec<Scope>,
) -> impl IntoView {
    let sentence = words::failure(&error);
    let class = error.class();
    let facts = facts(&error);
    let quoted = quoted(&error);
    let more = match class {
        ErrorClass::Consent => Some(view! { class = "tsa", <AdminConsent desk scopes /> }.into_any()),
        ErrorClass::Setup => {
            let address = desk.with_value(|desk| desk.client().configuration().redirect_uri.to_string());
            Some(view! { class = "tsa", <CodeBlock label=t::REDIRECT_URI code=address /> }.into_any())
        }
        _ => None,
    };
    view! { class = "tsa",
        <div class="tsa-stack" role="alert" data-sign-in-failed=error.code()>
            <Banner tone=Tone::Failed title=sentence.what>
                <p>{sentence.means}" "{sentence.act}</p>
                <KeyValueList facts=facts />
                <p class="tsa-row tsa-small"><CopyButton text=quoted what=t::DETAILS_FOR_SUPPORT /></p>
            </Banner>
            {more}
        </div>
    }
}

/// What is known beyond the sentence.
fn facts(error: &AuthError) -> Vec<KeyValue> {
    let fact =
        |key: &str, value: &str| KeyValue { key: key.to_owned(), value: value.to_owned(), code: false };
    let mut all = Vec::new();
    match error {
        AuthError::TenantMismatch { expected, found } => {
            all.push(fact(t::EXPECTED_TENANT, expected));
            all.push(fact(t::FOUND_TENANT, found));
        }
        AuthError::ScopesMissing(scopes) => {
            let names: Vec<_> = scopes.iter().filter_map(|scope| scope.rsplit('/').next()).collect();
            all.push(fact(t::MISSING_PERMISSIONS, &names.join(", ")));
        }
        _ => {}
    }
    all.push(fact(t::CODE, &code(error)));
    if let AuthError::Server(server) = error {
        all.extend(server.correlation_id.iter().map(|id| fact(t::CORRELATION_ID, id)));
        all.extend(server.timestamp.iter().map(|time| fact(t::TIME, time)));
    }
    all
}

fn code(error: &AuthError) -> String {
    match error {
        AuthError::Server(server) => match server.aadsts {
            Some(number) => [error.code(), " · AADSTS", &number.to_string()].concat(),
            None => error.code().to_owned(),
        },
        _ => error.code().to_owned(),
    }
}

/// All of it as text.
fn quoted(error: &AuthError) -> String {
    let lines: Vec<_> =
        facts(error).into_iter().map(|fact| [&fact.key, ": ", &fact.value].concat()).collect();
    [words::failure(error).what, "\n", &lines.join("\n")].concat()
}

/// What an administrator can do for everybody in the tenant (security.md AUTH-26).
#[component]
fn AdminConsent(desk: StoredValue<Rc<Desk>, LocalStorage>, scopes: Vec<Scope>) -> impl IntoView {
    let link = desk.with_value(|desk| desk.admin_consent_url(&scopes));
    link.map(|link| {
        let names: Vec<_> = scopes.iter().map(|scope| ["  ", scope.name()].concat()).collect();
        let message =
            [t::CONSENT_MESSAGE, "\n\n", link.as_str(), "\n\n", t::CONSENT_MESSAGE_SCOPES, "\n", &names.join("\n")]
                .concat();
        view! { class = "tsa",
            <div class="tsa-section">
                <p>{t::CONSENT_TEXT}</p>
                <p><a href=link.to_string() target="_blank" rel="noopener noreferrer">{t::CONSENT_LINK}</a></p>
                <CodeBlock label=t::CONSENT_MESSAGE_LABEL code=message />
            </div>
        }
    })
}

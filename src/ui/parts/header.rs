//! The top of every page: the name, the person, and the tenant that is being changed.

use crate::ui::kit::Mark;
use crate::ui::model::Assistant;
use leptos::prelude::*;

/// The header.
#[component]
pub fn Header(
    /// What the assistant is called.
    name: String,
    /// What stands at its end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! { class = "tsa",
        <header class="tsa-header">
            <a class="tsa-wordmark" href="./"><Mark />{name}</a>
            <div class="tsa-header-end">{children.map(|children| children())}</div>
        </header>
    }
}

/// Who is signed in, and in which tenant.
#[component]
pub fn Account() -> impl IntoView {
    let assistant = Assistant::current();
    move || {
        assistant.facts.with(|facts| {
            let person = facts.caller.known().map(|caller| caller.username.clone());
            let tenant = facts.tenant.known().map(|tenant| {
                let domain = tenant.domain.as_deref().unwrap_or_default();
                [tenant.name.as_str(), " · ", domain].concat()
            });
            view! { class = "tsa",
                <div class="tsa-account" data-tenant=facts.tenant.known().map(|tenant| tenant.id.as_str().to_owned())>
                    <span>{person}</span>
                    <span class="tsa-account-tenant">{tenant}</span>
                </div>
            }
        })
    }
}

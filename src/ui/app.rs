//! The frames around the pages: for the live page, and for the demonstration.

use super::idle;
use super::model::{Assistant, Connection};
use super::pages::setup::Setup;
use super::parts::header::{Account, Header};
use crate::setup::product::Product;
use crate::words::en::labels as t;
use crate::words::fill;
use leptos::prelude::*;

/// The assistant on a page of its own: it looks at once, and follows what runs.
#[component]
pub fn AssistantPage(
    /// The tenant to work on; taken once.
    connection: StoredValue<Option<Connection>, LocalStorage>,
    /// The product that is set up.
    product: Product,
    /// What stands below the header, such as the demonstration's bar.
    #[prop(optional, into)]
    banner: Option<ViewFn>,
    /// What stands at the header's end, beside the account.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Dialogs of the page around the assistant.
    #[prop(optional, into)]
    beside: Option<ViewFn>,
    /// Told when nobody has been there for a while; the secret is forgotten by then.
    #[prop(optional, into)]
    on_idle: Option<Callback<()>>,
) -> impl IntoView {
    let connection = connection.try_update_value(Option::take).flatten();
    connection.map(|connection| {
        let name = fill(t::APP_NAME, &product);
        begin(connection, product, on_idle);
        view! { class = "tsa",
            <Frame>
                <Header name><Account />{actions.map(|actions| actions.run())}</Header>
                {banner.map(|banner| banner.run())}
                <Setup />
                {beside.map(|beside| beside.run())}
            </Frame>
        }
    })
}

/// An assistant for what is built below: it looks at once, follows what runs, and forgets the secret when nobody is there.
pub fn begin(connection: Connection, product: Product, on_idle: Option<Callback<()>>) -> Assistant {
    let assistant = Assistant::new(connection, product);
    provide_context(assistant);
    assistant.look();
    assistant.follow();
    idle::watch(move || {
        assistant.forget_secret();
        assistant.discard_recording();
        if let Some(on_idle) = on_idle {
            on_idle.run(());
        }
    });
    let left = window_event_listener_untyped("pagehide", move |_| assistant.discard_recording());
    on_cleanup(move || left.remove());
    assistant
}

/// What every page stands in.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    view! { class = "tsa",
        <div class="tsa-app">
            {children()}
            <footer class="tsa-footer"><span>{t::PRIVACY}</span></footer>
        </div>
    }
}

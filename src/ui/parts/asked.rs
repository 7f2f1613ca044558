//! The question that stands while Microsoft wants the person: for more permissions, or to sign in again. What was under way goes on
//! afterwards, and what was typed stays.

use super::permissions::Permissions;
use super::sign_in_failure::SignInFailure;
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::ui::kit::{Banner, Button, ButtonKind, Dialog, Tone};
use crate::ui::sign_in::{Asked, Desk, Reason, Stage};
use crate::words::en::embedded;
use crate::words::en::labels as t;
use leptos::prelude::*;
use std::rc::Rc;

/// The question, as a dialog.
#[component]
pub fn AskedDialog(
    /// Who asks.
    desk: StoredValue<Rc<Desk>, LocalStorage>,
    /// The product that is set up.
    product: StoredValue<Product>,
) -> impl IntoView {
    let asked = desk.with_value(|desk| desk.asked());
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.with(Option::is_some)));
    let closed = move |()| {
        if asked.with_untracked(Option::is_some) {
            desk.with_value(|desk| desk.cancel());
        }
    };
    let title = move || {
        asked.with(|asked| match asked.as_ref().map(|asked| &asked.reason) {
            Some(Reason::MoreScopes(_)) => t::ASK_MORE_TITLE,
            Some(Reason::Challenge) => t::ASK_CHALLENGE_TITLE,
            Some(Reason::SessionOver) | None => t::ASK_AGAIN_TITLE,
        })
    };
    let title = Signal::derive(move || title().to_owned());
    let footer = move || asked.get().map(|asked| buttons(desk, &asked));
    let body = move || asked.get().map(|asked| body(desk, product, asked));
    view! { class = "tsa",
        <Dialog open title footer=footer on_closed=Callback::new(closed)>
            {body}
        </Dialog>
    }
}

fn body(desk: StoredValue<Rc<Desk>, LocalStorage>, product: StoredValue<Product>, asked: Asked) -> AnyView {
    let scopes: Vec<Scope> = match &asked.reason {
        Reason::MoreScopes(scopes) => scopes.clone(),
        Reason::SessionOver | Reason::Challenge => Vec::new(),
    };
    let lead = match asked.reason {
        Reason::MoreScopes(_) => t::ASK_MORE_TEXT,
        Reason::SessionOver => t::ASK_AGAIN_TEXT,
        Reason::Challenge => t::ASK_CHALLENGE_TEXT,
    };
    let table = (!scopes.is_empty()).then(|| {
        let (scopes, product) = (scopes.clone(), product.get_value());
        view! { class = "tsa", <Permissions scopes held=None product /> }
    });
    // A host's page is never left for the sign-in page.
    let may_leave = desk.with_value(|desk| desk.may_leave());
    let blocked = if may_leave { t::WINDOW_BLOCKED_TEXT } else { embedded::WINDOW_HINT };
    let state = match asked.stage {
        Stage::Ready => ().into_any(),
        Stage::Waiting => view! { class = "tsa", <p role="status">{t::WINDOW_OPEN}</p> }.into_any(),
        Stage::Blocked => view! { class = "tsa",
            <div role="alert"><Banner tone=Tone::Attention title=t::WINDOW_BLOCKED><p>{blocked}</p></Banner></div>
        }
        .into_any(),
        Stage::Failed(error) => view! { class = "tsa", <SignInFailure error desk scopes /> }.into_any(),
    };
    view! { class = "tsa", <p>{lead}</p>{table}{state} }.into_any()
}

fn buttons(desk: StoredValue<Rc<Desk>, LocalStorage>, asked: &Asked) -> AnyView {
    let act = move |act: fn(&Desk)| move |()| desk.with_value(|desk| act(desk));
    let go_on = if asked.stage == Stage::Waiting { t::WINDOW_AGAIN } else { t::GO_ON };
    let leave = asked.stage == Stage::Blocked && desk.with_value(|desk| desk.may_leave());
    view! { class = "tsa",
        <Button label=t::CANCEL on_click=act(Desk::cancel) />
        {leave.then(|| view! { class = "tsa", <Button label=t::GO_ON_HERE on_click=act(Desk::leave) /> })}
        <Button label=go_on kind=ButtonKind::Primary on_click=act(Desk::go_on) />
    }
    .into_any()
}

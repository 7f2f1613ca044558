//! A window over the page that must be answered or closed.

use leptos::{html, prelude::*};

use super::{Icon, IconName, Words, next_id};

/// A native modal `<dialog>`: the browser traps the focus, gives it back, and closes it on Escape.
#[component]
pub fn Dialog(
    /// Whether it is open. Closing it by Escape or its cross sets this to false.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Room for a table.
    #[prop(optional)]
    wide: bool,
    /// Its buttons: the way out first, the action last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Told after it was closed, however that happened.
    #[prop(optional, into)]
    on_closed: Option<Callback<()>>,
    /// What it shows; built when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let words = Words::current();
    let node = NodeRef::<html::Dialog>::new();
    let title_id = next_id();
    let labelled_by = title_id.clone();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // It throws only where the element is not in the document, and then there is nothing to show.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let closed = move |_| {
        open.set(false);
        if let Some(on_closed) = on_closed {
            on_closed.run(());
        }
    };
    let footer = move || open.get().then(|| footer.as_ref().map(ViewFn::run));
    view! { class = "tsa",
        <dialog class="tsa-dialog" node_ref=node aria-labelledby=labelled_by data-size=wide.then_some("wide") on:close=closed>
            <header class="tsa-dialog-header">
                // The title takes the focus, so that reading starts at the top and no button is pressed by accident.
                <h2 class="tsa-dialog-title" id=title_id tabindex="-1" autofocus=true>{title}</h2>
                <button type="button" class="tsa-icon-button" aria-label=words.close title=words.close on:click=move |_| open.set(false)>
                    <Icon name=IconName::Close />
                </button>
            </header>
            <div class="tsa-dialog-body" tabindex="0">{move || open.get().then(|| children())}</div>
            <footer class="tsa-dialog-footer">{footer}</footer>
        </dialog>
    }
}

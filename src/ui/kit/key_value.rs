//! Facts in two columns.

use leptos::prelude::*;

use super::CopyButton;

/// One fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyValue {
    /// What it is.
    pub key: String,
    /// Its value.
    pub value: String,
    /// The value is for machines: drawn so, with a copy button.
    pub code: bool,
}

/// A `<dl>` of facts.
#[component]
pub fn KeyValueList(
    /// The facts.
    #[prop(into)]
    facts: Signal<Vec<KeyValue>>,
) -> impl IntoView {
    let fact = |KeyValue { key, value, code }: KeyValue| {
        let value = if code {
            let what = key.clone();
            view! { class = "tsa", <code>{value.clone()}</code><CopyButton text=value what compact=true /> }
                .into_any()
        } else {
            value.into_any()
        };
        view! { class = "tsa",
            <div class="tsa-fact"><dt class="tsa-fact-key">{key}</dt><dd class="tsa-fact-value">{value}</dd></div>
        }
    };
    view! { class = "tsa", <dl class="tsa-facts">{move || facts.get().into_iter().map(fact).collect_view()}</dl> }
}

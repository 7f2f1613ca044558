//! Text for a machine, to be read and copied.

use leptos::prelude::*;

use super::CopyButton;

/// A block of code that scrolls sideways, with a button that copies it.
#[component]
pub fn CodeBlock(
    /// The code.
    #[prop(into)]
    code: Signal<String>,
    /// What it is: read out, and shown above it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! { class = "tsa",
        <figure class="tsa-code">
            <figcaption class="tsa-code-head">
                <span class="tsa-code-label">{label}</span>
                <CopyButton text=code />
            </figcaption>
            // Reachable by keyboard, since it scrolls.
            <pre class="tsa-code-body" tabindex="0" role="region" aria-label=label><code>{code}</code></pre>
        </figure>
    }
}

//! The product's sign.

use leptos::prelude::*;

/// Two ways that meet in one point, as sign-in and provisioning must. Its name stands beside it.
#[component]
pub fn Mark() -> impl IntoView {
    view! { class = "tsa",
        <svg class="tsa-mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round">
            <path d="M2 4.5C8.5 4.5 6.5 10 12 10M2 15.5C8.5 15.5 6.5 10 12 10" />
            <circle cx="15" cy="10" r="3.2" fill="currentColor" stroke="none" />
        </svg>
    }
}

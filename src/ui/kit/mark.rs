//! The product's sign.

use leptos::prelude::*;

/// Two ways that meet in one point, as sign-in and provisioning must. Its name stands beside it.
#[component]
pub fn Mark() -> impl IntoView {
    view! { class = "tsa",
        <svg class="tsa-mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round">
            <path d="M5 4.5C10 4.5 8 10 13 10M5 15.5C10 15.5 8 10 13 10" /><circle cx="3.2" cy="4.5" r="1.9" /><circle cx="3.2" cy="15.5" r="1.9" /><circle cx="15.5" cy="10" r="3.4" fill="currentColor" />
        </svg>
    }
}

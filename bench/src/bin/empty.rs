//! The least page that Leptos can make: what ours is compared with.

use leptos::prelude::*;

fn main() {
    // The class is for the policy's sake: without one Leptos writes static parts by `innerHTML`.
    mount_to_body(|| view! { class = "empty", <p>"Ready"</p> });
}

//! The demonstration: it holds no sign-in, and cannot reach a tenant.

use assistant::ui::demo::DemoPage;
use assistant::ui::mount;
use leptos::prelude::*;

fn main() {
    mount(|| view! { class = "tsa", <DemoPage /> });
}

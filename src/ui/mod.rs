//! What people see: Leptos, client side.

mod access;
mod address;
pub mod app;
pub mod browser;
pub mod demo;
pub mod format;
mod idle;
pub mod kit;
pub mod live;
pub mod model;
pub mod pages;
mod parts;
mod sign_in;
mod steps;

use leptos::prelude::*;

/// Starts a page: it takes the place of the static shell.
pub fn mount<V: IntoView + 'static>(page: fn() -> V) {
    console_error_panic_hook::set_once();
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    mount_to_body(page);
}

//! What people see: Leptos, client side.

mod access;
mod address;
pub mod app;
pub mod browser;
pub mod demo;
pub mod embedded;
pub mod format;
mod idle;
pub mod kit;
pub mod live;
pub mod model;
pub mod pages;
mod parts;
mod pieces;
mod reach;
mod sign_in;
mod steps;
mod tasks;

use leptos::prelude::*;

/// Says on the console where the program stopped, and never what with: a message may hold a value (security.md TOK-07).
pub fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map_or_else(String::new, |at| [at.file(), ":", &at.line().to_string()].concat());
        web_sys::console::error_1(&["The assistant has stopped at ", &place].concat().into());
    }));
}

/// Starts a page: it takes the place of the static shell.
pub fn mount<V: IntoView + 'static>(page: fn() -> V) {
    take_the_shells_place();
    mount_beside_shell(page);
}

/// Starts a page that has nothing to show yet: the shell stays until [`take_the_shells_place`].
pub fn mount_beside_shell<V: IntoView + 'static>(page: fn() -> V) {
    tell_panics();
    mount_to_body(page);
}

/// Removes the static shell.
pub fn take_the_shells_place() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
}

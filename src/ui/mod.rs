//! What people see: Leptos, client side.

pub mod browser;
pub mod kit;

//! What people see: Leptos, client side.

pub mod app;
pub mod browser;
pub mod format;
pub mod kit;
pub mod model;
pub mod pages;
mod parts;
mod steps;

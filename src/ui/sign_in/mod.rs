//! Signing in, as the page does it: the first time by leaving for Microsoft and coming back; later, for more permissions or because
//! Microsoft asks again, in a window, so that nothing typed is lost (design §5).

mod access;
mod desk;
mod popup;
mod question;
mod redirect;
mod relay;
mod tabs;
mod tokens;

pub use access::SessionAccess;
pub use desk::{Desk, Place, Who};
pub use question::{Asked, Reason, Stage};
pub use redirect::{Returned, go_to, page, returned};
pub use tabs::watch as watch_tabs;
pub use tokens::SessionTokens;

pub use super::idle::watch_age;

//! Signing in with Microsoft: authorization code and PKCE by redirect or popup, in MSAL's words.
//!
//! Nothing here touches a browser: [`PublicClientApplication::begin`] gives an address to go to and a
//! [`PendingSignIn`] to keep, [`PublicClientApplication::handle_response`] takes what `auth.html` received.
//! Tokens live in a [`Session`] and nowhere else.

pub mod aadsts;
mod account;
mod application;
mod authority;
mod challenge;
mod error;
mod id_token;
mod pending;
mod response;
pub mod scopes;
pub mod secret;
mod server_error;
mod session;
mod token;

pub use account::Account;
pub use application::{
    AccountChoice, AuthorizeRequest, Configuration, Interaction, IssuerParameter, PublicClientApplication,
};
pub use authority::Authority;
pub use challenge::Claims;
pub use error::{AuthError, ErrorClass, IdTokenFault};
pub use pending::{Channel, PendingSignIn, Purpose};
pub use secret::Secret;
pub use server_error::{OAuthError, ServerError, SubError};
pub use session::{Session, SilentRequest};

/// The `state` with which Microsoft comes back from signing out (OIDC RP-Initiated Logout §2); `public/auth.js` then goes on to
/// the first page.
pub const SIGNED_OUT: &str = "signed-out";
/// The `sessionStorage` key of the one-time record of a sign-in under way (security.md AUTH-28).
/// `public/auth.js` looks at it; the app removes it when it reads it.
pub const PENDING_KEY: &str = "total-setup.sign-in";
/// The `sessionStorage` key under which `public/auth.js` hands the authorization response to the app, which
/// removes it when it reads it.
pub const RESPONSE_KEY: &str = "total-setup.response";

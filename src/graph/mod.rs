//! Microsoft Graph v1.0 as typed, lossless values: calls, the client that sends them, the guard below it, and what comes back.
//!
//! A [`Call`] is data made by a function of [`calls`]. The [`GraphClient`] adds the token, waits, repeats, splits
//! batches and follows pages; the [`Guard`] decides what may leave the page at all. [`resources`] and [`schema`] read
//! the answers without losing anything.

pub mod answer;
mod batch;
pub mod call;
pub mod calls;
pub mod client;
pub mod error;
pub mod guard;
pub mod ids;
mod paging;
pub mod resources;
pub mod root;
pub mod schema;
pub mod scope;
pub mod token;

pub use answer::Answer;
pub use call::{Call, Retry};
pub use client::GraphClient;
pub use error::{BadPaging, BadRequest, GraphError, GraphErrorKind};
pub use guard::{Guard, WritePermit};
pub use ids::{AssignmentId, InvalidId, JobId, ObjectId, RuleId, TemplateId};
pub use root::GraphRoot;
pub use scope::Scope;
pub use token::{AccessToken, TokenError, TokenNeed, Tokens};

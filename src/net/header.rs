//! The headers that anything here writes or reads, as constants: looking a name up at run time takes the table of all
//! that are registered, 12 KB.

use http::HeaderName;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};

/// The id we give a request.
pub const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");
/// The id Microsoft gives a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
/// Asks for Graph's advanced queries.
pub const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
/// What an answer may tell us; its other headers are dropped on arrival.
pub const OF_ANSWERS: [HeaderName; 5] =
    [CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE, REQUEST_ID, CLIENT_REQUEST_ID];

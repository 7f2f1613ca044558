//! From an answer with an error status to its meaning (graph-contract.md §0.5, §0.6).

use super::{BadRequest, GraphError, GraphErrorKind};
use crate::graph::{Answer, Call, Retry};
use crate::net::header::{CLIENT_REQUEST_ID, REQUEST_ID};
use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;

/// The meaning of `answer`, which has no success status.
pub(in crate::graph) fn from_response(answer: &Answer, call: &Call) -> GraphError {
    // G22: an error body as HTML, cut short or empty leaves the status to decide.
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let error = &body["error"];
    let inner = error.get("innerError").or_else(|| error.get("innererror")).unwrap_or(&Value::Null);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (code, message) = (text(&error["code"]), text(&error["message"]));
    let id = |header: &HeaderName| {
        answer
            .header(header)
            .or_else(|| inner[header.as_str()].as_str())
            .filter(|id| !id.is_empty())
            .map(Box::from)
    };
    GraphError {
        kind: kind(answer, call, &code, &message),
        status: Some(answer.status.as_u16()),
        request_id: id(&REQUEST_ID),
        client_request_id: id(&CLIENT_REQUEST_ID),
        at: answer.at,
        code,
        message: message.into(),
    }
}

fn kind(answer: &Answer, call: &Call, code: &str, message: &str) -> GraphErrorKind {
    let status = answer.status;
    match status.as_u16() {
        401 => unauthorized(answer, call, code),
        403 => match claims(&answer.headers) {
            Some(claims) => GraphErrorKind::InteractionRequired { claims: Some(claims) },
            None => GraphErrorKind::Forbidden { missing: call.needs },
        },
        404 | 410 => GraphErrorKind::NotFound,
        400 | 409 if is_duplicate(code, message) => GraphErrorKind::AlreadyExists,
        409 | 423 | 424 => GraphErrorKind::Conflict,
        412 => GraphErrorKind::PreconditionFailed,
        408 if call.retry == Retry::Read => GraphErrorKind::Timeout,
        429 => GraphErrorKind::Throttled { retry_after: answer.retry_after(answer.at) },
        500 if code == "InternalError" && message.starts_with("Requested value '") => {
            GraphErrorKind::BadRequest(BadRequest::UnknownSecretKey)
        }
        // A server that broke down may have done the work before.
        408 | 500..=599 if call.retry == Retry::ReadBackFirst && !was_not_executed(answer) => {
            GraphErrorKind::OutcomeUnknown
        }
        408 | 500..=599 => GraphErrorKind::Unavailable,
        400..=499 => GraphErrorKind::BadRequest(bad_request(code, message)),
        _ => GraphErrorKind::NotGraph,
    }
}

fn was_not_executed(answer: &Answer) -> bool {
    answer.status == StatusCode::SERVICE_UNAVAILABLE && answer.retry_after(answer.at).is_some()
}

fn unauthorized(answer: &Answer, call: &Call, code: &str) -> GraphErrorKind {
    if let Some(claims) = claims(&answer.headers) {
        return GraphErrorKind::InteractionRequired { claims: Some(claims) };
    }
    if call.is_synchronization() && code != "InvalidAuthenticationToken" {
        return GraphErrorKind::NoSynchronizationAccess;
    }
    GraphErrorKind::InteractionRequired { claims: None }
}

fn is_duplicate(code: &str, message: &str) -> bool {
    code == "Request_MultipleObjectsWithSameKeyValue"
        || message.contains("Permission being assigned already exists on the object")
        || message.contains("EntitlementGrant entry already exists")
}

fn bad_request(code: &str, message: &str) -> BadRequest {
    match code {
        "Request_UnsupportedQuery" => BadRequest::UnsupportedQuery,
        "RequestParameterInvalid" => BadRequest::UnknownRule,
        "CredentialValidationUnavailable"
        | "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable" => {
            BadRequest::EndpointUnreachable
        }
        "SystemForCrossDomainIdentityManagementCredentialValidationFailure"
        | "SystemForCrossDomainIdentityManagementInvalidCredentials" => BadRequest::EndpointRefused,
        "Request_BadRequest"
            if message.contains("Permission being assigned was not found on application") =>
        {
            BadRequest::RoleNotOnApplication
        }
        "Request_BadRequest" if message.contains("Not a valid reference update") => {
            BadRequest::InvalidReference
        }
        "Request_BadRequest" if message.contains("$count is not currently supported") => {
            BadRequest::UnsupportedQuery
        }
        _ => BadRequest::Other,
    }
}

/// The claims challenge of a `WWW-Authenticate` header: `claims="<base64 of JSON>"`, as JSON text.
fn claims(headers: &HeaderMap) -> Option<String> {
    let header = headers.get(WWW_AUTHENTICATE)?.to_str().ok()?;
    let (_, rest) = header.split_once("claims=\"")?;
    let (value, _) = rest.split_once('"')?;
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let engine = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
    let standard = value.replace('-', "+").replace('_', "/");
    let decoded = engine.decode(standard).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
    decoded.starts_with('{').then_some(decoded)
}

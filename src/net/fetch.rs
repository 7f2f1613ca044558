//! The browser's `fetch`: the only place that calls it (security.md NET-03, NET-05, NET-06).

use super::header::OF_ANSWERS;
use super::{Request, Response, Sending, TimeLimit, Transport, TransportError};
use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Reflect, Uint8Array};
use std::pin::pin;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestMode, RequestRedirect,
};
use zeroize::Zeroize;

/// 16 MiB, twice the largest schema that is read.
const BODY_MAX: usize = 16 << 20;
/// For a request that sets no limit.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Sends requests from the page, without cookies, cache, referrer or redirects.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let limit = request.extensions().get::<TimeLimit>().map_or(TIME_LIMIT, |limit| limit.0);
            let limit = TimeoutFuture::new(u32::try_from(limit.as_millis()).unwrap_or(u32::MAX));
            match select(pin!(exchange(request)), limit).await {
                Either::Left((outcome, _)) => outcome,
                Either::Right(((), _)) => Err(TransportError::Timeout),
            }
        })
    }
}

/// Ends the request when the future that waits for it is dropped, by the timer or by whoever gave up.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // Without a reason: gloo-net expects an `Error`, which the default reason is (NET-06).
        self.0.abort();
    }
}

async fn exchange(request: Request) -> Result<Response, TransportError> {
    let abort = AbortOnDrop(AbortController::new().map_err(|_| TransportError::Malformed)?);
    let (parts, mut body) = request.into_parts();
    let method =
        Method::from_bytes(parts.method.as_str().as_bytes()).map_err(|_| TransportError::Malformed)?;
    let mut builder = RequestBuilder::new(&parts.uri.to_string())
        .method(method)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&abort.0.signal()));
    for (name, value) in &parts.headers {
        // Visible ASCII only: gloo-net panics at what the browser refuses.
        builder = builder.header(name.as_str(), value.to_str().map_err(|_| TransportError::Malformed)?);
    }
    let request =
        if body.is_empty() { builder.build() } else { builder.body(Uint8Array::from(body.as_slice())) };
    // It may hold a secret.
    body.zeroize();
    let answer = request.map_err(|_| TransportError::Malformed)?.send().await;
    let answer = answer.map_err(|_| TransportError::Network)?;
    let mut response = http::Response::builder().status(answer.status());
    for name in OF_ANSWERS {
        if let Some(value) = answer.headers().get(name.as_str()) {
            response = response.header(name, value);
        }
    }
    let body = match answer.body() {
        Some(stream) => read(stream.get_reader().unchecked_into()).await?,
        None => Vec::new(),
    };
    response.body(body).map_err(|_| TransportError::Network)
}

/// Reads a body to its end, counting: `Content-Length` may be absent or wrong.
async fn read(reader: ReadableStreamDefaultReader) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| TransportError::Network)?;
        let member =
            |name: &str| Reflect::get(&chunk, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if member("done").is_truthy() {
            return Ok(body);
        }
        let bytes = member("value").dyn_into::<Uint8Array>().map_err(|_| TransportError::Network)?;
        let start = body.len();
        let length = start.saturating_add(bytes.length() as usize);
        if length > BODY_MAX {
            return Err(TransportError::TooLarge);
        }
        body.resize(length, 0);
        bytes.copy_to(&mut body[start..]);
    }
}

//! The host, as the assistant sees it.

use crate::auth::Secret;
use crate::embed::{ErrorCode, Happening, TokenRequest};
use crate::net::Boxed;
use crate::setup::report::Report;
use crate::words::en::report::MASKED;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

/// What a host is told.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The assistant can work.
    Ready,
    /// How things stand: [`super::page`] writes it.
    Status(&'a Value),
    /// Everything is right.
    Completed(&'a Report),
    /// Something is wrong.
    Error(ErrorCode),
    /// Something that a host's operations want to know; [`super::observe`] tells it, where the host asked.
    Happened(Happening),
}

/// Whoever the page belongs to.
pub trait Host {
    /// Tells it something.
    fn tell(&self, event: Event<'_>);

    /// Asks it for an access token; none where it has none.
    fn token(&self, request: TokenRequest) -> Boxed<'static, Option<Secret>>;
}

#[wasm_bindgen]
extern "C" {
    /// What `embed.js` gives: it turns what it is told into events, and asks the host's `getAccessToken`.
    pub type HostObject;

    /// An event of this name, with its detail as JSON.
    #[wasm_bindgen(method)]
    fn tell(this: &HostObject, name: &str, detail: &str);

    /// An access token for this request, JSON; the promise may fail.
    #[wasm_bindgen(method, catch)]
    fn token(this: &HostObject, request: &str) -> Result<js_sys::Promise, JsValue>;
}

/// The page around an element.
pub struct ElementHost(pub HostObject);

impl Host for ElementHost {
    fn tell(&self, event: Event<'_>) {
        match event {
            Event::Ready => self.0.tell("ready", "{}"),
            Event::Status(status) => self.0.tell("status", &status.to_string()),
            Event::Completed(report) => self.0.tell("completed", &report.to_json()),
            Event::Error(code) => self.0.tell("error", &json!({ "code": code.as_str() }).to_string()),
            Event::Happened(what) => self.0.tell("event", &what.detail().to_string()),
        }
    }

    fn token(&self, request: TokenRequest) -> Boxed<'static, Option<Secret>> {
        let promise = self.0.token(&Value::Object(request.members()).to_string());
        Box::pin(async move {
            // Whatever the host's function fails with is its own, and not shown (EMB-08).
            let token = JsFuture::from(promise.ok()?).await.ok()?.as_string()?;
            Some(Secret::new(token)).filter(|token| !token.expose().is_empty())
        })
    }
}

/// The report as it may leave a frame (design §8 "Frame protocol").
pub fn without_names(report: &Report) -> Value {
    // What it prints, it reads.
    serde_json::from_str(&report.masked(MASKED).to_json()).unwrap_or_default()
}

//! `relay.html`, seen from the frame: our own page in a window of its own, which opens the sign-in page, receives its answer,
//! and passes it on (security.md EMB-10). The frame alone holds the verifier and redeems the code.

use super::popup::{Opened, payload};
use crate::auth::{AuthError, Channel};
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::{Clock, Entropy, SystemEntropy};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::StreamExt;
use futures_util::future::{Either, select};
use std::pin::pin;
use std::time::Duration;
use url::Url;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

/// How often it is looked whether the window is still there. Its closing is reliable: no other page stands between (AUTH-10).
const LOOK: Duration = Duration::from_millis(500);

/// The relay's window.
pub struct Relay {
    window: Opened,
    id: String,
    messages: UnboundedReceiver<JsValue>,
    on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Relay {
    /// Opens `page` with a random id, which is all that its address holds.
    pub(super) fn open(page: &Url) -> Option<Self> {
        let id = random();
        let mut address = page.clone();
        address.set_fragment(Some(&id));
        let own = web_sys::window()?;
        let window = Opened::at(address.as_str())?;
        let (sender, messages) = unbounded();
        let (source, origin, wanted) = (window.0.clone(), own.location().origin().ok()?, id.clone());
        let on_message = Closure::new(move |event: MessageEvent| {
            let is_its = event.source().is_some_and(|from| js_sys::Object::is(&from, &source));
            if is_its && event.origin() == origin && text(&event.data(), "id").as_deref() == Some(&wanted) {
                // Nobody listens any more after a cancel.
                drop(sender.unbounded_send(event.data()));
            }
        });
        own.add_event_listener_with_callback("message", on_message.as_ref().unchecked_ref()).ok()?;
        Some(Self { window, id, messages, on_message })
    }

    /// Tells the relay where to go, once the person has begun there, and waits for the answer.
    ///
    /// # Errors
    /// When its window was closed.
    pub(super) async fn answer(&mut self, address: &Url, channel: &Channel) -> Result<String, AuthError> {
        let mut nonce = None;
        loop {
            let message = match select(self.messages.next(), pin!(BrowserClock.sleep(LOOK))).await {
                Either::Left((message, _)) => message.ok_or(AuthError::UserCancelled)?,
                Either::Right(_) if self.window.0.closed().unwrap_or(true) => {
                    return Err(AuthError::UserCancelled);
                }
                Either::Right(_) => continue,
            };
            let said = text(&message, "nonce");
            match text(&message, "type").as_deref() {
                // One answer, to the first who is ready.
                Some("ready") if nonce.is_none() => {
                    if let Some(said) = said {
                        self.tell(&said, address, channel);
                        nonce = Some(said);
                    }
                }
                Some("answer") if nonce.is_some() && said == nonce => {
                    if let Some(fragment) = payload(&message) {
                        return Ok(fragment);
                    }
                }
                _ => {}
            }
        }
    }

    fn tell(&self, nonce: &str, address: &Url, channel: &Channel) {
        let message = js_sys::Object::new();
        let set = |key: &str, value: &JsValue| {
            // It throws only for a frozen object, and this one is new.
            drop(js_sys::Reflect::set(&message, &key.into(), value));
        };
        set("v", &1.into());
        set("type", &"go".into());
        set("id", &self.id.as_str().into());
        set("nonce", &nonce.into());
        set("url", &address.as_str().into());
        set("channel", &channel.id().into());
        if let Some(origin) = web_sys::window().and_then(|own| own.location().origin().ok()) {
            // It throws only for what cannot be copied.
            drop(self.window.0.post_message(&message, &origin));
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if let Some(own) = web_sys::window() {
            let listener = self.on_message.as_ref().unchecked_ref();
            // Removing what is not there throws nothing.
            drop(own.remove_event_listener_with_callback("message", listener));
        }
    }
}

fn text(message: &JsValue, key: &str) -> Option<String> {
    js_sys::Reflect::get(message, &key.into()).ok()?.as_string()
}

fn random() -> String {
    let mut bytes = [0; 16];
    SystemEntropy.fill(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

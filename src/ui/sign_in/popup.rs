//! The sign-in window, and the channel on which `auth.html` broadcasts its answer (security.md AUTH-08 to AUTH-10).

use super::relay::Relay;
use crate::auth::{AuthError, Channel};
use futures_channel::oneshot;
use url::Url;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, Window};

/// MSAL's size.
const FEATURES: &str = "popup,width=483,height=600";
/// The longest answer that is taken, in UTF-16 units (AUTH-06).
const LONGEST: u32 = 16 * 1024;

/// A window that this page has opened.
pub enum Popup {
    /// For the sign-in page itself. Whether it is closed is not asked: a sign-in page may cut the tie to its opener, and then
    /// looks closed while it works (security.md finding 3).
    Direct(Opened),
    /// For our own page between a frame and the sign-in page.
    Relayed(Relay),
}

impl Popup {
    /// Opens a window. To be called in a click, without waiting for anything first; `None` where it is blocked. With the
    /// address of `relay.html` it goes through that page.
    #[must_use]
    pub fn open(relay: Option<&Url>) -> Option<Self> {
        match relay {
            Some(page) => Relay::open(page).map(Self::Relayed),
            None => Opened::at("").map(Self::Direct),
        }
    }

    /// Goes to the sign-in page, and waits for the fragment that `auth.html` received.
    ///
    /// # Errors
    /// When the window was closed, or is no use.
    pub async fn answer(&mut self, address: &Url, channel: &Channel) -> Result<String, AuthError> {
        match self {
            Self::Direct(window) => {
                let mut answer = Answer::listen(channel).ok_or(AuthError::TimedOut)?;
                window.go_to(address);
                answer.receive().await.ok_or(AuthError::TimedOut)
            }
            Self::Relayed(relay) => relay.answer(address, channel).await,
        }
    }
}

/// An open window; closed when it is dropped.
pub struct Opened(pub(super) Window);

impl Opened {
    /// Opens `address` in a window of its own.
    pub(super) fn at(address: &str) -> Option<Self> {
        let window = web_sys::window()?;
        window.open_with_url_and_target_and_features(address, "_blank", FEATURES).ok().flatten().map(Self)
    }

    fn go_to(&self, address: &Url) {
        // It throws where the window has gone: then no answer comes, and the person cancels.
        drop(self.0.location().replace(address.as_str()));
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // It closes itself too; it cannot be closed from here where the tie was cut.
        drop(self.0.close());
    }
}

/// Listens for one answer.
struct Answer {
    channel: BroadcastChannel,
    receiver: oneshot::Receiver<String>,
    /// Called as long as it lives.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Answer {
    /// Listens from now on; `None` where the browser has no such channel.
    #[must_use]
    fn listen(channel: &Channel) -> Option<Self> {
        let channel = BroadcastChannel::new(&channel.name()).ok()?;
        let (sender, receiver) = oneshot::channel();
        let mut sender = Some(sender);
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(payload) = payload(&event.data())
                && let Some(sender) = sender.take()
            {
                // Nobody listens any more after a cancel.
                drop(sender.send(payload));
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { channel, receiver, _on_message: on_message })
    }

    /// The first message that has the right form: the fragment that `auth.html` received.
    async fn receive(&mut self) -> Option<String> {
        (&mut self.receiver).await.ok()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// `{v: 1, payload: "…"}`, and nothing else (B04).
pub(super) fn payload(message: &JsValue) -> Option<String> {
    let member = |name: &str| js_sys::Reflect::get(message, &JsValue::from_str(name)).ok();
    if !message.is_object() || member("v")?.as_f64() != Some(1.0) {
        return None;
    }
    let payload = member("payload")?.dyn_into::<js_sys::JsString>().ok()?;
    (1..=LONGEST).contains(&payload.length()).then(|| payload.into())
}

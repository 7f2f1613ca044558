//! The sign-in window, and the channel on which `auth.html` broadcasts its answer (security.md AUTH-08 to AUTH-10).

use crate::auth::Channel;
use futures_channel::oneshot;
use url::Url;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, Window};

/// MSAL's size.
const FEATURES: &str = "popup,width=483,height=600";
/// The longest answer that is taken, in UTF-16 units (AUTH-06).
const LONGEST: u32 = 16 * 1024;

/// A window that this page has opened. Whether it is closed is not asked: a sign-in page may cut the tie to its opener, and
/// then looks closed while it works (security.md finding 3).
pub struct Popup(Window);

impl Popup {
    /// Opens an empty window. To be called in a click, without waiting for anything first; `None` where it is blocked.
    #[must_use]
    pub fn open() -> Option<Self> {
        let window = web_sys::window()?;
        window.open_with_url_and_target_and_features("", "_blank", FEATURES).ok().flatten().map(Self)
    }

    /// Goes to the sign-in page.
    pub fn go_to(&self, address: &Url) {
        // It throws where the window has gone: then no answer comes, and the person cancels.
        drop(self.0.location().replace(address.as_str()));
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        // It closes itself too; it cannot be closed from here where the tie was cut.
        drop(self.0.close());
    }
}

/// Listens for one answer.
pub struct Answer {
    channel: BroadcastChannel,
    receiver: oneshot::Receiver<String>,
    /// Called as long as it lives.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Answer {
    /// Listens from now on; `None` where the browser has no such channel.
    #[must_use]
    pub fn listen(channel: &Channel) -> Option<Self> {
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
    pub async fn receive(&mut self) -> Option<String> {
        (&mut self.receiver).await.ok()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// `{v: 1, payload: "…"}`, and nothing else (B04).
fn payload(message: &JsValue) -> Option<String> {
    let member = |name: &str| js_sys::Reflect::get(message, &JsValue::from_str(name)).ok();
    if !message.is_object() || member("v")?.as_f64() != Some(1.0) {
        return None;
    }
    let payload = member("payload")?.dyn_into::<js_sys::JsString>().ok()?;
    (1..=LONGEST).contains(&payload.length()).then(|| payload.into())
}

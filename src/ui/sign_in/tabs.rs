//! Other tabs, and pages that a browser brings back: signing out in one signs out in all (security.md AUTH-23, A21), and a page
//! from the back/forward cache starts anew (TOK-10).

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent, PageTransitionEvent};

/// The channel of all tabs of this page. It carries no data.
const CHANNEL: &str = "total-setup.signed-out";

/// Tells the other tabs that the person has signed out.
pub fn tell_signed_out() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        // It throws only for what cannot be copied, and a number can.
        drop(channel.post_message(&1.into()));
        channel.close();
    }
}

/// Calls `forget` when another tab has signed out, and when this page is left; then it starts anew, with nothing in memory.
/// To be called once: it listens as long as the page lives.
pub fn watch(forget: impl Fn() + Clone + 'static) {
    let start_anew = |forget: &dyn Fn()| {
        forget();
        // It throws nothing for an address of one's own.
        drop(window().location().reload());
    };
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let forget = forget.clone();
        let told = Closure::<dyn FnMut(MessageEvent)>::new(move |_| start_anew(&forget));
        channel.set_onmessage(Some(told.as_ref().unchecked_ref()));
        // Both live as long as the page.
        told.forget();
        std::mem::forget(channel);
    }
    let left = leptos::prelude::window_event_listener_untyped("pagehide", {
        let forget = forget.clone();
        move |_| forget()
    });
    let back = leptos::prelude::window_event_listener_untyped("pageshow", move |event| {
        let brought_back = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
        if brought_back {
            start_anew(&forget);
        }
    });
    // The handles would end the listening.
    drop((left, back));
}

//! The frame: the handshake with the page around it, and the port on which everything else is said (`tsa/1`).

use super::host::{Event, Host, without_names};
use super::page::Embedded;
use super::trouble::{Dead, dead};
use super::{Setting, Told, Way};
use crate::auth::Secret;
use crate::embed::{
    Connected, ErrorCode, FrameMessage, Handshake, HostMessage, HostWindow, Refused, Session, TokenRequest,
    Violation,
};
use crate::net::Boxed;
use crate::net::clock::{Entropy, SystemEntropy};
use crate::ui::reach;
use crate::ui::sign_in::page as own_address;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use url::Url;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};

/// How long the host may be silent (EMB-02).
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the host may take to connect.
const HANDSHAKE_MS: f64 = 30_000.0;

/// What the frame shows.
#[derive(Clone)]
enum Shown {
    Nothing,
    Dead(Dead),
    Embedded(Rc<Setting>),
}

type Frame = RwSignal<Shown, LocalStorage>;

/// The page in the frame.
#[component]
pub fn FramePage() -> impl IntoView {
    let shown: Frame = RwSignal::new_local(Shown::Nothing);
    let base = own_address().and_then(|page| page.join("./").ok());
    match base.clone() {
        Some(base) if is_sandboxed() => {
            drop(base);
            shown.set(Shown::Dead(Dead::Sandboxed));
        }
        Some(_) if is_alone() => shown.set(Shown::Dead(Dead::NotFramed)),
        Some(base) => spawn_local(async move { begin(shown, base).await }),
        None => {}
    }
    move || match shown.get() {
        Shown::Nothing => ().into_any(),
        Shown::Dead(why) => base.as_ref().map(|base| dead(why, base)).into_any(),
        Shown::Embedded(setting) => {
            let setting = StoredValue::new_local(setting);
            view! { class = "tsa", <Embedded setting /> }.into_any()
        }
    }
}

/// Starts the page.
pub fn open() {
    crate::ui::mount(|| view! { class = "tsa", <FramePage /> });
}

/// A frame without an origin of its own can keep nothing, and nobody can be sure whom it belongs to (M23).
fn is_sandboxed() -> bool {
    js_sys::Reflect::get(&js_sys::global(), &"origin".into())
        .ok()
        .and_then(|origin| origin.as_string())
        .is_none_or(|origin| origin == "null")
}

fn is_alone() -> bool {
    let own = window();
    parent().is_none_or(|parent| js_sys::Object::is(&parent, &own))
}

fn parent() -> Option<web_sys::Window> {
    window().parent().ok().flatten()
}

/// The page around this one, where the browser tells: a second line behind `frame-ancestors` (HDR-04).
fn ancestor() -> Option<String> {
    let list = js_sys::Reflect::get(&window().location(), &"ancestorOrigins".into()).ok()?;
    js_sys::Reflect::get_u32(&list, 0).ok()?.as_string()
}

fn is_from_parent(event: &MessageEvent) -> bool {
    event.source().zip(parent()).is_some_and(|(source, parent)| js_sys::Object::is(&source, &parent))
}

async fn begin(shown: Frame, base: Url) {
    let config = match reach::configuration(Some(&base)).await {
        Ok(config) => config,
        Err(rule) => {
            let why = super::start::Why::Configuration(rule);
            return shown.set(Shown::Dead(Dead::Unfit(why)));
        }
    };
    let origins: Vec<String> = config.embed_origins.iter().map(|origin| origin.as_str().to_owned()).collect();
    if origins.is_empty() || ancestor().is_some_and(|origin| !origins.contains(&origin)) {
        return shown.set(Shown::Dead(Dead::NotAllowed));
    }
    let mut bytes = [0; 16];
    SystemEntropy.fill(&mut bytes);
    greet(shown, base, Handshake::new(origins, BASE64_URL_SAFE_NO_PAD.encode(bytes)));
}

/// The listener for the handshake; it goes when the handshake is over.
type Listener = Rc<RefCell<Option<Closure<dyn FnMut(MessageEvent)>>>>;

fn greet(shown: Frame, base: Url, handshake: Handshake) {
    let ready = js_sys::JSON::parse(&handshake.ready()).unwrap_or_default();
    let origins = handshake.origins().to_vec();
    let began = crate::ui::browser::now_ms();
    let listener: Listener = Rc::default();
    let over = Rc::clone(&listener);
    let mut handshake = Some(handshake);
    let closure = Closure::new(move |event: MessageEvent| {
        let in_time = crate::ui::browser::now_ms() - began < HANDSHAKE_MS;
        let Some(waiting) = handshake.as_mut().filter(|_| in_time) else { return };
        let ports = event.ports();
        let data = text_of(&event.data());
        let message = HostWindow {
            is_parent: is_from_parent(&event),
            origin: &event.origin(),
            data: &data,
            ports: ports.length() as usize,
        };
        let port = ports.get(0).dyn_into::<MessagePort>().ok();
        match (waiting.accept(message), port) {
            (Ok(connected), Some(port)) => {
                handshake = None;
                stop(&over);
                shown.set(Shown::Embedded(converse(shown, base.clone(), connected, port)));
            }
            (Err(Refused::Version), Some(port)) => {
                handshake = None;
                stop(&over);
                let text = Session::default().send(FrameMessage::Error(ErrorCode::UnsupportedVersion));
                post(&port, &text);
                shown.set(Shown::Dead(Dead::OtherVersion));
            }
            _ => {}
        }
    });
    // It throws nothing for a listener that is a function.
    drop(window().add_event_listener_with_callback("message", closure.as_ref().unchecked_ref()));
    listener.replace(Some(closure));
    if let Some(parent) = parent() {
        for origin in origins {
            // It throws only for what cannot be copied, and this is plain data.
            drop(parent.post_message(&ready, &origin));
        }
    }
    set_timeout(
        move || {
            if matches!(shown.get_untracked(), Shown::Nothing) {
                shown.set(Shown::Dead(Dead::Silent));
            }
        },
        PATIENCE,
    );
}

fn stop(listener: &Listener) {
    let Some(closure) = listener.take() else { return };
    // Removing what is there throws nothing.
    drop(window().remove_event_listener_with_callback("message", closure.as_ref().unchecked_ref()));
    // It is running now, and must outlive its own call.
    closure.forget();
}

/// The data as JSON: what is not plain data is not read.
fn text_of(data: &JsValue) -> String {
    js_sys::JSON::stringify(data).map(String::from).unwrap_or_default()
}

fn post(port: &MessagePort, text: &str) {
    if let Ok(message) = js_sys::JSON::parse(text) {
        // It throws only for what cannot be copied, and this is plain data.
        drop(port.post_message(&message));
    }
}

/// The host at the other end of the port.
struct PortHost {
    port: MessagePort,
    session: RefCell<Session>,
    asked: Cell<u64>,
    waiting: RefCell<Option<oneshot::Sender<Option<Secret>>>>,
}

impl PortHost {
    fn say(&self, message: FrameMessage) {
        let text = self.session.borrow_mut().send(message);
        post(&self.port, &text);
    }
}

impl Host for PortHost {
    fn tell(&self, event: Event<'_>) {
        self.say(match event {
            Event::Ready => FrameMessage::Ready,
            Event::Status(status) => FrameMessage::Status(status.clone()),
            Event::Completed(report) => FrameMessage::Completed(without_names(report)),
            Event::Error(code) => FrameMessage::Error(code),
            Event::Happened(what) => FrameMessage::Event(what),
        });
    }

    fn token(&self, request: TokenRequest) -> Boxed<'static, Option<Secret>> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.replace(Some(sender));
        self.asked.set(self.asked.get() + 1);
        self.say(FrameMessage::TokenRequest(self.asked.get(), request));
        Box::pin(async move { receiver.await.ok().flatten() })
    }
}

/// Everything after the handshake.
fn converse(shown: Frame, base: Url, connected: Connected, port: MessagePort) -> Rc<Setting> {
    let host = Rc::new(PortHost {
        port: port.clone(),
        session: RefCell::new(connected.session),
        asked: Cell::new(0),
        waiting: RefCell::default(),
    });
    let told = RwSignal::new_local(None);
    let as_host: Rc<dyn Host> = Rc::clone(&host) as Rc<dyn Host>;
    let setting = Rc::new(Setting { host: as_host, way: Way::Frame, base, told, status: RefCell::default() });
    post(&port, &connected.greeting);
    if connected.early {
        host.say(FrameMessage::Error(ErrorCode::BadOrder));
    }
    let kept = Rc::clone(&setting);
    let receive = Closure::<dyn FnMut(MessageEvent)>::new({
        let host = Rc::clone(&host);
        move |event: MessageEvent| {
            let received = host.session.borrow_mut().receive(&text_of(&event.data()));
            match received {
                Ok(message) => take(&host, &kept, shown, message),
                Err(violation) => end(&host, shown, &violation),
            }
        }
    });
    port.set_onmessage(Some(receive.as_ref().unchecked_ref()));
    // It lives as long as the frame.
    receive.forget();
    watch_height(&host);
    setting
}

fn take(host: &Rc<PortHost>, setting: &Rc<Setting>, shown: Frame, message: HostMessage) {
    match message {
        HostMessage::Init(Ok(options), gives_tokens) => {
            host.say(FrameMessage::Accepted);
            wear(&options.appearance);
            setting.told.set(Some(Rc::new(Told::new(*options, gives_tokens))));
        }
        HostMessage::Init(Err(wrong), _) => {
            host.say(FrameMessage::Refused(wrong.key));
            host.port.close();
            shown.set(Shown::Dead(Dead::Over));
        }
        HostMessage::Token(_, token) => {
            if let Some(waiting) = host.waiting.take() {
                // Nobody waits any more after the minute.
                drop(waiting.send(token));
            }
        }
        HostMessage::StatusRequest => {
            let status = setting.status.borrow().as_deref().map(serde_json::from_str);
            let status = status.and_then(Result::ok).unwrap_or_default();
            host.say(FrameMessage::Status(status));
        }
        HostMessage::Dispose => {
            host.say(FrameMessage::Closed);
            host.port.close();
            shown.set(Shown::Nothing);
        }
    }
}

/// Whoever breaks the rules is told why and not listened to any more; what it gave goes (EMB-04).
fn end(host: &Rc<PortHost>, shown: Frame, violation: &Violation) {
    host.say(FrameMessage::Error(ErrorCode::from(violation)));
    host.port.close();
    let other = matches!(violation, Violation::Version);
    shown.set(Shown::Dead(if other { Dead::OtherVersion } else { Dead::Over }));
}

/// Tells the host each new height of the content, so that the frame has no scroll bar of its own.
fn watch_height(host: &Rc<PortHost>) {
    let Some(body) = document().body() else { return };
    let host = Rc::clone(host);
    let measured = body.clone();
    let last = Cell::new(0);
    let changed = Closure::<dyn FnMut()>::new(move || {
        let height = measured.scroll_height().unsigned_abs();
        if last.replace(height) != height {
            host.say(FrameMessage::Resize(height));
        }
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(&body);
        // Both live as long as the frame.
        std::mem::forget(observer);
    }
    changed.forget();
}

/// Puts the host's wishes on the document, where the style sheet reads them.
fn wear(appearance: &crate::embed::Appearance) {
    let Some(root) = document().document_element() else { return };
    for (name, value) in appearance.attributes() {
        // It throws only for a name that is none.
        drop(root.set_attribute(name, value));
    }
}

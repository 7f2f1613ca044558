//! The handshake between a frame and its host, and the order of the messages after it (security.md §2.6 `tsa/1`, EMB-01 to
//! EMB-05). Nothing is answered to a window that is not the configured host.

use super::messages::{FrameMessage, HostMessage, Violation};
use serde_json::{Map, Value};

/// The protocol's version.
pub const VERSION: u64 = 1;
/// The longest message taken from a host, in bytes (EMB-03).
pub const LIMIT: usize = 64 * 1024;
/// The fewest characters of the host's own random number: 128 bits in base64url.
const NONCE: usize = 22;

/// A frame before it is connected.
#[derive(Debug)]
pub struct Handshake {
    origins: Vec<String>,
    nonce: String,
    /// Something came before its time.
    early: bool,
}

/// A message that came to the frame's window.
#[derive(Clone, Copy, Debug)]
pub struct HostWindow<'a> {
    /// Whether `event.source` is the frame's parent.
    pub is_parent: bool,
    /// `event.origin`.
    pub origin: &'a str,
    /// The data, as JSON.
    pub data: &'a str,
    /// How many ports came with it.
    pub ports: usize,
}

/// Why a message does not connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not for us, or not from whom we speak with: dropped without an answer.
    Dropped,
    /// It is the host, in another version: told, and over.
    Version,
}

/// A connection: the host's number to answer with, and the conversation.
#[derive(Debug)]
pub struct Connected {
    /// The first message on the port.
    pub greeting: String,
    /// The host's origin.
    pub origin: String,
    /// The conversation that follows.
    pub session: Session,
    /// Something came before its time and was ignored; the host is told (M11).
    pub early: bool,
}

impl Handshake {
    /// A frame that hosts at these serialized origins may embed; `nonce` is random, at least 128 bits.
    #[must_use]
    pub fn new(origins: Vec<String>, nonce: String) -> Self {
        Self { origins, nonce, early: false }
    }

    /// What is posted to the parent, once per configured origin, with that origin as target.
    #[must_use]
    pub fn ready(&self) -> String {
        let message = [
            ("ns", Value::from("tsa")),
            ("v", VERSION.into()),
            ("type", "ready".into()),
            ("nf", self.nonce.as_str().into()),
        ];
        Value::Object(message.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()).to_string()
    }

    /// The origins that are greeted.
    #[must_use]
    pub fn origins(&self) -> &[String] {
        &self.origins
    }

    /// Takes a window's message.
    ///
    /// # Errors
    /// Why it does not connect.
    pub fn accept(&mut self, message: HostWindow<'_>) -> Result<Connected, Refused> {
        let known = self.origins.iter().any(|origin| origin == message.origin);
        if !message.is_parent || !known || message.data.len() > LIMIT {
            return Err(Refused::Dropped);
        }
        let Ok(Value::Object(object)) = serde_json::from_str(message.data) else {
            return Err(Refused::Dropped);
        };
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        if text("ns") != Some("tsa") {
            return Err(Refused::Dropped);
        }
        if text("type") != Some("connect") {
            self.early = true;
            return Err(Refused::Dropped);
        }
        if text("nf") != Some(self.nonce.as_str()) || message.ports != 1 {
            return Err(Refused::Dropped);
        }
        if object.get("v").and_then(Value::as_u64) != Some(VERSION) {
            return Err(Refused::Version);
        }
        let Some(host) = text("nh").filter(|nonce| nonce.len() >= NONCE && nonce.len() <= 256) else {
            return Err(Refused::Dropped);
        };
        let mut session = Session::default();
        let greeting = session.print("connected", Map::from_iter([("nh".to_owned(), host.into())]));
        Ok(Connected { greeting, origin: message.origin.to_owned(), session, early: self.early })
    }
}

/// The conversation on the port: numbers rise in each direction.
#[derive(Debug, Default)]
pub struct Session {
    received: u64,
    sent: u64,
    has_init: bool,
    /// The token request that waits for its answer.
    asked: Option<u64>,
}

impl Session {
    /// Takes a message of the host's.
    ///
    /// # Errors
    /// The rule that it breaks; the conversation is then over.
    pub fn receive(&mut self, text: &str) -> Result<HostMessage, Violation> {
        if text.len() > LIMIT {
            return Err(Violation::Malformed);
        }
        let Ok(Value::Object(mut object)) = serde_json::from_str(text) else {
            return Err(Violation::Malformed);
        };
        let version = object.remove("v").ok_or(Violation::Malformed)?;
        if version.as_u64() != Some(VERSION) {
            return Err(Violation::Version);
        }
        let number = object.remove("seq").and_then(|number| number.as_u64()).ok_or(Violation::Malformed)?;
        if number <= self.received {
            return Err(Violation::Replayed);
        }
        self.received = number;
        let Some(Value::String(kind)) = object.remove("type") else { return Err(Violation::Malformed) };
        let message = HostMessage::of(&kind, object)?;
        match &message {
            HostMessage::Init(..) if std::mem::replace(&mut self.has_init, true) => Err(Violation::Order),
            HostMessage::Token(id, _) if self.asked.take() != Some(*id) => Err(Violation::Order),
            HostMessage::Init(..)
            | HostMessage::Token(..)
            | HostMessage::StatusRequest
            | HostMessage::Dispose => Ok(message),
        }
    }

    /// The text of a message of ours.
    pub fn send(&mut self, message: FrameMessage) -> String {
        if let FrameMessage::TokenRequest(id, _) = &message {
            self.asked = Some(*id);
        }
        let (kind, members) = message.parts();
        self.print(kind, members)
    }

    fn print(&mut self, kind: &str, mut members: Map<String, Value>) -> String {
        self.sent += 1;
        members.insert("v".to_owned(), VERSION.into());
        members.insert("seq".to_owned(), self.sent.into());
        members.insert("type".to_owned(), kind.into());
        Value::Object(members).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embed::messages::TokenRequest;
    use proptest::prelude::*;

    const HOST: &str = "https://console.example";
    const NF: &str = "AAAAAAAAAAAAAAAAAAAAAA";
    const NH: &str = "BBBBBBBBBBBBBBBBBBBBBB";

    fn handshake() -> Handshake {
        Handshake::new(vec![HOST.to_owned()], NF.to_owned())
    }

    fn connect() -> String {
        format!(r#"{{"ns":"tsa","v":1,"type":"connect","nf":"{NF}","nh":"{NH}"}}"#)
    }

    fn from_host(data: &str) -> HostWindow<'_> {
        HostWindow { is_parent: true, origin: HOST, data, ports: 1 }
    }

    #[test]
    fn the_configured_host_connects() {
        let connected = handshake().accept(from_host(&connect())).unwrap();
        assert_eq!(connected.origin, HOST);
        let greeting: Value = serde_json::from_str(&connected.greeting).unwrap();
        assert_eq!(greeting, serde_json::json!({"nh": NH, "v": 1, "seq": 1, "type": "connected"}));
        assert!(!connected.early);
    }

    /// M02, M04, M05, M06: source, origin, number and port.
    #[test]
    fn whoever_else_says_the_right_words_is_not_answered() {
        let data = connect();
        let right = from_host(&data);
        let wrong_number = data.replace(NF, NH);
        let no_number = data.replace(NH, "short");
        for message in [
            HostWindow { is_parent: false, ..right },
            HostWindow { origin: "https://console.example:8443", ..right },
            HostWindow { origin: "http://console.example", ..right },
            HostWindow { origin: "https://console.example.evil.tld", ..right },
            HostWindow { origin: "null", ..right },
            HostWindow { ports: 0, ..right },
            HostWindow { ports: 2, ..right },
            from_host(&wrong_number),
            from_host(&no_number),
            from_host("[]"),
        ] {
            assert_eq!(handshake().accept(message).map(|_| ()), Err(Refused::Dropped), "{message:?}");
        }
    }

    /// M08
    #[test]
    fn another_version_is_told() {
        let data = connect().replace("\"v\":1", "\"v\":2");
        assert_eq!(handshake().accept(from_host(&data)).map(|_| ()), Err(Refused::Version));
        let text = r#"{"v":2,"seq":1,"type":"dispose"}"#;
        assert_eq!(Session::default().receive(text).unwrap_err(), Violation::Version);
    }

    /// M11: a secret in a window's message is ignored, and the host is told once it is connected.
    #[test]
    fn what_comes_before_its_time_is_ignored_and_told() {
        let mut handshake = handshake();
        let early = r#"{"ns":"tsa","v":1,"type":"init","options":{"secretToken":"tsa_canary_0123456789"}}"#;
        assert_eq!(handshake.accept(from_host(early)).map(|_| ()), Err(Refused::Dropped));
        let connected = handshake.accept(from_host(&connect())).unwrap();
        assert!(connected.early && !format!("{connected:?}{handshake:?}").contains("canary"));
    }

    /// M09, M10
    #[test]
    fn a_second_init_and_a_repeated_number_end_it() {
        let init = |number: u64| format!(r#"{{"v":1,"seq":{number},"type":"init","options":{{}}}}"#);
        let mut session = Session::default();
        session.receive(&init(3)).unwrap();
        assert_eq!(session.receive(&init(4)).unwrap_err(), Violation::Order);
        for number in [0, 3] {
            let mut session = Session::default();
            session.receive(&init(3)).unwrap();
            let status = format!(r#"{{"v":1,"seq":{number},"type":"status-request"}}"#);
            assert_eq!(session.receive(&status).unwrap_err(), Violation::Replayed);
        }
    }

    /// EMB-04: a token comes only where one was asked for, and once.
    #[test]
    fn a_token_is_an_answer() {
        let token = |number: u64, id: u64| {
            format!(r#"{{"v":1,"seq":{number},"type":"token","id":{id},"accessToken":"x"}}"#)
        };
        assert_eq!(Session::default().receive(&token(1, 1)).unwrap_err(), Violation::Order);
        let mut session = Session::default();
        session.send(FrameMessage::TokenRequest(7, TokenRequest::default()));
        assert!(matches!(session.receive(&token(1, 7)), Ok(HostMessage::Token(7, Some(_)))));
        assert_eq!(session.receive(&token(2, 7)).unwrap_err(), Violation::Order);
    }

    #[test]
    fn our_numbers_rise() {
        let mut session = Session::default();
        let numbers = [FrameMessage::Ready, FrameMessage::Closed].map(|message| {
            let text = session.send(message);
            serde_json::from_str::<Value>(&text).unwrap()["seq"].as_u64().unwrap()
        });
        assert_eq!(numbers, [1, 2]);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z]{0,12}".prop_map(Value::from),
            Just(Value::from(1)),
            Just(Value::from("init")),
            Just(Value::from("token")),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            let key = prop_oneof![
                Just("v".to_owned()),
                Just("seq".to_owned()),
                Just("type".to_owned()),
                Just("options".to_owned()),
                Just("accessToken".to_owned()),
                Just("ns".to_owned()),
                Just("__proto__".to_owned()),
                "[a-zA-Z]{0,8}".prop_map(String::from)
            ];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::vec((key, inner), 0..8)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// EMB-03: nothing panics, and nothing but the right words connects.
        #[test]
        fn any_message_is_understood_or_refused(message in any_json(), parent in any::<bool>(), ports in 0..3_usize) {
            let text = message.to_string();
            let window = HostWindow { is_parent: parent, origin: HOST, data: &text, ports };
            prop_assert!(handshake().accept(window).is_err());
            drop(Session::default().receive(&text));
        }
    }
}

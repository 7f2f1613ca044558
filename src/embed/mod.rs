//! The assistant inside a host's page: what a host may say, and the messages between a frame and its host. Pure; the
//! browser's part is in `ui/embedded`.

mod happening;
mod keys;
mod messages;
mod options;
mod protocol;

pub use happening::{ChangeKind, FailureClass, Happening, RunEnd, SignIn};
pub use keys::{ERROR_CODES, EVENTS, HAPPENINGS, Member, OPTIONS, THEMES};
pub use messages::{ErrorCode, FrameMessage, HostMessage, TokenRequest, Violation};
pub use options::{Appearance, Density, HostOptions, Theme, WrongOption};
pub use protocol::{Connected, Handshake, HostWindow, LIMIT, Refused, Session, VERSION};

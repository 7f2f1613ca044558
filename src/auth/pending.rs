//! The sign-in under way, kept for the moment between leaving the page and coming back (security.md AUTH-28).

use super::error::AuthError;
use super::secret::Secret;
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a sign-in may take (security.md AUTH-02).
const LIFETIME: Duration = Duration::from_mins(10);
/// How far the clock may have been set back meanwhile.
const TOLERANCE: Duration = Duration::from_mins(5);
/// The longest route that is kept, in bytes.
const MAX_ROUTE: usize = 2048;

/// What a visit may do, chosen before it begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Look, and change what the person agrees to.
    #[default]
    Change,
    /// Only look: nothing asks for more permissions.
    Look,
}

/// The name of the `BroadcastChannel` on which a popup's answer comes. It travels inside `state`, is random, and says
/// nothing of the rest of it (security.md AUTH-02, AUTH-09).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel(String);

impl Channel {
    /// What every name begins with; `public/auth.js` puts the same before the id.
    pub const PREFIX: &str = "total-setup.sign-in.";

    pub(super) fn new(random: &str) -> Self {
        Self(random.to_owned())
    }

    /// The channel's name.
    #[must_use]
    pub fn name(&self) -> String {
        [Self::PREFIX, &self.0].concat()
    }

    /// The part of the name that is its own.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// `state` with the channel's id behind a dot, where `auth.html` finds it.
    pub(super) fn in_state(&self, state: &Secret) -> Secret {
        Secret::new([state.expose(), ".", &self.0].concat())
    }
}

/// One sign-in under way. It is used up by the answer: neither it nor what it holds can be used twice.
#[derive(Debug)]
pub struct PendingSignIn {
    pub(super) state: Secret,
    pub(super) nonce: Secret,
    pub(super) verifier: Secret,
    pub(super) authority: String,
    pub(super) scopes: Vec<String>,
    pub(super) created: SystemTime,
    pub(super) route: String,
    pub(super) channel: Option<Channel>,
    pub(super) purpose: Purpose,
}

/// What lies in `sessionStorage` for that moment: no tokens. `scopes` is there because an answer without `scope`
/// means "as requested" (RFC 6749 §5.1).
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Record<'a> {
    state: &'a str,
    nonce: &'a str,
    verifier: &'a str,
    authority: String,
    scopes: Vec<String>,
    /// Seconds since 1970.
    created: u64,
    route: String,
    purpose: Purpose,
}

impl PendingSignIn {
    /// The record to keep until the answer comes.
    #[must_use]
    pub fn to_record(&self) -> String {
        let record = Record {
            state: self.state.expose(),
            nonce: self.nonce.expose(),
            verifier: self.verifier.expose(),
            authority: self.authority.clone(),
            scopes: self.scopes.clone(),
            created: self.created.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            route: self.route.clone(),
            purpose: self.purpose,
        };
        serde_json::json!(record).to_string()
    }

    /// Reads the record; whoever reads it must have removed it from where it was.
    ///
    /// # Errors
    /// [`AuthError::RecordMalformed`] for anything that [`Self::to_record`] does not write.
    pub fn from_record(text: &str) -> Result<Self, AuthError> {
        let record: Record<'_> = serde_json::from_str(text).map_err(|_| AuthError::RecordMalformed)?;
        let secret = |text: &str| {
            let whole = text.len() == 43 && text.bytes().all(is_base64url);
            whole.then(|| Secret::new(text.to_owned())).ok_or(AuthError::RecordMalformed)
        };
        Ok(Self {
            state: secret(record.state)?,
            nonce: secret(record.nonce)?,
            verifier: secret(record.verifier)?,
            created: UNIX_EPOCH
                .checked_add(Duration::from_secs(record.created))
                .ok_or(AuthError::RecordMalformed)?,
            route: local_route(&record.route),
            authority: record.authority,
            scopes: record.scopes,
            channel: None,
            purpose: record.purpose,
        })
    }

    /// Where in the app the sign-in started: a path below the app's base, starting with `/`.
    #[must_use]
    pub fn route(&self) -> &str {
        &self.route
    }

    /// Where a popup's answer comes; none for a redirect.
    #[must_use]
    pub fn channel(&self) -> Option<&Channel> {
        self.channel.as_ref()
    }

    /// What the visit may do.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Whether its ten minutes are over, or the clock was set back behind its start.
    #[must_use]
    pub fn is_expired(&self, now: SystemTime) -> bool {
        match now.duration_since(self.created) {
            Ok(age) => age > LIFETIME,
            Err(ahead) => ahead.duration() > TOLERANCE,
        }
    }
}

/// `route` if it stays on this site, else `/`.
pub(super) fn local_route(route: &str) -> String {
    let local = route.starts_with('/')
        && !route[1..].starts_with(['/', '\\'])
        && route.len() <= MAX_ROUTE
        && route.bytes().all(|byte| byte.is_ascii_graphic());
    if local { route.to_owned() } else { "/".to_owned() }
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

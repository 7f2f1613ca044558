//! What a host may hear for its operations, where it asked for it (`events`): words of closed lists and whole numbers. Nothing in
//! it comes from a tenant, a person or a secret, and nothing could: no text is taken in.

use crate::auth::ErrorClass;
use crate::setup::change::Change;
use crate::setup::receipt::Outcome;
use crate::setup::report::change_name;
use crate::setup::step::{Status, StepId};
use serde_json::{Map, Value};

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A step stands elsewhere than before.
    Step(StepId, Status),
    /// A change was made: which, whether its effect was seen, and after how many seconds that was known.
    Change(ChangeKind, Outcome, u64),
    /// The changes that a person agreed to are over.
    Run(RunEnd),
    /// The person signed in here, or tried to; not where the host gives tokens.
    SignIn(SignIn),
    /// A connection test or a change failed, or something else that the person asked for; with the HTTP status where there was an answer.
    Failure(FailureClass, Option<u16>),
}

/// Which change, without what is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeKind(&'static str);

impl From<&Change> for ChangeKind {
    fn from(change: &Change) -> Self {
        Self(change_name(change))
    }
}

/// How a run of changes ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// Everything was done.
    Completed,
    /// The person stopped it, or gave no permission.
    Stopped,
    /// A change failed.
    Failed,
    /// What was left to do was not what had been agreed.
    Changed,
}

/// How a sign-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// The person is signed in.
    Succeeded,
    /// The person closed the window.
    Cancelled,
    /// It failed; what can be done about it.
    Failed(ErrorClass),
}

/// What kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureClass {
    /// Nothing answered, or not in time.
    Network,
    /// Sign-in has ended, or more is asked for.
    SignIn,
    /// A permission or a role is missing.
    Permission,
    /// What was there is gone, or not there yet.
    NotFound,
    /// Somebody else changed it.
    Changed,
    /// Too many requests.
    Throttled,
    /// Microsoft has a problem.
    Unavailable,
    /// The request was wrong, or our own guard stopped it.
    Request,
    /// The answer cannot be understood.
    Answer,
    /// A change may have been made: its answer was lost.
    OutcomeUnknown,
    /// A change was accepted and cannot be seen.
    NotVisible,
    /// The secret token is no longer in memory.
    SecretGone,
    /// The product did not answer Microsoft as it should.
    ConnectionTest,
}

impl Happening {
    /// The detail of the event.
    #[must_use]
    pub fn detail(self) -> Value {
        let word = Value::from;
        let (name, members) = match self {
            Self::Step(step, status) => {
                ("step", [("step", word(step.as_str())), ("status", word(status.as_str())), NONE])
            }
            Self::Change(kind, outcome, seconds) => {
                let outcome = word(outcome_word(outcome));
                ("change", [("kind", word(kind.0)), ("outcome", outcome), ("seconds", seconds.into())])
            }
            Self::Run(end) => ("run", [("outcome", word(run_word(end))), NONE, NONE]),
            Self::SignIn(end) => {
                let (outcome, code) = match end {
                    SignIn::Succeeded => ("succeeded", NONE),
                    SignIn::Cancelled => ("cancelled", NONE),
                    SignIn::Failed(class) => ("failed", ("code", word(sign_in_word(class)))),
                };
                ("sign-in", [("outcome", word(outcome)), code, NONE])
            }
            Self::Failure(class, status) => {
                let status = status.map_or(NONE, |status| ("status", status.into()));
                ("failure", [("class", word(failure_word(class))), status, NONE])
            }
        };
        let all = members.into_iter().filter(|(_, value)| !value.is_null()).chain([("name", word(name))]);
        Value::Object(all.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
    }
}

/// No member.
const NONE: (&str, Value) = ("", Value::Null);

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Confirmed => "confirmed",
        Outcome::AlreadySo => "already-so",
        Outcome::NotVisibleYet => "not-visible-yet",
    }
}

const fn run_word(end: RunEnd) -> &'static str {
    match end {
        RunEnd::Completed => "completed",
        RunEnd::Stopped => "stopped",
        RunEnd::Failed => "failed",
        RunEnd::Changed => "changed",
    }
}

const fn sign_in_word(class: ErrorClass) -> &'static str {
    match class {
        ErrorClass::InteractionRequired => "interaction-required",
        ErrorClass::Consent => "consent",
        ErrorClass::Setup => "setup",
        ErrorClass::Account => "account",
        ErrorClass::Policy => "policy",
        ErrorClass::Loop => "loop",
        ErrorClass::Busy => "busy",
        ErrorClass::Network => "network",
        ErrorClass::Clock => "clock",
        ErrorClass::Rejected => "rejected",
        ErrorClass::Unexpected => "unexpected",
    }
}

const fn failure_word(class: FailureClass) -> &'static str {
    match class {
        FailureClass::Network => "network",
        FailureClass::SignIn => "sign-in",
        FailureClass::Permission => "permission",
        FailureClass::NotFound => "not-found",
        FailureClass::Changed => "changed",
        FailureClass::Throttled => "throttled",
        FailureClass::Unavailable => "unavailable",
        FailureClass::Request => "request",
        FailureClass::Answer => "answer",
        FailureClass::OutcomeUnknown => "outcome-unknown",
        FailureClass::NotVisible => "not-visible",
        FailureClass::SecretGone => "secret-gone",
        FailureClass::ConnectionTest => "connection-test",
    }
}

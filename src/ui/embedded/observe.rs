//! What a host that asked for `events` hears: made here alone, from what the assistant knows anyway.

use super::Told;
use super::host::{Event, Host};
use crate::auth::AuthError;
use crate::embed::{FailureClass, Happening, RunEnd, SignIn};
use crate::setup::step::Status;
use crate::setup::visit::ConnectionTest;
use crate::tenant::failure::Failure;
use crate::tenant::run::End;
use crate::ui::browser::now_ms;
use crate::ui::model::Assistant;
use crate::words::en::errors::Trouble;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;

/// Tells how a sign-in ended: `failed`, where it did.
pub fn sign_in(host: &dyn Host, told: &Told, failed: Option<&AuthError>) {
    if !told.options.events {
        return;
    }
    let end = match failed {
        None => SignIn::Succeeded,
        Some(AuthError::UserCancelled) => SignIn::Cancelled,
        Some(error) => SignIn::Failed(error.class()),
    };
    host.tell(Event::Happened(Happening::SignIn(end)));
}

/// Tells what happens in the assistant, as long as it is there.
pub fn assistant(assistant: Assistant, host: Rc<dyn Host>) {
    let host = StoredValue::new_local(host);
    let say = move |what| {
        host.try_with_value(|host| host.tell(Event::Happened(what)));
    };
    Effect::new(move |told: Option<Vec<Status>>| {
        let steps = assistant.around().steps;
        let mut told = told.unwrap_or_else(|| vec![Status::Unknown; steps.len()]);
        for (step, told) in steps.into_iter().zip(&mut told) {
            let now = assistant.status(step);
            if now != *told && !matches!(now, Status::Unknown | Status::Checking) {
                *told = now;
                say(Happening::Step(step, now));
            }
        }
        told
    });
    // A change begins when the run comes to it, and is over when there is a receipt.
    Effect::new(move |before: Option<(usize, f64)>| {
        assistant.running.track();
        let now = now_ms();
        let (count, began) = before.unwrap_or((0, now));
        let count = assistant.receipts.with(|receipts| {
            for receipt in receipts.iter().skip(count) {
                let seconds = Duration::from_millis((now - began).max(0.0) as u64).as_secs();
                say(Happening::Change((&receipt.change).into(), receipt.outcome, seconds));
            }
            receipts.len()
        });
        (count, now)
    });
    Effect::new(move |_| {
        assistant.ended.with(|ended| {
            let end = match ended {
                None => return,
                Some(End::Completed) => RunEnd::Completed,
                Some(End::Stopped) => RunEnd::Stopped,
                Some(End::Surprise { .. }) => RunEnd::Changed,
                Some(End::Failed { failure, .. }) => {
                    say(failed(failure));
                    RunEnd::Failed
                }
            };
            say(Happening::Run(end));
        });
    });
    // Two failed tests differ at least in their request ids.
    Effect::new(move |before: Option<ConnectionTest>| {
        let now = assistant.visit.with(|visit| visit.connection.clone());
        if matches!(now, ConnectionTest::Failed(_)) && before.as_ref() != Some(&now) {
            say(Happening::Failure(FailureClass::ConnectionTest, None));
        }
        now
    });
    Effect::new(move |_| assistant.failure.with(|failure| failure.iter().map(failed).for_each(say)));
}

/// The class of a failure, and the HTTP status that its code begins with.
fn failed(failure: &Failure) -> Happening {
    let Failure::Trouble { trouble, code, .. } = failure else {
        return Happening::Failure(FailureClass::ConnectionTest, None);
    };
    let class = match trouble {
        Trouble::Network | Trouble::Timeout => FailureClass::Network,
        Trouble::SignIn => FailureClass::SignIn,
        Trouble::NoSynchronizationAccess | Trouble::Forbidden => FailureClass::Permission,
        Trouble::NotFound => FailureClass::NotFound,
        Trouble::Changed => FailureClass::Changed,
        Trouble::Throttled => FailureClass::Throttled,
        Trouble::Unavailable => FailureClass::Unavailable,
        Trouble::BadRequest | Trouble::Refused => FailureClass::Request,
        Trouble::NotGraph | Trouble::Unreadable => FailureClass::Answer,
        Trouble::OutcomeUnknown => FailureClass::OutcomeUnknown,
        Trouble::NotVisible => FailureClass::NotVisible,
        Trouble::SecretGone => FailureClass::SecretGone,
    };
    let status = code.split(' ').next().and_then(|status| status.parse().ok());
    Happening::Failure(class, status.filter(|status| (100..600).contains(status)))
}

//! One person's identity along both ways, as a picture: the first chosen one who is wrong, else proven, else the first one.

use super::{mapped_source, sent, target, will_send};
use crate::setup::identity::Identity;
use crate::setup::proof::Proof;
use crate::ui::kit::{IdentityPicture, IdentityWay, Marked, Meeting};
use crate::ui::model::Assistant;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// The picture.
#[component]
pub fn Picture(assistant: Assistant, chosen: Memo<Vec<Identity>>) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let rank = |one: &&Identity| match one.proof {
            Proof::Wrong { .. } => 0,
            Proof::Proven { .. } => 1,
            _ => 2,
        };
        chosen.with(|chosen| chosen.iter().min_by_key(rank).cloned())
    });
    move || shown.get().map(|one| drawn(assistant, &one).into_any())
}

fn drawn(assistant: Assistant, one: &Identity) -> impl IntoView + use<> {
    let (meeting, verdict) = match one.proof {
        Proof::Proven { .. } => (Meeting::Match, t::VERDICT_MATCH),
        Proof::Wrong { .. } => (Meeting::Mismatch, t::VERDICT_MISMATCH),
        Proof::NotSent => (Meeting::Unknown, t::VERDICT_UNKNOWN),
        Proof::Unclear | Proof::Skipped { .. } | Proof::Failed { .. } => {
            (Meeting::Unknown, t::VERDICT_UNCLEAR)
        }
    };
    // What was not sent yet is shown as what will be.
    let (title, value) = match (&one.proof, &one.will_send) {
        (Proof::NotSent, Some(next)) => (t::WAY_PROVISIONING_NEXT, will_send(next).into()),
        _ => (t::WAY_PROVISIONING, sent(one)),
    };
    let (product, source) = assistant.product(|product| {
        let identity = product.identity_mapping();
        (product.name.clone(), identity.map_or_else(String::new, |mapping| mapping.source.clone()))
    });
    let target = target(assistant);
    let verdict = assistant.say(verdict);
    let way = |title: &str, source: &str, target: &str, value: Marked| IdentityWay {
        title: title.to_owned(),
        source: source.to_owned(),
        target: target.to_owned(),
        value,
    };
    let person = &one.person;
    let said = [value.before.as_str(), &value.marked, &value.after].concat();
    let sign_in = way(t::WAY_SIGN_IN, &source, "oid", person.id.as_str().to_owned().into());
    let provisioning = way(title, &mapped_source(assistant, &target), &target, value);
    let description =
        [person.label(), ": oid ", person.id.as_str(), ", ", &target, " ", &said, ". ", &verdict].concat();
    view! { class = "tsa",
        <IdentityPicture person=person.label().to_owned() origin=t::ORIGIN sign_in provisioning product meeting verdict description />
    }
}

//! One person, two ways into a product: what sign-in says the person is, what provisioning said, and whether the
//! two meet. The picture is drawn of text and lines, so it can be read, copied and enlarged at any width.

use leptos::prelude::*;

use super::{Avatar, Marked, MarkedCode, Status, StatusIcon};

/// Whether the two values are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meeting {
    /// They are equal: it is one person.
    Match,
    /// They differ: sign-in finds nobody.
    Mismatch,
    /// One of them is not known yet.
    #[default]
    Unknown,
}

impl Meeting {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::Unknown => "unknown",
        }
    }

    const fn status(self) -> Status {
        match self {
            Self::Match => Status::Done,
            Self::Mismatch => Status::Failed,
            Self::Unknown => Status::Unknown,
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Match => "=",
            Self::Mismatch => "≠",
            Self::Unknown => "?",
        }
    }
}

/// One of the two ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityWay {
    /// What it is, such as "Sign-in".
    pub title: String,
    /// The attribute that the value is taken from.
    pub source: String,
    /// What it is sent as.
    pub target: String,
    /// The value itself, or what stands for it.
    pub value: Marked,
}

/// The picture.
#[component]
pub fn IdentityPicture(
    /// The person's name.
    #[prop(into)]
    person: Signal<String>,
    /// Where the person comes from, such as the directory's name.
    #[prop(into)]
    origin: Signal<String>,
    /// What sign-in sends.
    #[prop(into)]
    sign_in: Signal<IdentityWay>,
    /// What provisioning sends.
    #[prop(into)]
    provisioning: Signal<IdentityWay>,
    /// The product where both arrive.
    #[prop(into)]
    product: Signal<String>,
    /// Whether the values are the same.
    #[prop(into)]
    meeting: Signal<Meeting>,
    /// What follows from that, in a sentence.
    #[prop(into)]
    verdict: Signal<String>,
    /// The whole picture in words.
    #[prop(into)]
    description: Signal<String>,
) -> impl IntoView {
    view! { class = "tsa",
        <figure class="tsa-identity" data-meeting=move || meeting.get().as_str()>
            <figcaption class="tsa-said">{description}</figcaption>
            <div class="tsa-identity-end tsa-identity-person">
                <Avatar name=person />
                <span class="tsa-identity-name">{person}</span>
                <span class="tsa-identity-where">{origin}</span>
            </div>
            <Fork />
            <div class="tsa-identity-ways">
                <Way way=sign_in kind="sign-in" />
                <span class="tsa-identity-sign" aria-hidden="true">{move || meeting.get().sign()}</span>
                <Way way=provisioning kind="provisioning" />
            </div>
            <Fork joins=true />
            <div class="tsa-identity-end tsa-identity-product">
                <StatusIcon status=Signal::derive(move || meeting.get().status()) />
                <span class="tsa-identity-name">{product}</span>
                <span class="tsa-identity-verdict">{verdict}</span>
            </div>
        </figure>
    }
}

#[component]
fn Way(way: Signal<IdentityWay>, kind: &'static str) -> impl IntoView {
    view! { class = "tsa",
        <div class="tsa-identity-way" data-way=kind>
            <span class="tsa-identity-title">{move || way.with(|way| way.title.clone())}</span>
            <span class="tsa-identity-route">
                <code>{move || way.with(|way| way.source.clone())}</code>
                <span aria-hidden="true">" → "</span>
                <code class="tsa-identity-target">{move || way.with(|way| way.target.clone())}</code>
            </span>
            <span class="tsa-identity-value">{move || view! { class = "tsa", <MarkedCode value=way.with(|way| way.value.clone()) /> }}</span>
        </div>
    }
}

/// Two lines that part, or meet. Drawn twice, lying and standing: the style shows the one that fits.
#[component]
fn Fork(#[prop(optional)] joins: bool) -> impl IntoView {
    let (lying, standing) = if joins {
        (
            ["M0 25C28 25 12 50 40 50", "M0 75C28 75 12 50 40 50"],
            ["M25 0C25 28 50 12 50 40", "M75 0C75 28 50 12 50 40"],
        )
    } else {
        (
            ["M0 50C28 50 12 25 40 25", "M0 50C28 50 12 75 40 75"],
            ["M50 0C50 28 25 12 25 40", "M50 0C50 28 75 12 75 40"],
        )
    };
    view! { class = "tsa",
        <svg class="tsa-identity-fork" data-lies="" viewBox="0 0 40 100" preserveAspectRatio="none" aria-hidden="true" fill="none">
            <path data-way="sign-in" d=lying[0] /><path data-way="provisioning" d=lying[1] />
        </svg>
        <svg class="tsa-identity-fork" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true" fill="none">
            <path data-way="sign-in" d=standing[0] /><path data-way="provisioning" d=standing[1] />
        </svg>
    }
}

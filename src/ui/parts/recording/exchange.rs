//! One exchange: a line of it, and all of it.

use super::ended;
use crate::recording::{Body, Exchange, Outcome};
use crate::ui::kit::CodeBlock;
use crate::words::en::recording as t;
use leptos::prelude::*;

/// The most of a body that is shown, in bytes: more is slow to draw, and nobody reads it here.
const SHOWN: usize = 20_000;

/// Verb, address, how it ended, and its size.
pub(super) fn row(exchange: &Exchange) -> AnyView {
    view! { class = "tsa",
        <span class="tsa-recording-verb">{exchange.method.clone()}</span>
        <span class="tsa-recording-path">{short(&address(exchange))}</span>
        <span class="tsa-recording-end">{ended(exchange)}</span>
        <span class="tsa-recording-size">{t::size(exchange.size())}</span>
    }
    .into_any()
}

/// The address, as a person reads it.
fn address(exchange: &Exchange) -> String {
    percent_encoding::percent_decode_str(&exchange.path).decode_utf8_lossy().into_owned()
}

/// The address with long identifiers cut: what is asked for stands behind them.
fn short(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let part = |part: &str| match part.char_indices().nth(8) {
        Some((cut, _)) if part.contains('-') && part.len() >= 36 => [&part[..cut], "…"].concat(),
        _ => part.to_owned(),
    };
    let parts: Vec<_> = path.split('/').map(part).collect();
    [parts.join("/").as_str(), if query.is_empty() { "" } else { "?" }, query].concat()
}

/// What was sent, and what came back.
pub(super) fn details(exchange: &Exchange) -> AnyView {
    let [sent, came] = exchange.bodies();
    let sent = body(t::REQUEST, t::NO_BODY, sent);
    let came =
        matches!(exchange.outcome, Outcome::Answer(_)).then(|| body(t::ANSWER, t::NO_ANSWER_BODY, came));
    view! { class = "tsa",
        <section class="tsa-recording-details" aria-label=address(exchange) data-exchange="">
            <h3><span class="tsa-recording-verb">{exchange.method.clone()}</span>" "{address(exchange)}</h3>
            {sent}
            <p><strong>{ended(exchange)}</strong></p>
            {came}
        </section>
    }
    .into_any()
}

fn body(label: &'static str, nothing: &'static str, body: Option<&Body>) -> AnyView {
    let json = match body.map(Body::json) {
        None => return view! { class = "tsa", <p class="tsa-quiet">{nothing}</p> }.into_any(),
        Some(Err(why)) => {
            return view! { class = "tsa", <p class="tsa-quiet">{t::not_kept(why)}</p> }.into_any();
        }
        Some(Ok(json)) => json,
    };
    let value = serde_json::from_str::<serde_json::Value>(json).unwrap_or_default();
    let mut code = serde_json::to_string_pretty(&value).unwrap_or_default();
    let is_cut = code.len() > SHOWN;
    if is_cut {
        let end = (0..=SHOWN).rev().find(|at| code.is_char_boundary(*at));
        code.truncate(end.unwrap_or(0));
    }
    view! { class = "tsa",
        <CodeBlock code label=label />
        {is_cut.then(|| view! { class = "tsa", <p class="tsa-quiet">{t::CUT}</p> })}
    }
    .into_any()
}

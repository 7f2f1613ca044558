//! The table of figures: what is measured, what it may be, and what it is compared with (design §6).

use super::figure::Figure;
use super::weight::{element, pieces, weight};
use anyhow::Result;
use serde_json::Value;
use std::borrow::Cow;
use std::path::Path;

/// What the pages in `dist` weigh.
pub fn sizes(dist: &Path) -> Result<Vec<Figure>> {
    let auth = if dist.join("auth.html").is_file() { Some(weight(dist, "auth.html")?) } else { None };
    let figure = |what: &'static str, value, budget, compared| Figure {
        what: what.into(),
        value,
        unit: "KB",
        budget: Some(budget),
        compared,
    };
    let free = |what: Cow<'static, str>, value, compared| Figure {
        what,
        value: Some(value),
        unit: "KB",
        budget: None,
        compared,
    };
    let (script, all) = element(dist)?;
    let first_screen = weight(dist, "index.html")?;
    let pieces = pieces(dist)?;
    let assistant = pieces.iter().find(|(name, _)| name == "assistant").map_or(0.0, |(_, weight)| *weight);
    let mut figures = vec![
        figure(
            "live page, until the assistant can work",
            Some(first_screen + assistant),
            120.0,
            "an empty Leptos page 41, React + MSAL + Fluent 205",
        ),
        free("  first screen of it".into(), first_screen, "the rest comes while the person signs in"),
        figure(
            "demo page, everything at once, brotli",
            Some(weight(dist, "demo/index.html")?),
            170.0,
            "the simulated tenant comes along",
        ),
        figure("sign-in landing page, brotli", auth, 3.0, "no wasm"),
        free("element, everything, brotli".into(), all, "what one script tag loads: the live page's program"),
        free("  embed.js of it".into(), script, "all that the host's page waits for"),
    ];
    figures.extend(
        pieces
            .into_iter()
            .map(|(name, weight)| free(format!("piece: {name}").into(), weight, "when it is wanted")),
    );
    Ok(figures)
}

/// What a browser measured: each line with its name in `measured` (tests/e2e/bench).
pub fn browser(measured: &Value) -> Vec<Figure> {
    const STATIC: &str = "of an empty static page in the same run";
    const LEPTOS: &str = "of an empty Leptos page in the same run";
    const LIVE: &str = "of the live page in the same run";
    const JSON: &str = "of JSON.parse + JSON.stringify of the same text";
    const ALONE: &str = "this machine's, no budget of its own";
    [
        ("first paint, live page, slow line", "livePaintRatio", "x", Some(1.1), STATIC),
        ("first paint, demo page, slow line", "demoPaintRatio", "x", Some(1.1), STATIC),
        ("usable, live page, slow line, cold", "liveReadyRatio", "x", Some(1.5), LEPTOS),
        ("usable, demo page, slow line, cold", "demoReadyRatio", "x", None, LEPTOS),
        ("  live page usable after", "liveReady", "ms", None, ALONE),
        ("  empty Leptos page usable after", "emptyReady", "ms", None, ALONE),
        ("usable, element, from its script tag", "elementReadyRatio", "x", None, LIVE),
        ("  usable after", "elementReady", "ms", None, ALONE),
        ("  has looked at the tenant after", "elementLooked", "ms", None, "with the host's token"),
        (
            "full inspection: round trips",
            "inspectionRounds",
            "",
            Some(3.0),
            "one after another, after the token",
        ),
        (
            "full inspection: requests",
            "inspectionRequests",
            "",
            Some(9.0),
            "6 where synchronization paths go in a batch",
        ),
        ("longest task, 50,000 rows scrolled", "scrollTask", "ms", Some(50.0), "a frame is 16.7"),
        ("  the same at CPU / 4", "scrollTaskSlow", "ms", None, "no budget of its own"),
        ("  longest time between frames", "scrollGap", "ms", None, "a frame is 16.7"),
        ("  the same at CPU / 4", "scrollGapSlow", "ms", None, "a frame is 16.7"),
        ("  rows of 50,000 in the page, at most", "scrollRows", "", None, "10 in sight"),
        ("edit of a 2 MB schema", "schemaRatio", "x", Some(2.0), JSON),
        ("  the same", "schemaEdit", "ms", None, ALONE),
    ]
    .into_iter()
    .map(|(what, key, unit, budget, compared)| Figure {
        what: what.into(),
        value: measured.get(key).and_then(Value::as_f64),
        unit,
        budget,
        compared,
    })
    .collect()
}

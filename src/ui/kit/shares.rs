//! How a whole divides, as a bar. The figures stand beside it in words; the bar itself says nothing to a screen reader.

use super::Status;
use leptos::prelude::*;

/// The bar.
#[component]
pub fn Shares(
    /// The parts in order: how each stands, and how large it is.
    parts: Vec<(Status, u64)>,
) -> impl IntoView {
    let whole = parts.iter().map(|(_, part)| part).sum::<u64>().max(1) as f64;
    let mut begin = 0.0;
    let part = |(status, size): (Status, u64)| {
        let (left, width) = (begin, size as f64 * 100.0 / whole);
        begin += width;
        (size > 0).then(|| {
            view! { class = "tsa",
                <rect data-status=status.as_str() x=left.to_string() width=width.to_string() height="8" />
            }
        })
    };
    let parts: Vec<_> = parts.into_iter().map(part).collect();
    view! { class = "tsa",
        <svg class="tsa-shares" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{parts}</svg>
    }
}

//! The report of a visit as plain text: what was found, what was changed. It holds no secret, since nothing that it is
//! made from does (security.md TOK-05, LOG-05).

use super::assess::Assessment;
use super::facts::Facts;
use super::product::Product;
use super::receipt::{Outcome, Receipt};
use std::time::SystemTime;

/// The report. Names in it are the tenant's own.
#[must_use]
pub fn text(product: &Product, facts: &Facts, assessment: &Assessment, receipts: &[Receipt]) -> String {
    let mut lines = vec![["Provisioning into ", &product.name].concat()];
    if let Some(tenant) = facts.tenant.known() {
        lines.push(["Tenant: ", &tenant.name, " (", tenant.id.as_str(), ")"].concat());
    }
    if let Some(application) = &facts.application {
        lines.push(["Application: ", &application.name, " (", application.id.as_str(), ")"].concat());
    }
    if let Some(caller) = facts.caller.known() {
        lines.push(["By: ", &caller.username].concat());
    }
    lines.push(String::new());
    for step in &assessment.steps {
        lines.push([step.step.as_str(), ": ", step.status.as_str()].concat());
    }
    lines.push(String::new());
    lines.extend(receipts.iter().map(line));
    lines.push(String::new());
    lines.join("\n")
}

fn line(receipt: &Receipt) -> String {
    let outcome = match receipt.outcome {
        Outcome::Confirmed => "seen",
        Outcome::AlreadySo => "was so already",
        Outcome::NotVisibleYet => "accepted, not visible yet",
    };
    let request_id = receipt.request_id.as_deref().unwrap_or("-");
    [&moment(receipt.at), " ", receipt.change.step().as_str(), " ", outcome, " request-id ", request_id]
        .concat()
}

fn moment(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

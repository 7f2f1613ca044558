//! Step 1: the provisioning job, the tenant URL and the secret token (graph-contract §4.1).

use crate::setup::credentials::tenant_url;
use crate::setup::expiry::is_due;
use crate::setup::facts::{Facts, Job, Reading, StoredCredentials};
use crate::setup::finding::{Evidence, Finding, Kind, Shown, Subject};
use crate::setup::ids::TemplateId;
use crate::setup::product::Product;
use crate::setup::quarantine::Reason;
use crate::setup::visit::{ConnectionTest, TestCause, Visit};

/// What is found about the connection.
#[must_use]
pub fn check(product: &Product, facts: &Facts, visit: &Visit) -> Vec<Finding> {
    let mut findings = job(facts);
    let stored = stored(product, facts, visit, &mut findings);
    findings.extend(test(facts, visit, stored));
    findings
}

/// The template that a job is made from: `scim`, else one that begins so, else the older engine (graph-contract §4.1.3).
#[must_use]
pub fn template(facts: &Facts) -> Option<&TemplateId> {
    let templates = facts.templates.known()?;
    let find = |fits: &dyn Fn(&str) -> bool| templates.iter().find(|template| fits(template.as_str()));
    find(&|id| id == "scim")
        .or_else(|| find(&|id| id.starts_with("scim")))
        .or_else(|| find(&|id| id.starts_with("customappsso")))
        .or_else(|| templates.first())
}

/// Why the product refused Entra, where that is why Entra stopped the job.
#[must_use]
pub fn refusal(facts: &Facts) -> Option<TestCause> {
    let quarantine = facts.job()?.quarantine.as_ref()?;
    let (code, message) = quarantine.error.as_ref()?;
    let reason = Reason::of(quarantine);
    let cause = TestCause::of(code, message);
    (code.contains("Credential") || (reason == Reason::Refused && cause.is_telling())).then_some(cause)
}

fn job(facts: &Facts) -> Vec<Finding> {
    let Some(jobs) = facts.jobs.known() else { return Vec::new() };
    let Some(job) = facts.job() else {
        let kind = match &facts.templates {
            Reading::Known(templates) if templates.is_empty() => Kind::NoTemplate,
            _ => Kind::JobMissing,
        };
        let wanted = template(facts).map_or("scim", TemplateId::as_str).to_owned();
        return vec![Finding::new(kind, Evidence::wrong(Subject::Job, Shown::Absent, Shown::Text(wanted)))];
    };
    let mut findings = vec![Finding::new(
        Kind::JobPresent,
        Evidence::seen(Subject::Job, Shown::Text(job.template.as_str().to_owned())),
    )];
    if jobs.len() > 1 {
        findings.push(Finding::new(
            Kind::SeveralJobs,
            Evidence::wrong(Subject::Job, Shown::Count(jobs.len() as u64), Shown::Count(1)),
        ));
    }
    findings
}

/// Reports the stored credentials and says whether both are there.
fn stored(product: &Product, facts: &Facts, visit: &Visit, findings: &mut Vec<Finding>) -> bool {
    let stored = match &facts.credentials {
        Reading::Known(stored) => stored,
        Reading::Unreadable(_) => {
            let seen = Evidence::seen(Subject::SecretToken, Shown::Hidden);
            findings.push(Finding::new(Kind::CredentialsUnreadable, seen));
            return facts.job().is_some_and(Job::has_synced);
        }
        Reading::NotRead => return false,
    };
    findings.extend(address(product, stored));
    if stored.has_token {
        findings.push(token(facts, visit));
        findings.extend(nobody_told(stored));
    } else {
        let missing = Evidence::wrong(Subject::SecretToken, Shown::Absent, Shown::Hidden);
        findings.push(Finding::new(Kind::TokenMissing, missing));
    }
    stored.tenant_url.is_some() && stored.has_token
}

/// The stored token, with what is known of its age.
fn token(facts: &Facts, visit: &Visit) -> Finding {
    let (stored, expires) = (visit.token.stored(), visit.token.expires);
    let due = facts.looked_at.is_some_and(|now| is_due(stored, expires, now));
    let kind = if due { Kind::TokenDue } else { Kind::TokenStored };
    let since = Evidence::seen(Subject::TokenStored, stored.map_or(Shown::Absent, Shown::Time));
    let mut evidence = vec![Evidence::seen(Subject::SecretToken, Shown::Hidden), since];
    evidence.extend(expires.map(|on| Evidence::seen(Subject::TokenExpires, Shown::Time(on))));
    Finding { kind, evidence }
}

/// Entra stops a job without a word to anybody, unless an address is set.
fn nobody_told(stored: &StoredCredentials) -> Option<Finding> {
    let set = stored.notifications.as_ref()?;
    let seen = Evidence::seen(Subject::QuarantineMails, Shown::Absent);
    set.recipient.is_none().then(|| Finding::new(Kind::NobodyTold, seen))
}

fn address(product: &Product, stored: &StoredCredentials) -> Vec<Finding> {
    let Some(url) = &stored.tenant_url else {
        let wanted = Shown::Text(String::from("https://…"));
        return vec![Finding::new(
            Kind::TenantUrlMissing,
            Evidence::wrong(Subject::TenantUrl, Shown::Absent, wanted),
        )];
    };
    let seen = || Evidence::seen(Subject::TenantUrl, Shown::Text(url.clone()));
    let mut findings = vec![Finding::new(Kind::TenantUrlStored, seen())];
    match tenant_url(url, &product.tenant_url_hosts) {
        Ok((url, _)) if url.disables_on_demand() => {
            findings.push(Finding::new(Kind::OnDemandSwitchedOff, seen()))
        }
        Ok(_) => {}
        Err(refusal) => findings.push(Finding::new(Kind::TenantUrlSuspect(refusal), seen())),
    }
    findings
}

fn test(facts: &Facts, visit: &Visit, stored: bool) -> Option<Finding> {
    let of_test = |kind, now| Finding::new(kind, Evidence::seen(Subject::ConnectionTest, now));
    match &visit.connection {
        ConnectionTest::Failed(failure) => {
            return Some(of_test(Kind::TestFailed(failure.clone()), Shown::Flag(false)));
        }
        ConnectionTest::StoredWork => return Some(of_test(Kind::TestPassed, Shown::Flag(true))),
        ConnectionTest::EnteredWork if visit.entered.is_some() => {
            return Some(of_test(Kind::EnteredNotStored, Shown::Flag(true)));
        }
        ConnectionTest::EnteredWork => return Some(of_test(Kind::TestPassed, Shown::Flag(true))),
        ConnectionTest::NotTested => {}
    }
    if let Some(cause) = refusal(facts) {
        return Some(of_test(Kind::ConnectionRefusedInQuarantine(cause), Shown::Flag(false)));
    }
    stored.then(|| of_test(Kind::NotTested, Shown::Absent))
}

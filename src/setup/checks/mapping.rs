//! Step 2: the attribute mapping (graph-contract §4.2), and the edits that make it right.

use super::groups;
use crate::setup::change::{EditKind, MappingEdit};
use crate::setup::facts::{Facts, MappingRow, Obstacle, Person, Reading, Source, UserMapping};
use crate::setup::filter::Clause;
use crate::setup::finding::{Evidence, Finding, Kind, Shown, Subject};
use crate::setup::product::{Product, RequiredMapping};
use crate::setup::step::StepId;
use crate::setup::visit::Visit;

/// At most so many people are named.
const NAMED: usize = 5;

/// What is found about the mapping.
#[must_use]
pub fn check(product: &Product, facts: &Facts, visit: &Visit) -> Vec<Finding> {
    let mapping = match &facts.mapping {
        Reading::Known(mapping) => mapping,
        Reading::NotRead => return vec![waits_for_connect()],
        Reading::Unreadable(Obstacle::Missing) => {
            return vec![Finding::new(
                Kind::UserMappingMissing,
                Evidence::wrong(Subject::UserMapping, Shown::Absent, Shown::Flag(true)),
            )];
        }
        Reading::Unreadable(obstacle) => return vec![unreadable(obstacle)],
    };
    let mut findings: Vec<_> =
        product.required_mappings.iter().map(|required| row(required, mapping)).collect();
    findings.extend(whole(product, mapping));
    if mapping.filter.is_some() {
        let people = groups::people(&groups::relevant(product, facts, visit));
        findings.extend(filtered_out(facts, &people));
    }
    let wrong = !edits(product, mapping).is_empty();
    if wrong && facts.job().is_some_and(|job| job.has_synced()) {
        let people = facts.job().map_or(0, people_at_product);
        findings.push(Finding::new(
            Kind::SyncedWithWrongMapping,
            Evidence::seen(Subject::UserMapping, Shown::Count(people)),
        ));
    }
    findings
}

/// Whether nothing has to be changed about the required attributes.
#[must_use]
pub fn is_right(product: &Product, facts: &Facts) -> bool {
    facts
        .mapping
        .known()
        .is_some_and(|mapping| edits(product, mapping).is_empty() && mapping.creates_and_updates)
}

/// People at the product, by the job's own count of users.
fn people_at_product(job: &crate::setup::facts::Job) -> u64 {
    job.counts.iter().filter(|(kind, _)| kind.ends_with("User")).map(|(_, count)| count).sum()
}

fn waits_for_connect() -> Finding {
    Finding::new(
        Kind::WaitsFor(StepId::Connect),
        Evidence::wrong(Subject::Job, Shown::Absent, Shown::Flag(true)),
    )
}

fn unreadable(obstacle: &Obstacle) -> Finding {
    let kind = match obstacle {
        Obstacle::Failed { offline, request_id } => {
            Kind::CouldNotRead { offline: *offline, request_id: request_id.clone() }
        }
        Obstacle::Access { .. } | Obstacle::Missing => Kind::NoSynchronizationAccess,
    };
    Finding::new(kind, Evidence::seen(Subject::UserMapping, Shown::Absent))
}

/// A mapping's source as it is shown.
#[must_use]
pub fn shown(row: &MappingRow) -> Shown {
    match &row.source {
        Source::Attribute(name) => Shown::Attribute(name.clone()),
        Source::Constant(text) => Shown::Constant(text.clone()),
        Source::Expression(text) => Shown::Expression(text.clone()),
        Source::Nothing => row.default_value.clone().map_or(Shown::Absent, Shown::Constant),
    }
}

/// SCIM attribute names are not case-sensitive (RFC 7643 §2.1).
fn rows<'a>(required: &RequiredMapping, mapping: &'a UserMapping) -> Vec<(usize, &'a MappingRow)> {
    let of_target = |(_, row): &(usize, &MappingRow)| row.target.eq_ignore_ascii_case(&required.target);
    mapping.rows.iter().enumerate().filter(of_target).collect()
}

fn reads(required: &RequiredMapping, row: &MappingRow) -> bool {
    matches!(&row.source, Source::Attribute(name) if name.eq_ignore_ascii_case(&required.source))
}

/// The verdict on one required attribute.
#[must_use]
pub fn row(required: &RequiredMapping, mapping: &UserMapping) -> Finding {
    let subject = || Subject::Attribute(required.target.clone());
    let wanted = Shown::Attribute(required.source.clone());
    let found = rows(required, mapping);
    let [(_, only)] = found.as_slice() else {
        let Some((_, first)) = found.first() else {
            return Finding::new(Kind::RowMissing, Evidence::wrong(subject(), Shown::Absent, wanted));
        };
        let mut evidence = vec![Evidence::wrong(subject(), shown(first), wanted)];
        evidence
            .extend(found[1..].iter().map(|(_, row)| Evidence::wrong(subject(), shown(row), Shown::Absent)));
        return Finding { kind: Kind::RowDuplicated, evidence };
    };
    let kind = match &only.source {
        Source::Attribute(_) if !reads(required, only) => Kind::RowWrongSource,
        Source::Attribute(_) if only.flows_always => Kind::RowRight,
        Source::Attribute(_) => Kind::RowNotAlways,
        Source::Constant(_) | Source::Nothing => Kind::RowConstant,
        Source::Expression(_) => Kind::RowExpression,
    };
    let evidence = if kind == Kind::RowRight {
        Evidence::seen(subject(), shown(only))
    } else {
        Evidence::wrong(subject(), shown(only), wanted)
    };
    Finding::new(kind, evidence)
}

fn whole(product: &Product, mapping: &UserMapping) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut add = |kind, now, wanted| {
        findings.push(Finding::new(
            kind,
            Evidence::wrong(Subject::UserMapping, Shown::Flag(now), Shown::Flag(wanted)),
        ));
    };
    if !mapping.enabled {
        add(Kind::UserMappingDisabled, false, true);
    }
    if !mapping.creates_and_updates {
        add(Kind::UserMappingIncomplete, false, true);
    }
    if let Some(filter) = &mapping.filter {
        let part =
            |clauses: &Vec<Clause>| Evidence::seen(Subject::ScopingFilter, Shown::Clauses(clauses.clone()));
        let mut evidence: Vec<_> = filter.groups.iter().map(part).collect();
        if filter.has_more || evidence.is_empty() {
            evidence.push(Evidence::seen(Subject::ScopingFilter, Shown::Hidden));
        }
        findings.push(Finding { kind: Kind::ScopingFilter, evidence });
    }
    let identity = product.identity_mapping();
    let matching = identity.and_then(|identity| {
        rows(identity, mapping)
            .into_iter()
            .find(|(_, row)| row.matching_priority > 0 && !reads(identity, row))
    });
    if let Some((_, row)) = matching {
        findings.push(Finding::new(
            Kind::IdentityIsMatching,
            Evidence::seen(Subject::Attribute(row.target.clone()), shown(row)),
        ));
    }
    findings
}

/// Who of `people` does not pass the scoping filter, each with the clause that keeps them out.
#[must_use]
pub fn filtered_out(facts: &Facts, people: &[&Person]) -> Option<Finding> {
    let filter = facts.mapping.known()?.filter.as_ref()?;
    let out: Vec<_> = people.iter().filter(|person| filter.admits(person) == Some(false)).collect();
    if out.is_empty() {
        return None;
    }
    let all = Shown::Part(out.len() as u64, people.len() as u64);
    let mut evidence = vec![Evidence::seen(Subject::ScopingFilter, all)];
    for person in out.into_iter().take(NAMED) {
        for clause in filter.keeping_out(person) {
            let value = person.attribute(&clause.attribute).flatten().map(str::to_owned);
            let now = Shown::Held { attribute: clause.attribute.clone(), value };
            let wanted = Shown::Clauses(vec![clause]);
            evidence.push(Evidence::wrong(Subject::Person(person.label().to_owned()), now, wanted));
        }
    }
    Some(Finding { kind: Kind::FilteredOut, evidence })
}

/// What has to be edited so that each required attribute is there once, reads the right source and always flows. Empty
/// when all is right.
#[must_use]
pub fn edits(product: &Product, mapping: &UserMapping) -> Vec<MappingEdit> {
    let mut edits = Vec::new();
    if !mapping.enabled {
        edits.push(MappingEdit { target: String::new(), kind: EditKind::Enable });
    }
    for required in &product.required_mappings {
        let found = rows(required, mapping);
        let mut add = |kind| edits.push(MappingEdit { target: required.target.clone(), kind });
        let right = |(_, row): &&(usize, &MappingRow)| reads(required, row);
        let Some(&(kept, row)) = found.iter().find(right).or_else(|| found.first()) else {
            let declare = mapping.undeclared.iter().any(|name| name.eq_ignore_ascii_case(&required.target));
            add(EditKind::Append { to: required.source.clone(), declare });
            continue;
        };
        if !reads(required, row) {
            add(EditKind::SetSource { row: kept, from: shown(row), to: required.source.clone() });
        }
        if !row.flows_always {
            add(EditKind::FlowAlways { row: kept });
        }
        for (index, row) in found.iter().filter(|(index, _)| *index != kept) {
            add(EditKind::Remove { row: *index, from: shown(row) });
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::entra::default_user_mapping;

    fn mapping(rows: &[(&str, Source)]) -> UserMapping {
        let row = |(target, source): &(&str, Source)| MappingRow {
            target: (*target).to_owned(),
            source: source.clone(),
            default_value: None,
            flows_always: true,
            matching_priority: 0,
        };
        UserMapping { rows: rows.iter().map(row).collect(), ..default_user_mapping(&Product::total()) }
    }

    fn identity() -> RequiredMapping {
        Product::total().identity_mapping().unwrap().clone()
    }

    fn attribute(name: &str) -> Source {
        Source::Attribute(name.to_owned())
    }

    #[test]
    fn each_kind_of_row_gets_its_verdict() {
        let not_always = {
            let mut mapping = mapping(&[("externalId", attribute("objectId"))]);
            mapping.rows[0].flows_always = false;
            mapping
        };
        for (mapping, kind) in [
            (mapping(&[("externalId", attribute("objectId"))]), Kind::RowRight),
            (mapping(&[("EXTERNALID", attribute("ObjectID"))]), Kind::RowRight),
            (mapping(&[("externalId", attribute("mailNickname"))]), Kind::RowWrongSource),
            (mapping(&[("externalId", Source::Constant("x".into()))]), Kind::RowConstant),
            (mapping(&[("externalId", Source::Nothing)]), Kind::RowConstant),
            (mapping(&[("externalId", Source::Expression("Trim([objectId])".into()))]), Kind::RowExpression),
            (mapping(&[]), Kind::RowMissing),
            (
                mapping(&[("externalId", attribute("objectId")), ("externalId", attribute("mail"))]),
                Kind::RowDuplicated,
            ),
            (not_always, Kind::RowNotAlways),
        ] {
            let finding = row(&identity(), &mapping);
            assert_eq!(finding.kind, kind);
            assert!(!finding.evidence.is_empty());
        }
    }

    /// Entra's default has exactly one wrong row (graph-contract, fact 1).
    #[test]
    fn the_default_mapping_needs_one_edit() {
        let edits = edits(&Product::total(), &default_user_mapping(&Product::total()));
        let [edit] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!(edit.target, "externalId");
        assert!(matches!(&edit.kind, EditKind::SetSource { to, .. } if to == "objectId"));
    }

    #[test]
    fn of_duplicates_the_right_row_stays() {
        let mapping = mapping(&[
            ("externalId", attribute("mail")),
            ("externalId", attribute("objectId")),
            ("title", attribute("jobTitle")),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                attribute("department"),
            ),
        ]);
        let edits = edits(&Product::total(), &mapping);
        assert!(
            matches!(edits.as_slice(), [MappingEdit { kind: EditKind::Remove { row: 0, .. }, .. }]),
            "{edits:?}"
        );
    }
}

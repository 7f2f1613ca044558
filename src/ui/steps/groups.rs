//! Step 3: the product's groups first, any other by searching, warnings for each, and assignments one by one.

use crate::setup::change::Change;
use crate::setup::checks::groups as check;
use crate::setup::facts::{Facts, Group};
use crate::setup::finding::{Finding, Kind, Subject};
use crate::setup::ids::ObjectId;
use crate::setup::order::sort_by_key;
use crate::setup::plan::Plan;
use crate::setup::step::StepId;
use crate::tenant::failure::Failure;
use crate::ui::kit::{
    Button, ButtonKind, Checkbox, SearchBox, Status, StatusBadge, StatusIcon, Tag, VirtualList,
};
use crate::ui::model::Assistant;
use crate::ui::parts::failure::FailureBanner;
use crate::ui::parts::findings;
use crate::ui::tasks::Tasks;
use crate::words::en::findings as words;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// Whether a finding is not about one group: those stand in the group's row.
#[must_use]
pub const fn is_not_a_group(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::GroupAssigned
            | Kind::GroupNotAssigned
            | Kind::GroupEmpty
            | Kind::GroupNested
            | Kind::GroupDynamic
            | Kind::GroupMicrosoft365
            | Kind::GroupRoleAssignable
            | Kind::GroupNotSecurityEnabled
            | Kind::Guests
            | Kind::DisabledAccounts
            | Kind::WithoutAttribute(_)
    )
}

/// The groups.
#[component]
pub fn Groups() -> impl IntoView {
    let assistant = Assistant::current();
    let assigns =
        move || assistant.plan.with(|plan| Plan { changes: plan.of(StepId::Groups).cloned().collect() });
    // A row is drawn again only when something about its group changed.
    let rows = Memo::new(move |_| assistant.facts.with(|facts| offered(assistant, facts)));
    view! { class = "tsa",
        <ul class="tsa-findings" role="list">
            <For each=move || rows.get() key=|group| group.id.clone() let:group>
                <GroupRow group assistant />
            </For>
        </ul>
        {move || (!assigns().is_empty()).then(|| view! { class = "tsa",
            <div class="tsa-row"><Button label=t::ASSIGN_GROUPS kind=ButtonKind::Primary on_click=move |()| assistant.propose(assigns()) /></div>
        })}
        <Finder assistant />
    }
}

/// Required groups first, then those that are assigned, then those that bear the prefix or were chosen.
fn offered(assistant: Assistant, facts: &Facts) -> Vec<Group> {
    let mut groups = facts.groups.known().cloned().unwrap_or_default();
    assistant.product(|product| {
        sort_by_key(&mut groups, |group| {
            (
                !check::is_required(product, group),
                facts.assignment_of(&group.id).is_none(),
                group.name.clone(),
            )
        });
    });
    groups
}

#[component]
fn GroupRow(group: Group, assistant: Assistant) -> impl IntoView {
    let id = group.id.clone();
    let is_assigned = {
        let id = id.clone();
        Memo::new(move |_| assistant.facts.with(|facts| facts.assignment_of(&id).is_some()))
    };
    let required = assistant.product(|product| check::is_required(product, &group));
    let is_chosen = {
        let id = id.clone();
        Signal::derive(move || {
            required || is_assigned.get() || assistant.visit.with(|visit| visit.chosen_groups.contains(&id))
        })
    };
    let warnings = assistant.product(|product| check::warnings(product, &group, is_assigned.get_untracked()));
    let warnings = warnings.into_iter().map(|finding| view! { class = "tsa", <Warning finding assistant /> });
    let warnings = warnings.collect_view();
    let members = group.members.known().map(|members| {
        let count = members.total.unwrap_or(members.people.len() as u64).to_string();
        [count.as_str(), " ", t::DIRECT_MEMBERS].concat()
    });
    let hint = [members, group.description.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let fixed = Signal::derive(move || required || is_assigned.get());
    let remove = {
        let id = id.clone();
        move |()| propose_removal(assistant, &id)
    };
    let name = group.name.clone();
    let choose = move |wanted| assistant.choose_group(group.clone(), wanted);
    view! { class = "tsa",
        <li class="tsa-finding tsa-group" data-group=id.as_str().to_owned() data-assigned=move || is_assigned.get().to_string()>
            <div class="tsa-group-choice">
                <Checkbox label=name hint=hint checked=is_chosen disabled=fixed on_change=choose />
                <ul class="tsa-group-warnings" role="list">{warnings}</ul>
            </div>
            <div class="tsa-finding-end">
                {required.then(|| view! { class = "tsa", <Tag label=t::REQUIRED /> })}
                {move || is_assigned.get().then(|| {
                    let remove = remove.clone();
                    view! { class = "tsa",
                        <StatusBadge status=Status::Done label=t::ASSIGNED.to_owned() />
                        <Button label=t::REMOVE_ASSIGNMENT kind=ButtonKind::Quiet on_click=remove />
                    }
                })}
            </div>
        </li>
    }
}

fn propose_removal(assistant: Assistant, group: &ObjectId) {
    let change = assistant.facts.with_untracked(|facts| {
        facts.assignment_of(group).map(|assignment| Change::RemoveAssignment {
            id: assignment.id.clone(),
            principal: assignment.principal.clone(),
            name: assignment.name.clone(),
        })
    });
    assistant.propose(Plan { changes: change.into_iter().collect() });
}

#[component]
fn Warning(finding: Finding, assistant: Assistant) -> impl IntoView {
    let sentence = words::finding(&finding.kind);
    let status = findings::status(finding.kind.severity());
    let value = finding
        .evidence
        .first()
        .map(|seen| crate::ui::parts::evidence::text(assistant, &Subject::Scope, &seen.now));
    let value = value.filter(|_| {
        matches!(
            finding.kind,
            Kind::GroupNested
                | Kind::GroupDynamic
                | Kind::Guests
                | Kind::DisabledAccounts
                | Kind::WithoutAttribute(_)
        )
    });
    let attribute = match &finding.kind {
        Kind::WithoutAttribute(name) => Some([name.as_str(), ": "].concat()),
        _ => None,
    };
    let what = assistant.say(sentence.what);
    let rest = assistant.say(&[sentence.means, " ", sentence.act].concat());
    view! { class = "tsa",
        <li class="tsa-group-warning">
            <StatusIcon status />
            <span><strong>{attribute}{what}{value.map(|value| [" (", &value, ")"].concat())}"."</strong>" "<span class="tsa-quiet">{rest}</span></span>
        </li>
    }
}

/// Search over the whole directory, as one types.
#[component]
fn Finder(assistant: Assistant) -> impl IntoView {
    let found = RwSignal::new(None::<Result<Vec<Group>, Failure>>);
    let newest = StoredValue::new(0_u32);
    let tasks = Tasks::of_this_view();
    let search = move |text: String| {
        newest.update_value(|number| *number += 1);
        let number = newest.get_value();
        let text = text.trim().to_owned();
        if text.is_empty() {
            found.set(None);
            return;
        }
        tasks.spawn(async move {
            let answer = assistant.search_groups(text).await;
            // An answer to what was typed before must not replace a newer one.
            if newest.try_get_value() == Some(number) {
                found.set(Some(answer));
            }
        });
    };
    let count = Signal::derive(move || {
        found.with(|found| found.as_ref().and_then(|found| found.as_ref().ok()).map_or(0, Vec::len))
    });
    let row = move |index: usize| {
        let group = found.with_untracked(|found| {
            found.as_ref().and_then(|found| found.as_ref().ok()?.get(index).cloned())
        });
        group.map(|group| view! { class = "tsa", <FoundRow group assistant /> }).into_any()
    };
    let body = move || {
        found.get().map(|answer| match answer {
        Err(failure) => view! { class = "tsa", <FailureBanner failure /> }.into_any(),
        Ok(groups) if groups.is_empty() => view! { class = "tsa", <p class="tsa-quiet" role="status">{t::NO_GROUP_FOUND}</p> }.into_any(),
        Ok(_) => view! { class = "tsa", <VirtualList label=t::GROUPS_FOUND count row_height=40 visible=6 row=row /> }.into_any(),
    })
    };
    view! { class = "tsa", <div class="tsa-section"><SearchBox label=t::FIND_GROUP name="find-group" on_search=search />{body}</div> }
}

#[component]
fn FoundRow(group: Group, assistant: Assistant) -> impl IntoView {
    let id = group.id.clone();
    let checked = Signal::derive(move || {
        assistant.visit.with(|visit| visit.chosen_groups.contains(&id))
            || assistant.facts.with(|facts| facts.assignment_of(&id).is_some())
    });
    let name = group.name.clone();
    let data = group.id.as_str().to_owned();
    let choose = move |wanted| assistant.choose_group(group.clone(), wanted);
    view! { class = "tsa", <div class="tsa-found" data-found-group=data><Checkbox label=name checked on_change=choose /></div> }
}

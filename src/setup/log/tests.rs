//! Looking through the log, merging its pages, and the file that it becomes.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, UNIX_EPOCH};

fn entry(number: u64) -> Entry {
    Entry {
        id: format!("entry-{number}"),
        at: Some(UNIX_EPOCH + Duration::from_secs(1_000_000 - number)),
        cycle: String::new(),
        action: Action::Update,
        object: format!("object-{number}"),
        name: format!("Person {number}"),
        username: Some(format!("p{number}@contoso.example")),
        is_person: true,
        outcome: match number % 4 {
            0 => Delivered::Failed("Timeout".to_owned(), String::new()),
            1 => Delivered::Skipped("NotEffectivelyEntitled".to_owned()),
            2 => Delivered::Unchanged,
            _ => Delivered::Success,
        },
        reason: String::new(),
        values: Vec::new(),
        steps: Vec::new(),
    }
}

fn page(numbers: std::ops::Range<u64>, older: Option<&str>) -> Page {
    Page { entries: numbers.map(entry).collect(), older: older.map(str::to_owned) }
}

fn ids(log: &Log) -> Vec<&str> {
    (0..log.len()).filter_map(|at| log.get(at)).map(|entry| entry.id.as_str()).collect()
}

fn shown(log: &Log, filter: &Filter) -> Vec<String> {
    log.view(filter).rows.iter().filter_map(|at| log.get(*at)).map(|entry| entry.id.clone()).collect()
}

#[test]
fn pages_that_overlap_are_merged_each_entry_once_newest_first() {
    let mut log = Log::default();
    log.refresh(&page(10..20, Some("a")));
    assert!(log.append("a", page(18..30, Some("b"))));
    log.refresh(&page(5..15, Some("c")));
    assert_eq!(log.older(), Some("b"), "older entries go on where they were left");
    assert!(!log.append("b", page(30..31, None)), "that was the last one");
    let expected: Vec<_> = (5..31).map(|number| format!("entry-{number}")).collect();
    assert_eq!(ids(&log), expected);
    assert_eq!(log.older(), None);
}

#[test]
fn the_newest_part_read_again_is_merged_each_entry_once_and_older_ones_go_on_where_they_did() {
    let known = page(10..20, Some("a"));
    // What came late stands between what is there.
    let late = Page {
        entries: known.entries.iter().filter(|entry| entry.id != "entry-12").cloned().collect(),
        ..known
    };
    let merged = late.with_newest(page(8..14, None));
    let expected: Vec<_> = (8..20).map(|number| format!("entry-{number}")).collect();
    assert_eq!(merged.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(merged.older.as_deref(), Some("a"));
    let anew = late.with_newest(page(0..5, Some("b")));
    assert_eq!((anew.entries.len(), anew.older.as_deref()), (5, Some("b")), "what may not reach replaces");
}

/// More happened than one page holds.
#[test]
fn a_newest_page_that_does_not_reach_what_is_known_begins_the_log_anew() {
    let mut log = Log::default();
    log.refresh(&page(100..200, Some("a")));
    log.refresh(&page(0..50, Some("b")));
    assert_eq!(log.len(), 50);
    assert_eq!(log.older(), Some("b"));
    assert!(!log.append("a", page(200..300, Some("c"))), "what was asked for before does not follow on it");
    log.refresh(&page(0..3, None));
    assert_eq!(log.len(), 50, "a page that is all there is has no gap before it");
}

#[test]
fn no_more_entries_are_kept_than_there_is_room_for() {
    let mut log = Log::default();
    log.refresh(&page(0..MOST as u64 - 1, Some("a")));
    assert!(!log.append("a", page(MOST as u64 - 1..MOST as u64 + 9, Some("b"))));
    assert_eq!((log.len(), log.older(), log.is_full()), (MOST, None, true));
    assert_eq!(log.get(0).unwrap().id, "entry-0", "the newest stay");
}

#[test]
fn a_filter_looks_at_names_user_names_ids_results_and_time() {
    let mut log = Log::default();
    log.refresh(&page(0..12, None));
    let find = |text: &str| shown(&log, &Filter { text: text.to_owned(), ..Filter::default() });
    assert_eq!(find(" PERSON 7 "), ["entry-7"]);
    assert_eq!(find("P7@contoso"), ["entry-7"]);
    assert_eq!(find("object-11"), ["entry-11"]);
    assert_eq!(find("nobody"), [""; 0]);
    let ended = |ending| shown(&log, &Filter { ending: Some(ending), ..Filter::default() });
    assert_eq!(ended(Ending::Failed), ["entry-0", "entry-4", "entry-8"]);
    assert_eq!(ended(Ending::Skipped).len(), 6, "nothing to change counts as skipped");
    let since = entry(2).at;
    let recent = Filter { since, ending: Some(Ending::Succeeded), ..Filter::default() };
    let view = log.view(&recent);
    assert_eq!(view.rows, [0; 0]);
    assert_eq!(view.counts, Counts { succeeded: 0, skipped: 2, failed: 1 }, "counts tell what else there is");
}

#[test]
fn a_name_that_is_missing_is_replaced_by_what_there_is() {
    let mut one = entry(1);
    assert_eq!(one.label(), "Person 1");
    one.name.clear();
    assert_eq!(one.label(), "p1@contoso.example");
    one.username = None;
    assert_eq!(one.label(), "object-1");
}

const HEAD: [&str; csv::COLUMNS] = [
    "Time", "Name", "User", "Object", "Type", "Action", "Result", "Code", "Means", "Act", "Reason", "Values",
];

/// RFC 4180, read back.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(letters.next(), Some('\n'), "lines end with CR LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (letter, _) => cell.push(letter),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the last line ends too");
    rows
}

fn nothing(_: &str) -> (String, String) {
    (String::new(), String::new())
}

#[test]
fn a_row_of_the_file_tells_everything_about_an_entry() {
    let mut failed = entry(4);
    failed.name = "=HYPERLINK(\"https://evil.example\")".to_owned();
    failed.reason = "line one\nline \"two\"".to_owned();
    failed.values = vec![("title".to_owned(), Some("Clerk".to_owned()), Some("Nurse, head".to_owned()))];
    let explain = |code: &str| (format!("{code} means"), "-do".to_owned());
    let text = csv::table(HEAD, [&failed].into_iter(), &explain);
    assert!(text.starts_with("Time,Name,User,Object,Type,Action,Result,Code,Means,Act,Reason,Values\r\n"));
    let rows = read(&text);
    assert_eq!(
        rows[1],
        [
            "1970-01-12T13:46:36Z",
            "'=HYPERLINK(\"https://evil.example\")",
            "p4@contoso.example",
            "object-4",
            "User",
            "update",
            "failure",
            "Timeout",
            "Timeout means",
            "'-do",
            "line one\nline \"two\"",
            "title: Clerk → Nurse, head"
        ]
    );
}

#[test]
fn the_file_is_named_by_the_day() {
    assert_eq!(
        csv::file_name(UNIX_EPOCH + Duration::from_secs(86_400 * 365)),
        "provisioning-log-1971-01-01.csv"
    );
}

/// Texts as somebody outside may have chosen them.
fn foreign() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[=+\\-@\t\r\n\"', a]{0,6}"]
}

proptest! {
    /// INP-08
    #[test]
    fn what_is_exported_reads_back_and_is_never_a_formula(
        name in foreign(), reason in foreign(), old in foreign(), username in foreign()
    ) {
        let mut one = entry(1);
        (one.name, one.reason, one.username) = (name.clone(), reason.clone(), Some(username.clone()));
        one.values = vec![(old.clone(), Some(old), None)];
        let rows = read(&csv::table(HEAD, [&one, &one].into_iter(), &nothing));
        prop_assert_eq!(rows.len(), 3);
        for row in &rows {
            prop_assert_eq!(row.len(), csv::COLUMNS);
            for cell in row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
            }
        }
        for (cell, text) in [(&rows[1][1], &name), (&rows[1][10], &reason), (&rows[1][2], &username)] {
            let escaped = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            prop_assert_eq!(cell.strip_prefix('\'').filter(|_| escaped).unwrap_or(cell), text);
        }
    }

    #[test]
    fn a_filter_keeps_the_order_and_what_it_shows_is_counted(
        numbers in prop::collection::vec(0_u64..40, 0..60), text in "[0-9]?", which in 0..4_usize
    ) {
        let mut log = Log::default();
        log.refresh(&Page { entries: numbers.into_iter().map(entry).collect(), older: None });
        let ending = [None, Some(Ending::Succeeded), Some(Ending::Skipped), Some(Ending::Failed)][which];
        let view = log.view(&Filter { text, ending, since: None });
        prop_assert!(view.rows.is_sorted());
        let Counts { succeeded, skipped, failed } = view.counts;
        prop_assert_eq!([succeeded + skipped + failed, succeeded, skipped, failed][which], view.rows.len());
        let times: Vec<_> = (0..log.len()).map(|at| log.get(at).unwrap().at).collect();
        prop_assert!(times.is_sorted_by(|one, other| one > other));
    }

    /// However pages come, the same entries make the same log.
    #[test]
    fn the_order_of_pages_does_not_matter(cuts in prop::collection::vec(0_u64..40, 4)) {
        let pages = [0..cuts[0].max(1), cuts[1].min(39)..40, cuts[2]..cuts[3].max(cuts[2]), 0..40];
        let (mut one, mut other) = (Log::default(), Log::default());
        pages.iter().for_each(|range| one.refresh(&page(range.clone(), None)));
        pages.iter().rev().for_each(|range| other.refresh(&page(range.clone(), None)));
        prop_assert_eq!(ids(&one), ids(&other));
    }
}

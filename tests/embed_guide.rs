//! `docs/embedding.md` names what there is, and what it promises is there.

use assistant::embed::{ERROR_CODES, EVENTS, OPTIONS};
use std::collections::BTreeSet;

const GUIDE: &str = include_str!("../docs/embedding.md");
const TOKENS: &str = include_str!("../style/tokens.css");

/// The code in the first cells of the rows of the table under `head`.
fn firsts(head: &str) -> BTreeSet<&'static str> {
    let table = GUIDE.split_once(head).map_or("", |(_, rest)| rest);
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.split('|').nth(1)).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_option_event_and_code_is_described() {
    let mut options = firsts("| option | meaning |");
    assert!(options.remove("getAccessToken"));
    assert_eq!(options, OPTIONS.into_iter().collect());
    let events: Vec<_> = EVENTS.iter().map(|name| ["total-setup:", name].concat()).collect();
    assert_eq!(firsts("| event | `detail` |"), events.iter().map(String::as_str).collect());
    assert_eq!(firsts("| code | what it means | what to do |"), ERROR_CODES.into_iter().collect());
}

/// Every colour is promised, and each promised property is set where a host can set it anew.
#[test]
fn the_properties_that_a_host_may_set_exist() {
    let set: BTreeSet<_> = TOKENS
        .lines()
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("--tsa-"))
        .collect();
    let promised = firsts("| property | what it colours or sets |");
    assert!(promised.len() > 20);
    for property in &promised {
        assert!(set.contains(property), "{property}");
    }
    for colour in set.iter().filter(|name| name.starts_with("--tsa-color-")) {
        let status = colour.strip_suffix("-ground").unwrap_or(colour);
        assert!(promised.contains(colour) || promised.contains(status), "{colour}");
    }
}

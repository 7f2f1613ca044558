//! The permissions that the page asks for, and what docs/permissions.md says of them.

use assistant::auth::scopes;
use assistant::config::BaseUrl;
use assistant::setup::product::Product;
use assistant::setup::scope::Scope;
use assistant::words::en::sign_in;
use assistant::words::fill;

const DOC: &str = include_str!("../docs/permissions.md");

/// The rows of the table: permission, when, purpose, role.
fn rows() -> Vec<[String; 4]> {
    let cells = |line: &str| -> Option<[String; 4]> {
        let cells: Vec<_> = line.strip_prefix("| `")?.split(" | ").map(str::to_owned).collect();
        cells.try_into().ok()
    };
    DOC.lines()
        .filter_map(cells)
        .map(|[name, when, purpose, role]| {
            [name.trim_end_matches('`').to_owned(), when, purpose, role.trim_end_matches(" |").to_owned()]
        })
        .collect()
}

/// AUTH-25: reading at sign-in, writing with the first change.
#[test]
fn the_documentation_names_exactly_what_is_asked_for_and_when() {
    let graph = BaseUrl::parse("https://graph.microsoft.com").unwrap();
    let asked = scopes::reading(&graph);
    let asked: Vec<_> =
        asked.iter().filter_map(|scope| scope.strip_prefix("https://graph.microsoft.com/")).collect();
    let when = |text: &str| -> Vec<String> {
        rows().into_iter().filter(|row| row[1] == text).map(|[name, ..]| name).collect()
    };
    assert_eq!(when("signing in"), asked);
    assert_eq!(
        when("the first change that needs it"),
        ["Synchronization.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"]
    );
    let listed: Vec<_> = rows().into_iter().map(|[name, ..]| name).collect();
    assert_eq!(listed, Scope::EVER_ASKED.map(Scope::name), "the page lists the same");
}

#[test]
fn the_documentation_and_the_page_say_the_same() {
    for [name, _, purpose, role] in rows() {
        let scope = Scope::from_name(&name).unwrap();
        assert_eq!(purpose, fill(sign_in::permission(scope), &Product::total()), "{name}");
        assert_eq!(role, sign_in::role(scope), "{name}");
    }
}

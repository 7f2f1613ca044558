//! The demonstration's stories: an administrator, Robin, is in trouble, often after Sam, a colleague.

use crate::sim::{Scenario, Theme};

/// A scenario in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// What it shows, in a few words.
    pub title: &'static str,
    /// Who is in what trouble.
    pub text: &'static str,
}

/// The words of a scenario.
#[must_use]
pub const fn story(scenario: Scenario) -> Story {
    let (title, text) = match scenario {
        Scenario::Fresh => (
            "Nothing is set up yet",
            "Robin has created the application {product} and holds a tenant URL and a secret token. By tonight, sign-in must find everybody.",
        ),
        Scenario::DefaultMapping => (
            "Connected, with Entra's default mapping",
            "Sam saved the credentials and went home, sure that this was all. Entra would send the wrong {identity} for everybody; nothing has been sent yet, so Robin is just in time.",
        ),
        Scenario::MappingMissing => (
            "The identity row is gone",
            "Sam tidied up the mapping and deleted a row that looked superfluous. It was {identity}: without it {product} cannot tell who signs in.",
        ),
        Scenario::MappingDuplicated => (
            "The identity row stands twice",
            "Sam corrected {identity} by adding a row and left the old one where it was. The right row is in the table, and the wrong one wins.",
        ),
        Scenario::MappingConstant => (
            "One identity for everybody",
            "For a test, Sam set {identity} to a constant and forgot about it. Everybody would arrive at {product} as the same person.",
        ),
        Scenario::MappingExpression => (
            "The identity is computed",
            "Sam copied an expression for {identity} from another product, where it works. Here it gives a value that no sign-in ever brings.",
        ),
        Scenario::SyncedWrong => (
            "Synced with the wrong mapping",
            "Sam connected {product} on Friday with Entra's default mapping. On Monday nobody can sign in, and correcting the mapping is only half of the repair.",
        ),
        Scenario::Quarantined => (
            "The secret token is refused",
            "The secret token has expired, and nobody told Entra. The synchronization has stopped, and whoever joins the company does not arrive at {product}.",
        ),
        Scenario::DeletionsStopped => (
            "Too many would be removed",
            "An hour ago somebody took a group of four off the application, and Entra may remove two at once. It has stopped and waits for Robin to say what was meant.",
        ),
        Scenario::ScopingFilter => (
            "A filter leaves people out",
            "The mapping is right, the synchronization runs, and one of three administrators has arrived. A scoping filter that nobody remembers keeps the other two out.",
        ),
        Scenario::NoAdminGroup => (
            "The required group does not exist",
            "The guide tells Robin to assign the group of administrators. No group in the tenant has that name.",
        ),
        Scenario::NestedGroups => (
            "A group inside the group",
            "Three of the administrators are members by way of another group. Entra sends direct members only, so these three would never arrive at {product}.",
        ),
        Scenario::EmptyGroup => (
            "The group is empty",
            "The group of administrators was created last week, and nobody was put into it. Entra would send no one and call that a success.",
        ),
        Scenario::DynamicGroup => (
            "A rule fills the group",
            "Robin wants to add a colleague to the group of administrators and cannot: a rule decides who is in it, not a person.",
        ),
        Scenario::TwoApps => (
            "Two applications could be meant",
            "There are two applications that could be {product}, and one of them was only a trial. Robin must not set up the wrong one.",
        ),
        Scenario::RegistrationApp => (
            "Born from an app registration",
            "Sam created {product} under App registrations. Entra cannot provision such an application, whatever Robin tries in it.",
        ),
        Scenario::ForeignApp => (
            "Owned by another tenant",
            "Somebody accepted a consent page, and so {product} stands among the applications. It belongs to another tenant, and Entra cannot provision it.",
        ),
        Scenario::NewApp => (
            "The application is a minute old",
            "Robin created the application a minute ago, and Entra refuses to show its provisioning. It looks like a missing role; it is only too early.",
        ),
        Scenario::InsufficientRole => (
            "Only Global Reader",
            "Robin may read everything, says the role, yet the provisioning settings stay closed. Whom should Robin ask, and for which role?",
        ),
        Scenario::ReadOnlyScopes => (
            "Signed in to look only",
            "Robin signed in only to look, and found a mistake. To correct it, the sign-in lacks a permission.",
        ),
        Scenario::NoP1 => (
            "No Entra ID P1",
            "The tenant has no Entra ID P1: groups cannot be assigned, and the logs stay closed. Better that Robin learns it here than in the night of the change.",
        ),
        Scenario::SeveralJobs => (
            "Two jobs on one application",
            "An old provisioning job was left on the application. Robin has to find out which of the two is the one that counts.",
        ),
        Scenario::ScopeAll => (
            "Everybody is in scope",
            "The scope was set to all users, so the assigned groups decide nothing. Robin wanted to begin with a few administrators and would send the whole company.",
        ),
        Scenario::Throttled => (
            "Microsoft asks to wait",
            "Every script of the company runs this morning, and Microsoft answers each third request with “too many”. Robin's work has to wait, and must not fail.",
        ),
        Scenario::Flaky => (
            "The network is bad",
            "Robin works from a train. Answers come late or not at all, and after a lost answer nobody knows whether the change was made.",
        ),
        Scenario::Large => (
            "A very large tenant",
            "20,000 groups, one of them with 50,000 members, and as many entries in the log. Robin looks for one group, and for one failure.",
        ),
        Scenario::AllRight => (
            "Everything is right",
            "Nothing is broken. The auditor asks Robin to prove that {product} knows everybody by what they sign in with.",
        ),
        Scenario::FirstCycle => (
            "The first cycle is running",
            "Robin started the synchronization twelve minutes ago and is asked every minute how far it is.",
        ),
        Scenario::FirstCycleLong => (
            "The first cycle takes too long",
            "It should have been over long ago. {product} has refused every third person for forty minutes, and Robin needs to say why.",
        ),
        Scenario::SeveralCycles => (
            "In operation, with failures",
            "Provisioning has run since the morning. For three cycles now, some people have not arrived, and the service desk wants their names.",
        ),
        Scenario::CycleLate => (
            "The next cycle is late",
            "A cycle comes every forty minutes, and the newest was three hours ago. The new colleague starts within the hour.",
        ),
    };
    Story { title, text }
}

/// The heading above the stories of a theme.
#[must_use]
pub const fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Start => "Start here",
        Theme::Mapping => "The mapping",
        Theme::Connection => "Connection and sync",
        Theme::Groups => "Groups and people",
        Theme::Application => "The application",
        Theme::Permissions => "Permissions and licence",
        Theme::BadDays => "Bad days",
        Theme::Operation => "In operation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::product::Product;
    use crate::words::fill;

    const DOCS: &str = include_str!("../../../docs/demo.md");

    #[test]
    fn the_documentation_tells_every_story_as_the_gallery_does() {
        let product = Product::total();
        for scenario in Scenario::ALL {
            let (name, Story { title, text }) = (scenario.name(), story(*scenario));
            let row = format!("| `/demo/?scenario={name}` | {title} | {} |", fill(text, &product));
            assert!(DOCS.contains(&row), "docs/demo.md lacks the row\n{row}");
        }
        let rows = DOCS.lines().filter(|line| line.starts_with("| `/demo/?scenario="));
        assert_eq!(rows.count(), Scenario::ALL.len());
        assert!(Theme::ALL.iter().all(|one| DOCS.contains(&format!("### {}\n", theme(*one)))));
    }

    #[test]
    fn a_story_is_short_and_names_no_product() {
        for scenario in Scenario::ALL {
            let Story { title, text } = story(*scenario);
            assert!(title.len() <= 44 && !title.ends_with('.'), "{title}");
            assert!(text.len() <= 190 && text.ends_with(['.', '?']), "{}: {text}", text.len());
            assert!(
                !text.contains("TOTAL") && !title.contains("TOTAL") && !text.contains("externalId"),
                "{text}"
            );
        }
    }

    #[test]
    fn every_theme_has_stories_and_no_two_are_told_alike() {
        for one in Theme::ALL {
            assert!(Scenario::ALL.iter().any(|scenario| scenario.theme() == one), "{one:?}");
        }
        let mut titles: Vec<_> = Scenario::ALL.iter().map(|scenario| story(*scenario).title).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), Scenario::ALL.len());
    }
}

//! A file of one's own in the demonstration: what can be opened, what is shown of it, and why it is not taken.

use super::recording::size;
use super::report::when;
use crate::own::{Foreign, MAX_BYTES, OwnError, What, visible};
use crate::words::Sentence;
use std::time::SystemTime;

/// Opens the browser's choice of files.
pub const OPEN: &str = "Open a file";
/// What can be opened, and what happens to it.
pub const HINT: &str = "Or drop one on this page: a report, a schema or a recording. It stays in this page, is stored nowhere, and is forgotten on reload.";
/// What stands over the page while a file is held above it.
pub const DROP: &str = "Drop it here: a report, a schema or a recording";
/// That the file stays.
pub const DROP_HINT: &str = "It is read in this page and sent nowhere.";
/// A file is being read.
pub const READING: &str = "Reading the file";
/// Leaves the file.
pub const BACK: &str = "Back to the demonstration";
/// The list of what is taken for granted.
pub const ASSUMED: &str = "What is assumed";
/// Takes an error away.
pub const DISMISS: &str = "Dismiss";
/// What else could be tried.
pub const ACCEPTED: &str = "What can be opened: a report (“Download as JSON”), a recording (“Save recording”), a schema (the admin center's “Download” in the schema editor, or the answer of Microsoft Graph), or the state before a change (“Download the state before”).";
/// Several files were dropped.
pub const ONE_ONLY: &str = "Open one file at a time";
/// What then.
pub const ONE_ONLY_TEXT: &str = "Several were dropped, and none was read.";
/// The browser would not read it.
pub const UNREADABLE: &str = "The browser could not read the file";
/// What then.
pub const UNREADABLE_TEXT: &str = "It may have been moved, or it is a folder. Choose it again.";

/// What stands beside the name of a schema.
pub const SCHEMA: &str = "simulated, nothing is changed at Microsoft";
/// What stands beside the name of a recording.
pub const RECORDING: &str = "played back, nothing is sent to Microsoft";
/// What stands beside the name of a report.
pub const REPORT: &str = "as it was saved, nothing is looked up at Microsoft";

/// What is assumed about a schema.
pub const SCHEMA_ASSUMED: [&str; 3] = [
    "The schema stands on the job of the made-up tenant: connected, not started. Its own job and tenant are not looked at; unknown members are kept.",
    "People, groups, licences and roles are the made-up tenant's. Who would be in scope at home cannot be told from a schema.",
    "A function that the simulation does not compute fails there in the first cycle, and may work at Microsoft.",
];
/// What is assumed where the attribute lists are missing.
pub const SCHEMA_COMPLETED: &str = "The file has no attribute lists (“directories”), which Graph leaves out unless they are expanded. Those of the default schema stand in for them.";
/// What is assumed about a report.
pub const REPORT_ASSUMED: [&str; 2] = [
    "A report holds what was found, not the whole tenant. So nothing is checked again, and nothing can be fixed here.",
    "What to do is today's advice for each finding, where the report tells enough of it.",
];

/// What is assumed about a recording of that moment.
#[must_use]
pub fn recording_assumed(at: SystemTime, left_out: usize) -> Vec<String> {
    let mut all = vec![
        ["It is ", &when(at), " again: the clock begins with the first exchange."].concat(),
        "Every answer is the recorded one. What was not asked then has no answer now, and a change has none unless it was made then.".to_owned(),
        "What the administrator's permissions were is not recorded: they are taken as not known.".to_owned(),
    ];
    if left_out > 0 {
        all.push(
            ["The recording was full: ", &left_out.to_string(), " exchanges are missing at its end."]
                .concat(),
        );
    }
    all
}

/// What is open.
#[must_use]
pub fn from(name: &str) -> String {
    ["From your file: ", name].concat()
}

/// The title of the page of a report.
#[must_use]
pub fn report_title(product: &str) -> String {
    ["What the report says about ", product].concat()
}

/// Whether there is something to do.
#[must_use]
pub const fn to_do(count: usize) -> &'static str {
    match count {
        0 => "Nothing was wrong when the report was made.",
        _ => "What was found, and what to do",
    }
}

/// The heading of the report itself.
pub const WHOLE: &str = "The whole report";

/// What a kind of file is called.
const fn name(what: What) -> &'static str {
    match what {
        What::Report => "report",
        What::Schema => "schema",
        What::Backup => "saved state",
        What::Recording => "recording",
    }
}

fn most(bytes: usize) -> String {
    [&(bytes >> 20).to_string(), " MB"].concat()
}

/// Why a file is not taken: in a few words, and what to do.
#[must_use]
pub fn refused(error: &OwnError) -> (String, String) {
    let plain = |what: &str, act: &str| (what.to_owned(), act.to_owned());
    let like =
        |what: &str, of: What, act: &str| (what.replace("{what}", name(of)), act.replace("{what}", name(of)));
    match error {
        OwnError::Empty => plain("The file is empty", ACCEPTED),
        OwnError::TooLarge => too_large(None),
        OwnError::LargerThan(what) => (
            ["This ", name(*what), " is larger than one can be: ", &most(what.max_bytes())].concat(),
            "It was read no further. Save it again.".to_owned(),
        ),
        OwnError::Foreign(foreign) => {
            let Sentence { what, act, .. } = of_foreign(*foreign);
            plain(what, act)
        }
        OwnError::NotJson { cut: true, .. } => plain(
            "The file ends in the middle",
            "It begins as JSON and is cut off. Save or download it again.",
        ),
        OwnError::NotJson { line, column, .. } => (
            "This is not JSON".to_owned(),
            [
                "From line ",
                &line.to_string(),
                ", column ",
                &column.to_string(),
                " on it cannot be read. ",
                ACCEPTED,
            ]
            .concat(),
        ),
        OwnError::Unknown { members } if members.is_empty() => {
            plain("This is JSON, but none of the files that can be opened", ACCEPTED)
        }
        OwnError::Unknown { members } => (
            "This is JSON, but none of the files that can be opened".to_owned(),
            ["It begins with ", &quoted(members), ". ", ACCEPTED].concat(),
        ),
        OwnError::TooMuch(what) => like(
            "This {what} holds more than one can",
            *what,
            "It nests too deeply, or has a list of more than 10,000 items, or a text without end. Nothing of it was kept. Save the {what} again, and do not edit it.",
        ),
        OwnError::NamedTwice(what) => like(
            "A member stands twice in this {what}",
            *what,
            "Which one is meant cannot be told. Save the {what} again, and do not edit it.",
        ),
        OwnError::HoldsSecret(what, member) => {
            let place = member.as_ref().map(|member| {
                ["In ", &quoted(std::slice::from_ref(member)), " stands what looks like one. "].concat()
            });
            let (title, act) = like(
                "This {what} holds what looks like a token or a secret",
                *what,
                "Nothing of it was kept. Remove it from the file, and replace the secret where it is used.",
            );
            (title, [&place.unwrap_or_default(), act.as_str()].concat())
        }
        OwnError::OtherVersion(what) => like(
            "This {what} was made by another version of the assistant",
            *what,
            "Open it with that version, or save a new one.",
        ),
        OwnError::NotReally(what) => like(
            "The file says that it is a {what}, and is not one",
            *what,
            "Something is missing or was edited. Save the {what} again, and do not edit it.",
        ),
        OwnError::NoSchemaInside => plain(
            "No schema is in this saved state",
            "The application had no provisioning job when it was saved, so there is nothing to look at.",
        ),
        OwnError::Refused(says) => (
            "Microsoft Graph would refuse this schema".to_owned(),
            ["It would say: ", &visible(says, 300)].concat(),
        ),
    }
}

/// A file of so many bytes, where that is known, was not read at all.
#[must_use]
pub fn too_large(bytes: Option<usize>) -> (String, String) {
    let has = bytes.map(|bytes| ["It has ", &size(bytes), ". "].concat()).unwrap_or_default();
    (
        "The file is too large and was not read".to_owned(),
        [
            &has,
            "A recording has up to ",
            &most(MAX_BYTES),
            ", a schema up to ",
            &most(What::Schema.max_bytes()),
            ", a report up to ",
            &most(What::Report.max_bytes()),
            ".",
        ]
        .concat(),
    )
}

const fn of_foreign(foreign: Foreign) -> Sentence {
    let (what, act) = match foreign {
        Foreign::Zip => (
            "This is an archive or an Office document",
            "Unpack it first, and open the JSON file that is in it.",
        ),
        Foreign::Gzip => {
            ("This is a compressed file", "Unpack it first, and open the JSON file that is in it.")
        }
        Foreign::Pdf => ("This is a PDF", "Ask for the report as JSON: “Download as JSON”."),
        Foreign::Picture => ("This is a picture", "Ask for the report as JSON: “Download as JSON”."),
        Foreign::Wide => (
            "This is text in UTF-16",
            "Save it as UTF-8 and open it again. Windows PowerShell writes UTF-16 unless “-Encoding utf8” is given.",
        ),
        Foreign::Markup => (
            "This is a web page or other markup",
            "A report for people cannot be read back. Ask for “Download as JSON”.",
        ),
        Foreign::Binary => ("This is not text in UTF-8", ACCEPTED),
    };
    Sentence::new(what, "", act)
}

/// Names of members as they stand in a file, short and visible.
fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| ["“", &visible(name, 40), "”"].concat()).collect();
    names.join(", ")
}

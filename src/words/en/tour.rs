//! The guided tour of the demonstration. It shows the product at work, so each sentence says why, not how.

/// What it is, for a screen reader.
pub const NAME: &str = "Guided tour";
/// The button that opens it.
pub const TAKE: &str = "Take the two-minute tour";
/// The same button once it is open: a way to it for the keyboard.
pub const GO_TO: &str = "Go to the tour";
/// Starts it.
pub const START: &str = "Start the tour";
/// Halts it.
pub const PAUSE: &str = "Pause";
/// Lets it go on.
pub const RESUME: &str = "Resume";
/// Waits no longer, or goes one step while it is paused.
pub const NEXT: &str = "Next";
/// Ends it.
pub const STOP: &str = "Stop the tour";
/// Takes the panel away once it is over.
pub const CLOSE: &str = "Close";
/// Begins anew, in a tenant as at the start.
pub const AGAIN: &str = "Take it again in a fresh tenant";
/// Between the number of a station and their count: "Station 3 of 9".
pub const STATION: &str = "Station";
/// See [`STATION`].
pub const OF: &str = "of";
/// Behind the minutes and seconds to go.
pub const LEFT: &str = "left";

/// Before it has begun.
pub const READY: &str = "In about two minutes the tour sets everything up while it explains why. You can pause it, go on by yourself at any time, or read each part as long as you like and press Next.";
/// Somebody paused it.
pub const PAUSED: &str = "Paused. The demonstration's clock stands still.";
/// Somebody pressed Next while it was paused.
pub const PAUSED_STEP: &str = "Paused after this step. Next goes one step on.";
/// Somebody used the assistant.
pub const PAUSED_TAKEN: &str = "Paused, because you took over. Resume goes on from here.";
/// The page was out of sight.
pub const PAUSED_HIDDEN: &str = "Paused while this page was out of sight.";
/// The page is not as it should be there. `{what}` is a button or a station.
pub const MISSING: &str = "The tour has stopped at “{what}”: the page is not as it expected. Perhaps you went on by yourself; nothing was lost.";

/// What a station is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Station {
    /// Its heading.
    pub title: &'static str,
    /// What is said there, part by part.
    pub parts: &'static [&'static str],
}

const fn station(title: &'static str, parts: &'static [&'static str]) -> Station {
    Station { title, parts }
}

/// What this is.
pub const WELCOME: Station = station(
    "A tenant to play with",
    &[
        "This tenant is made up and lives in this page: nothing leaves it. The tour presses the real buttons. Take over whenever you like.",
    ],
);
/// The first look.
pub const LOOK: Station = station(
    "First it only looks",
    &["The assistant has read the tenant and changed nothing. Five steps, each with a verdict."],
);
/// Step 1.
pub const CONNECT: Station = station(
    "The connection",
    &[
        "Entra must know where {product} listens, and a secret that it accepts. Here the demonstration fills both in.",
        "Tested before they are stored: Entra itself calls {product} with them.",
        "Nothing changes without this preview: what will be done, old and new. The secret is never shown.",
    ],
);
/// Step 2.
pub const MAPPING: Station = station(
    "The row that decides about sign-in",
    &[
        "Sign-in names a person by the object ID. Entra's default sends something else as {identity}: {product} would know nobody.",
        "One row changes, all others stay. Then it is read back from Entra, not assumed.",
    ],
);
/// Step 3.
pub const GROUPS: Station = station(
    "Who is sent",
    &[
        "Only members of assigned groups reach {product}. The one that it needs is not assigned yet.",
        "The preview also says what that means for people.",
    ],
);
/// Step 5, before step 4: that is what it is good for.
pub const PROVE: Station = station(
    "Prove it on a few people",
    &[
        "Before everybody is sent, a few are: provisioning on demand takes seconds.",
        "The proof: what the person signs in with, and what Entra really sent: the same, character by character.",
    ],
);
/// Step 4.
pub const START_CYCLE: Station = station(
    "Start it for everybody",
    &["Now everybody in the groups may follow. The demonstration's clock slows down, so that you can watch."],
);
/// The first cycle.
pub const CYCLE: Station = station(
    "The first cycle runs",
    &[
        "The page follows by itself. In a real tenant this takes twenty minutes or more, and you may close the page: Entra goes on alone.",
    ],
);
/// The end.
pub const END: Station = station(
    "Done, and proven",
    &[
        "Every change has a receipt and can be taken back; the report keeps it all. Now it is yours: break something, and see what the assistant says.",
    ],
);

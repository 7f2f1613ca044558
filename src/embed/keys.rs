//! The names that hosts rely on; `public/embed.d.ts` and `docs/embed.schema.json` have the same.

/// What `configure` and `init` take.
pub const OPTIONS: [&str; 13] = [
    "tenantUrl",
    "secretToken",
    "clientId",
    "tenant",
    "cloud",
    "redirectUri",
    "application",
    "steps",
    "step",
    "theme",
    "density",
    "locale",
    "events",
];
/// The events of the element, without `total-setup:` before them, and what a frame's messages of the same name become.
pub const EVENTS: [&str; 5] = ["ready", "status", "completed", "error", "event"];
/// `theme`.
pub const THEMES: [&str; 3] = ["auto", "light", "dark"];
/// The codes of `error`.
pub const ERROR_CODES: [&str; 9] = [
    "bad_order",
    "configuration",
    "no_sign_in",
    "options",
    "protocol",
    "stopped",
    "token",
    "unsupported_version",
    "wrong_tenant",
];
/// A member of an event and the words that it can be; without words it is a whole number, and with `?` it may be absent.
pub type Member = (&'static str, &'static [&'static str]);
/// Everything that an `event` can say: its `name`, and the members of each name. `public/embed.js` drops everything else.
pub const HAPPENINGS: [(&str, &[Member]); 5] = [
    (
        "step",
        &[
            ("step", &["connect", "mapping", "groups", "start", "on-demand"]),
            ("status", &["attention", "blocked", "done", "failed", "working"]),
        ],
    ),
    (
        "change",
        &[
            (
                "kind",
                &[
                    "create-job",
                    "store-credentials",
                    "set-notifications",
                    "fix-mapping",
                    "restore-mapping",
                    "assign-group",
                    "remove-assignment",
                    "start",
                    "pause",
                    "restart",
                    "provision-on-demand",
                ],
            ),
            ("outcome", &["confirmed", "already-so", "not-visible-yet"]),
            ("seconds", &[]),
        ],
    ),
    ("run", &[("outcome", &["completed", "stopped", "failed", "changed"])]),
    (
        "sign-in",
        &[
            ("outcome", &["succeeded", "cancelled", "failed"]),
            (
                "code?",
                &[
                    "interaction-required",
                    "consent",
                    "setup",
                    "account",
                    "policy",
                    "loop",
                    "busy",
                    "network",
                    "clock",
                    "rejected",
                    "unexpected",
                ],
            ),
        ],
    ),
    (
        "failure",
        &[
            (
                "class",
                &[
                    "network",
                    "sign-in",
                    "permission",
                    "not-found",
                    "changed",
                    "throttled",
                    "unavailable",
                    "request",
                    "answer",
                    "outcome-unknown",
                    "not-visible",
                    "secret-gone",
                    "connection-test",
                ],
            ),
            ("status?", &[]),
        ],
    ),
];

//! The names that hosts rely on; `public/embed.d.ts` and `docs/embed.schema.json` have the same.

/// What `configure` and `init` take.
pub const OPTIONS: [&str; 12] = [
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
];
/// The events of the element, without `total-setup:` before them, and what a frame's messages of the same name become.
pub const EVENTS: [&str; 4] = ["ready", "status", "completed", "error"];
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

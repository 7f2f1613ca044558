//! Who is told when Entra stops the job, and how many people may leave at once: the `SyncNotificationSettings` secret
//! (graph-contract §2.1), a JSON text of which only four members are ours to change.

use serde_json::{Map, Value};

/// What the secret holds where nothing is stored (graph-contract §2.1).
pub const NOTHING_SET: &str = r#"{"Enabled":false,"DeleteThresholdEnabled":false}"#;
/// The number that the admin center offers for the accidental-deletion threshold.
pub const PORTAL_THRESHOLD: u64 = 500;

const ENABLED: &str = "Enabled";
const RECIPIENTS: &str = "Recipients";
const THRESHOLD_ENABLED: &str = "DeleteThresholdEnabled";
const THRESHOLD_VALUE: &str = "DeleteThresholdValue";

/// Longest address, and longest part before the `@`, in characters (RFC 5321 §4.5.3.1).
const ADDRESS_LIMITS: (usize, usize) = (254, 64);

/// The two settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notifications {
    /// The address that Entra writes to when the job goes into quarantine; none where nobody is told.
    pub recipient: Option<String>,
    /// How many people may be removed in one cycle before Entra stops; none where nothing stops it.
    pub threshold: Option<u64>,
}

/// Why an input cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was entered.
    Empty,
    /// It is not a mail address.
    NotAnAddress,
    /// Several addresses: the field takes one, of a person or a group.
    Several,
    /// It is not a whole number from 1 on.
    NotANumber,
}

impl Notifications {
    /// Reads the secret's text. `None` where it is something else than an object: then it is not ours to change.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Some(Self::read(&serde_json::from_str(text).ok()?))
    }

    fn read(members: &Map<String, Value>) -> Self {
        let on = |name: &str| members.get(name).is_some_and(is_true);
        let recipient = members.get(RECIPIENTS).and_then(Value::as_str).map(str::trim);
        let recipient = recipient.filter(|text| on(ENABLED) && !text.is_empty()).map(str::to_owned);
        let threshold = members.get(THRESHOLD_VALUE).and_then(number).filter(|_| on(THRESHOLD_ENABLED));
        Self { recipient, threshold }
    }

    /// The same text with these settings. What we do not know in it, and a setting that stays, stands as it was.
    /// `None` as for [`Self::of`].
    #[must_use]
    pub fn written_into(&self, text: &str) -> Option<String> {
        let mut members: Map<String, Value> = serde_json::from_str(text).ok()?;
        let now = Self::read(&members);
        if now.recipient != self.recipient {
            members.insert(ENABLED.to_owned(), Value::Bool(self.recipient.is_some()));
            members.insert(RECIPIENTS.to_owned(), self.recipient.as_deref().unwrap_or_default().into());
        }
        if now.threshold != self.threshold {
            members.insert(THRESHOLD_ENABLED.to_owned(), Value::Bool(self.threshold.is_some()));
            if let Some(threshold) = self.threshold {
                members.insert(THRESHOLD_VALUE.to_owned(), threshold.into());
            }
        }
        Some(Value::Object(members).to_string())
    }
}

/// The admin center writes `true`, scripts also write the text "true".
fn is_true(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// Reads a typed mail address: one, in its plain form.
///
/// # Errors
/// Why it cannot be used.
pub fn recipient(typed: &str) -> Result<String, Wrong> {
    let address = typed.trim();
    if address.is_empty() {
        return Err(Wrong::Empty);
    }
    if address.matches('@').count() > 1 && address.contains([',', ';', ' ']) {
        return Err(Wrong::Several);
    }
    let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_plain = address.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && local.len() <= ADDRESS_LIMITS.1
            && local.chars().all(is_local)
            && !local.split('.').any(str::is_empty)
            && domain.contains('.')
            && domain.split('.').all(is_label)
    });
    if is_plain && address.len() <= ADDRESS_LIMITS.0 {
        Ok(address.to_owned())
    } else {
        Err(Wrong::NotAnAddress)
    }
}

/// Reads a typed threshold: a whole number from 1 on.
///
/// # Errors
/// Why it cannot be used.
pub fn threshold(typed: &str) -> Result<u64, Wrong> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Wrong::Empty);
    }
    // A sign is no digit, and the service keeps the number in 32 bits at most.
    let plain = typed.bytes().all(|byte| byte.is_ascii_digit());
    let number = typed.parse::<i32>().ok().filter(|number| plain && *number > 0);
    number.and_then(|number| u64::try_from(number).ok()).ok_or(Wrong::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(recipient: Option<&str>, threshold: Option<u64>) -> Notifications {
        Notifications { recipient: recipient.map(str::to_owned), threshold }
    }

    #[test]
    fn what_is_stored_is_read_as_the_admin_center_and_scripts_write_it() {
        for (text, expected) in [
            (NOTHING_SET, set(None, None)),
            ("{}", set(None, None)),
            (
                r#"{"Enabled":true,"Recipients":"","DeleteThresholdEnabled":true,"DeleteThresholdValue":500}"#,
                set(None, Some(500)),
            ),
            (
                r#"{"Enabled":true,"Recipients":" ops@contoso.example "}"#,
                set(Some("ops@contoso.example"), None),
            ),
            (r#"{"Enabled":false,"Recipients":"ops@contoso.example"}"#, set(None, None)),
            (
                r#"{"Enabled":"true","Recipients":"a@b.example","DeleteThresholdEnabled":"True","DeleteThresholdValue":"14"}"#,
                set(Some("a@b.example"), Some(14)),
            ),
            (r#"{"DeleteThresholdEnabled":false,"DeleteThresholdValue":14}"#, set(None, None)),
            (
                r#"{"Enabled":1,"Recipients":["a@b.example"],"DeleteThresholdEnabled":true,"DeleteThresholdValue":null}"#,
                set(None, None),
            ),
        ] {
            assert_eq!(Notifications::of(text), Some(expected), "{text}");
        }
        for text in ["", "null", "[]", "\"x\"", "{"] {
            assert_eq!(Notifications::of(text), None, "{text}");
            assert_eq!(set(None, Some(1)).written_into(text), None, "{text}");
        }
    }

    #[test]
    fn only_what_changes_is_written_and_the_rest_stands_as_it_was() {
        let stored = r#"{"Later":{"b":1.50,"a":[1]},"Enabled":false,"Recipients":"old@contoso.example","DeleteThresholdEnabled":false,"HumanResourcesLookaheadQueryEnabled":false}"#;
        assert_eq!(
            set(Some("ops@contoso.example"), Some(500)).written_into(stored).unwrap(),
            r#"{"Later":{"b":1.50,"a":[1]},"Enabled":true,"Recipients":"ops@contoso.example","DeleteThresholdEnabled":true,"HumanResourcesLookaheadQueryEnabled":false,"DeleteThresholdValue":500}"#
        );
        assert_eq!(set(None, None).written_into(stored).unwrap(), stored, "nothing changes");
    }

    proptest! {
        /// Whatever stands in the text: these settings are read back, and nothing else differs.
        #[test]
        fn what_is_written_is_read_back_and_unknown_members_survive(
            known in prop::collection::vec((prop::sample::select(vec![ENABLED, RECIPIENTS, THRESHOLD_ENABLED, THRESHOLD_VALUE]),
                prop::sample::select(vec!["true", "false", "\"true\"", "null", "7", "\"7\"", "\"x@y.example\"", "{}"])), 0..6),
            unknown in prop::collection::vec(("[a-z]{1,4}", prop::sample::select(vec!["1.0", "[1,{\"a\":null}]", "\"ü\"", "12345678901234567890"])), 0..4),
            recipient in prop::option::of(Just("ops@contoso.example")),
            threshold in prop::option::of(1..=i32::MAX as u64),
        ) {
            let members = known.iter().map(|(name, value)| format!("\"{name}\":{value}"))
                .chain(unknown.iter().map(|(name, value)| format!("\"{name}\":{value}")));
            let text = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
            let wanted = set(recipient, threshold);
            let written = wanted.written_into(&text).unwrap();
            prop_assert_eq!(Notifications::of(&written), Some(wanted.clone()));
            prop_assert_eq!(wanted.written_into(&written), Some(written.clone()), "a second time changes nothing");
            let others = |text: &str| {
                let members: Map<String, Value> = serde_json::from_str(text).unwrap();
                let ours = [ENABLED, RECIPIENTS, THRESHOLD_ENABLED, THRESHOLD_VALUE];
                members.into_iter().filter(|(name, _)| !ours.contains(&name.as_str()))
                    .map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>()
            };
            prop_assert_eq!(others(&written), others(&text));
        }
    }

    #[test]
    fn one_plain_address_is_taken() {
        for good in [
            "ops@contoso.example",
            " ops@contoso.example\n",
            "o.p+s_1@mail-1.contoso.example",
            "O'Neil@contoso.example",
        ] {
            assert_eq!(recipient(good), Ok(good.trim().to_owned()));
        }
        for (text, wrong) in [
            ("", Wrong::Empty),
            ("  ", Wrong::Empty),
            ("ops", Wrong::NotAnAddress),
            ("ops@contoso", Wrong::NotAnAddress),
            ("@contoso.example", Wrong::NotAnAddress),
            ("ops@", Wrong::NotAnAddress),
            ("ops@contoso..example", Wrong::NotAnAddress),
            (".ops@contoso.example", Wrong::NotAnAddress),
            ("ops@-contoso.example", Wrong::NotAnAddress),
            ("Ops <ops@contoso.example>", Wrong::NotAnAddress),
            ("ops@contoso.example\r\nBcc: x", Wrong::NotAnAddress),
            ("öps@contoso.example", Wrong::NotAnAddress),
            ("a@b.example;c@d.example", Wrong::Several),
            ("a@b.example, c@d.example", Wrong::Several),
        ] {
            assert_eq!(recipient(text), Err(wrong), "{text}");
        }
        assert_eq!(recipient(&format!("{}@contoso.example", "a".repeat(65))), Err(Wrong::NotAnAddress));
    }

    #[test]
    fn a_threshold_is_a_whole_number_from_one_on() {
        for (text, expected) in [
            ("500", Ok(500)),
            (" 1 ", Ok(1)),
            ("007", Ok(7)),
            ("2147483647", Ok(2_147_483_647)),
            ("", Err(Wrong::Empty)),
            ("0", Err(Wrong::NotANumber)),
            ("-1", Err(Wrong::NotANumber)),
            ("+5", Err(Wrong::NotANumber)),
            ("1.5", Err(Wrong::NotANumber)),
            ("10%", Err(Wrong::NotANumber)),
            ("2147483648", Err(Wrong::NotANumber)),
        ] {
            assert_eq!(threshold(text), expected, "{text}");
        }
    }
}

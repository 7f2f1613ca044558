//! One line of the table of figures.

use std::borrow::Cow;
use std::fmt;

/// Something measured.
#[derive(Clone)]
pub struct Figure {
    pub what: Cow<'static, str>,
    /// `None`: not measured.
    pub value: Option<f64>,
    pub unit: &'static str,
    /// The most it may be; `None` for what has no budget of its own.
    pub budget: Option<f64>,
    /// What the value is to be seen beside.
    pub compared: &'static str,
}

impl Figure {
    /// Whether it was measured and is more than it may be.
    pub fn missed(&self) -> bool {
        matches!((self.value, self.budget), (Some(value), Some(budget)) if value > budget)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, value, unit, budget, compared } = self;
        match value {
            None => write!(f, "{what:<40} {:<21}", "not measured")?,
            Some(value) => {
                let verdict = match budget {
                    None => "",
                    Some(_) if self.missed() => "MISSED",
                    Some(_) => "hit",
                };
                write!(f, "{what:<40} {value:>8.2} {unit:<5} {verdict:<6}")?;
            }
        }
        match budget {
            Some(budget) => write!(f, " budget {budget} {unit} ({compared})"),
            None => write!(f, " ({compared})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURE: Figure = Figure {
        what: Cow::Borrowed("size"),
        value: Some(121.0),
        unit: "KB",
        budget: Some(120.0),
        compared: "41",
    };

    #[test]
    fn more_than_the_budget_is_missed() {
        assert!(FIGURE.missed());
        assert!(FIGURE.to_string().contains("121.00 KB    MISSED budget 120 KB (41)"), "{FIGURE}");
        assert!(!Figure { value: Some(120.0), ..FIGURE }.missed());
    }

    #[test]
    fn what_was_not_measured_or_has_no_budget_is_neither_hit_nor_missed() {
        let absent = Figure { value: None, ..FIGURE };
        assert!(!absent.missed() && absent.to_string().contains("not measured"));
        let free = Figure { budget: None, ..FIGURE };
        assert!(!free.missed() && !free.to_string().contains("hit"));
    }
}

//! Scoping filters: which people a mapping leaves out, as far as that can be told from what was read of them
//! (graph-contract §2.2 `filter`).

use super::facts::Person;

/// The filter of an object mapping: whoever passes one of its groups is in scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The groups, in each of which every clause must hold.
    pub groups: Vec<Vec<Clause>>,
    /// Whether there are parts beside these whose meaning is not documented.
    pub has_more: bool,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// `sourceOperandName`, as the synchronization engine calls it.
    pub attribute: String,
    /// `operatorName`, as it came.
    pub operator: String,
    /// `targetOperand.values`.
    pub values: Vec<String>,
}

impl Filter {
    /// Whether `person` passes; `None` where that cannot be told.
    #[must_use]
    pub fn admits(&self, person: &Person) -> Option<bool> {
        let by_groups = any(self.groups.iter().map(|group| all(group.iter().map(|one| one.holds(person)))));
        if self.has_more { by_groups.filter(|_| false) } else { by_groups }
    }

    /// The conditions that keep `person` out, one of each group; none where the person passes or that cannot be told.
    /// Those that differ only in the value asked for stand as one.
    #[must_use]
    pub fn keeping_out(&self, person: &Person) -> Vec<Clause> {
        if self.admits(person) != Some(false) {
            return Vec::new();
        }
        let fails = |clause: &&Clause| clause.holds(person) == Some(false);
        let mut found: Vec<Clause> = Vec::new();
        for clause in self.groups.iter().filter_map(|group| group.iter().find(fails)) {
            match found.iter_mut().find(|known| known.asks_the_same(clause)) {
                Some(known) => {
                    let new = clause.values.iter().filter(|value| !known.values.contains(value));
                    let new: Vec<_> = new.cloned().collect();
                    known.values.extend(new);
                }
                None => found.push(clause.clone()),
            }
        }
        found
    }
}

impl Clause {
    /// Whether the condition holds; `None` where the attribute was not read or the operator is not known here.
    #[must_use]
    pub fn holds(&self, person: &Person) -> Option<bool> {
        if self.attribute.eq_ignore_ascii_case("accountEnabled") {
            let enabled = person.enabled?;
            return match self.operator.to_ascii_uppercase().as_str() {
                "IS TRUE" => Some(enabled),
                "IS FALSE" => Some(!enabled),
                _ => None,
            };
        }
        let held = person.attribute(&self.attribute)?.filter(|value| !value.is_empty());
        let operator = self.operator.to_ascii_uppercase();
        match (operator.as_str(), held) {
            ("IS NULL", held) => Some(held.is_none()),
            ("IS NOT NULL", held) => Some(held.is_some()),
            ("EQUALS" | "=" | "INCLUDES", None) => Some(false),
            ("EQUALS" | "=", Some(held)) => self.compare(held, str::eq),
            ("NOT EQUALS" | "<>", Some(held)) => self.compare(held, str::eq).map(|equal| !equal),
            ("INCLUDES", Some(held)) => self.compare(held, |held, value| held.contains(value)),
            _ => None,
        }
    }

    /// Whether it is met by one of its values, and asks as `other` does: then the values of both can stand together.
    fn asks_the_same(&self, other: &Self) -> bool {
        let is_met_by_one =
            ["EQUALS", "=", "INCLUDES"].iter().any(|it| it.eq_ignore_ascii_case(&self.operator));
        let same = self.attribute == other.attribute && self.operator == other.operator;
        same && (is_met_by_one || self.values == other.values)
    }

    /// Whether any of the values fits. Where only the case of letters decides, that is Entra's to say.
    fn compare(&self, held: &str, fits: fn(&str, &str) -> bool) -> Option<bool> {
        if self.values.iter().any(|value| fits(held, value)) {
            return Some(true);
        }
        let folded = held.to_ascii_lowercase();
        let nearly = self.values.iter().any(|value| fits(&folded, &value.to_ascii_lowercase()));
        (!nearly).then_some(false)
    }
}

/// "Or" of what may be unknown.
fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(parts.map(|part| part.map(|it| !it))).map(|none| !none)
}

/// "And" of what may be unknown.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(attribute: &str, operator: &str, values: &[&str]) -> Clause {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Clause { attribute: attribute.to_owned(), operator: operator.to_owned(), values }
    }

    fn person(attributes: &[(&str, Option<&str>)]) -> Person {
        Person {
            id: "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34".parse().unwrap(),
            name: None,
            username: None,
            enabled: Some(true),
            guest: false,
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned)))
                .collect(),
        }
    }

    #[test]
    fn a_clause_is_judged_as_far_as_the_person_was_read() {
        let robin = person(&[("department", Some("IT")), ("jobTitle", None), ("mail", Some(""))]);
        for (clause, expected) in [
            (clause("department", "EQUALS", &["Sales"]), Some(false)),
            (clause("department", "EQUALS", &["Sales", "IT"]), Some(true)),
            (clause("Department", "equals", &["IT"]), Some(true)),
            // Whether case matters is not for us to say.
            (clause("department", "EQUALS", &["it"]), None),
            (clause("department", "NOT EQUALS", &["Sales"]), Some(true)),
            (clause("department", "NOT EQUALS", &["IT"]), Some(false)),
            (clause("jobTitle", "NOT EQUALS", &["IT"]), None),
            (clause("department", "INCLUDES", &["I"]), Some(true)),
            (clause("department", "INCLUDES", &["x"]), Some(false)),
            (clause("jobTitle", "EQUALS", &["Engineer"]), Some(false)),
            (clause("jobTitle", "IS NULL", &[]), Some(true)),
            (clause("mail", "IS NOT NULL", &[]), Some(false)),
            (clause("department", "REGEX MATCH", &["I.*"]), None),
            (clause("city", "EQUALS", &["Zurich"]), None),
            (clause("accountEnabled", "IS TRUE", &[]), Some(true)),
            (clause("accountEnabled", "IS FALSE", &[]), Some(false)),
            (clause("objectId", "EQUALS", &["x"]), Some(false)),
        ] {
            assert_eq!(clause.holds(&robin), expected, "{clause:?}");
        }
    }

    #[test]
    fn one_group_must_pass_and_in_it_every_clause() {
        let robin = person(&[("department", Some("IT"))]);
        let yes = clause("department", "EQUALS", &["IT"]);
        let no = clause("department", "EQUALS", &["Sales"]);
        let unknown = clause("city", "EQUALS", &["Zurich"]);
        for (groups, expected) in [
            (vec![vec![&yes]], Some(true)),
            (vec![vec![&no]], Some(false)),
            (vec![vec![&yes, &no]], Some(false)),
            (vec![vec![&no], vec![&yes]], Some(true)),
            (vec![vec![&unknown]], None),
            (vec![vec![&unknown, &no]], Some(false)),
            (vec![vec![&unknown], vec![&yes]], Some(true)),
            (vec![vec![&unknown], vec![&no]], None),
        ] {
            let groups: Vec<Vec<Clause>> =
                groups.into_iter().map(|group| group.into_iter().cloned().collect()).collect();
            let filter = Filter { groups: groups.clone(), has_more: false };
            assert_eq!(filter.admits(&robin), expected, "{filter:?}");
            assert_eq!(filter.keeping_out(&robin).is_empty(), expected != Some(false), "{filter:?}");
            // What is not documented makes everything unknown.
            assert_eq!(Filter { groups, has_more: true }.admits(&robin), None);
        }
        let marketing = clause("department", "EQUALS", &["Marketing", "Sales"]);
        let not_it = clause("department", "NOT EQUALS", &["IT"]);
        let groups = vec![vec![yes, no.clone()], vec![no], vec![marketing], vec![not_it.clone()]];
        let both = clause("department", "EQUALS", &["Sales", "Marketing"]);
        assert_eq!(Filter { groups, has_more: false }.keeping_out(&robin), [both, not_it]);
    }
}

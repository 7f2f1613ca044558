//! Scoping filters of an object mapping.

use serde_json::Value;

/// A filter: any of the groups, in each all of the clauses. Without groups everyone passes.
#[derive(Debug, Default)]
pub(crate) struct Scope(Vec<Vec<Clause>>);

/// One condition.
#[derive(Debug)]
struct Clause {
    operator: String,
    attribute: String,
    values: Vec<String>,
}

impl Scope {
    /// Reads `scope` of an object mapping.
    pub fn of(scope: Option<&Value>) -> Self {
        let groups = scope.and_then(|scope| scope.get("groups")).and_then(Value::as_array);
        let clauses = |group: &Value| {
            let listed = group.get("clauses").and_then(Value::as_array);
            listed.into_iter().flatten().filter_map(clause).collect()
        };
        Self(groups.into_iter().flatten().map(clauses).collect())
    }

    /// Whether a person passes. An operator that is not computed here lets nobody pass.
    pub fn lets_pass(&self, get: &dyn Fn(&str) -> Option<String>) -> bool {
        self.0.is_empty() || self.0.iter().any(|group| group.iter().all(|clause| clause.holds(get)))
    }
}

fn clause(clause: &Value) -> Option<Clause> {
    let text = |name: &str| clause.get(name).and_then(Value::as_str).map(str::to_owned);
    let values =
        clause.get("targetOperand").and_then(|operand| operand.get("values")).and_then(Value::as_array);
    Some(Clause {
        operator: text("operatorName")?,
        attribute: text("sourceOperandName")?,
        values: values.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

impl Clause {
    fn holds(&self, get: &dyn Fn(&str) -> Option<String>) -> bool {
        let held = get(&self.attribute);
        let text = held.as_deref().unwrap_or_default();
        let any = |test: &dyn Fn(&str) -> bool| self.values.iter().any(|value| test(value));
        let equals = || any(&|value| value.eq_ignore_ascii_case(text));
        let includes = || any(&|value| text.to_ascii_lowercase().contains(&value.to_ascii_lowercase()));
        match self.operator.to_ascii_uppercase().as_str() {
            "EQUALS" | "=" => equals(),
            "NOT EQUALS" | "<>" => !equals(),
            "INCLUDES" => includes(),
            "IS TRUE" => text.eq_ignore_ascii_case("true"),
            "IS FALSE" => text.eq_ignore_ascii_case("false"),
            "IS NULL" => held.is_none(),
            "IS NOT NULL" => held.is_some(),
            _ => false,
        }
    }
}

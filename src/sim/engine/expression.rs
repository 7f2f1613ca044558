//! Expressions of attribute mappings: reading their text, and computing them for one person.

use serde_json::{Value, json};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Source {
    Attribute(String),
    Constant(String),
    /// A function and its arguments; `None` where one was left out, as in `Switch([a], , "x", "y")`.
    Function(String, Vec<Option<Source>>),
}

/// A function this engine does not compute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsupported(pub String);

impl Source {
    /// Reads a source as the schema holds it. A function is read from its parameters, or from its expression
    /// where it has none.
    pub fn of_schema(source: &Value) -> Option<Self> {
        let text = |name: &str| source.get(name).and_then(Value::as_str);
        match text("type")? {
            "Attribute" => Some(Self::Attribute(text("name")?.to_owned())),
            "Constant" => Some(Self::Constant(text("name").unwrap_or_default().to_owned())),
            _ => {
                let parsed = text("expression").and_then(Self::parse);
                let listed = || {
                    let name = text("name")?.to_owned();
                    let parameters = source.get("parameters")?.as_array()?;
                    let arguments = parameters.iter().map(|one| one.get("value").and_then(Self::of_schema));
                    Some(Self::Function(name, arguments.collect()))
                };
                parsed.or_else(listed)
            }
        }
    }

    /// Reads an expression such as `Join(" ", [givenName], [surname])`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text.trim(), depth: 0 };
        let source = reader.source()?;
        reader.skip();
        reader.rest.is_empty().then_some(source)
    }

    /// The value for a person whose attributes `get` gives; `None` where there is nothing to send.
    ///
    /// # Errors
    /// [`Unsupported`] for a function that is not computed here.
    pub fn value(&self, get: &dyn Fn(&str) -> Option<String>) -> Result<Option<String>, Unsupported> {
        let (name, arguments) = match self {
            Self::Attribute(name) => return Ok(get(name)),
            Self::Constant(text) => return Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Self::Function(name, arguments) => (name.as_str(), arguments.as_slice()),
        };
        let argument = |at: usize| match arguments.get(at) {
            Some(Some(source)) => source.value(get),
            _ => Ok(None),
        };
        let all = || (0..arguments.len()).map(argument).collect::<Result<Vec<_>, _>>();
        let is_true =
            |text: &Option<String>| text.as_deref().is_some_and(|text| text.eq_ignore_ascii_case("true"));
        let flag = |value: bool| Some((if value { "True" } else { "False" }).to_owned());
        Ok(match name.to_ascii_lowercase().as_str() {
            "switch" => {
                let subject = argument(0)?.unwrap_or_default();
                let mut at = 2;
                while at + 1 < arguments.len() {
                    if argument(at)?.unwrap_or_default().eq_ignore_ascii_case(&subject) {
                        return argument(at + 1);
                    }
                    at += 2;
                }
                argument(1)?
            }
            "join" => {
                let separator = argument(0)?.unwrap_or_default();
                let parts: Vec<String> = all()?.into_iter().skip(1).flatten().collect();
                Some(parts.join(&separator)).filter(|text| !text.is_empty())
            }
            "append" => {
                Some(all()?.into_iter().flatten().collect::<String>()).filter(|text| !text.is_empty())
            }
            "coalesce" => all()?.into_iter().flatten().next(),
            "not" => flag(!is_true(&argument(0)?)),
            "iif" => argument(if is_true(&argument(0)?) { 1 } else { 2 })?,
            "isnull" | "isnullorempty" | "ispresent" => {
                let present = argument(0)?.is_some_and(|text| !text.is_empty());
                flag(present == name.eq_ignore_ascii_case("IsPresent"))
            }
            "tolower" => argument(0)?.map(|text| text.to_ascii_lowercase()),
            "toupper" => argument(0)?.map(|text| text.to_ascii_uppercase()),
            "trim" => argument(0)?.map(|text| text.trim().to_owned()),
            "stripspaces" => argument(0)?.map(|text| text.replace(' ', "")),
            "singleapproleassignment" | "approleassignments" => argument(0)?,
            _ => return Err(Unsupported(name.to_owned())),
        })
    }

    /// The source as `parsedExpression` shows it.
    pub fn to_graph(&self) -> Value {
        match self {
            Self::Attribute(name) => {
                json!({"expression": self.text(), "name": name, "type": "Attribute", "parameters": []})
            }
            Self::Constant(text) => {
                json!({"expression": self.text(), "name": text, "type": "Constant", "parameters": []})
            }
            Self::Function(name, arguments) => {
                let parameters: Vec<Value> = arguments
                    .iter()
                    .flatten()
                    .map(|argument| json!({"key": "source", "value": argument.to_graph()}))
                    .collect();
                json!({"expression": self.text(), "name": name, "type": "Function", "parameters": parameters})
            }
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Attribute(name) => format!("[{name}]"),
            Self::Constant(text) => format!("\"{text}\""),
            Self::Function(name, arguments) => {
                let inner: Vec<String> =
                    arguments.iter().map(|one| one.as_ref().map_or_else(String::new, Self::text)).collect();
                format!("{name}({})", inner.join(", "))
            }
        }
    }
}

/// Reads from left to right.
struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

/// How deep functions may stand in each other. A schema may be anybody's: each level takes room on the stack, and three levels of
/// the 127 that readers of JSON take in the parsed expression.
const MAX_DEPTH: usize = 32;

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, letter: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(letter) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn source(&mut self) -> Option<Source> {
        if self.take('[') {
            let (name, rest) = self.rest.split_once(']')?;
            self.rest = rest;
            return (!name.trim().is_empty()).then(|| Source::Attribute(name.trim().to_owned()));
        }
        if self.take('"') {
            let (text, rest) = self.rest.split_once('"')?;
            self.rest = rest;
            return Some(Source::Constant(text.to_owned()));
        }
        let end = self.rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        if name.is_empty() || self.depth == MAX_DEPTH || !self.take('(') {
            return None;
        }
        self.depth += 1;
        let mut arguments = Vec::new();
        if self.take(')') {
            self.depth -= 1;
            return Some(Source::Function(name.to_owned(), arguments));
        }
        loop {
            self.skip();
            let left_out = self.rest.starts_with([',', ')']);
            arguments.push(if left_out { None } else { Some(self.source()?) });
            if self.take(')') {
                self.depth -= 1;
                return Some(Source::Function(name.to_owned(), arguments));
            }
            if !self.take(',') {
                return None;
            }
        }
    }
}

//! `$filter`: a small, strict reader and its evaluation.

use super::super::answer::Failure;
use super::super::guid::is_guid;
use super::super::time;
use serde_json::Value;
use std::cmp::Ordering;

/// A filter expression.
#[derive(Debug, PartialEq)]
pub(crate) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare { path: String, fold: bool, operator: Operator, literal: Literal },
    Text { function: TextFunction, path: String, fold: bool, literal: String },
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// A function over text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextFunction {
    StartsWith,
    EndsWith,
    Contains,
}

/// A literal.
#[derive(Debug, PartialEq)]
pub(crate) enum Literal {
    Text(String),
    /// A member of an enumeration, with its type's name before the quotes.
    Member(String),
    Guid(String),
    Date(std::time::SystemTime),
    Flag(bool),
    Null,
}

/// What is asked of a property, for the list of what a resource supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Compare(Operator),
    Text(TextFunction),
}

/// The refusal of a filter that cannot be read.
fn invalid() -> Failure {
    Failure::bad_request("Invalid filter clause.")
}

impl Filter {
    /// Reads `text`.
    ///
    /// # Errors
    /// 400 for anything outside the subset.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let tokens = tokens(text)?;
        let mut reader = Reader { tokens: &tokens, at: 0 };
        let filter = reader.or()?;
        if reader.at == tokens.len() { Ok(filter) } else { Err(invalid()) }
    }

    /// Calls `check` with every property and what is asked of it.
    ///
    /// # Errors
    /// The first error of `check`.
    pub fn needs(&self, check: &dyn Fn(&str, Need) -> Result<(), Failure>) -> Result<(), Failure> {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.needs(check).and_then(|()| b.needs(check)),
            Self::Not(inner) => inner.needs(check),
            Self::Compare { path, operator, .. } => check(path, Need::Compare(*operator)),
            Self::Text { path, function, .. } => check(path, Need::Text(*function)),
        }
    }

    /// Whether `not`, `ne` or `endsWith` occurs: these need `ConsistencyLevel: eventual`.
    pub fn is_advanced(&self) -> bool {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.is_advanced() || b.is_advanced(),
            Self::Not(_) => true,
            Self::Compare { operator, .. } => *operator == Operator::Ne,
            Self::Text { function, .. } => *function == TextFunction::EndsWith,
        }
    }

    /// Texts the filter looks for.
    pub fn literals(&self) -> Vec<&str> {
        match self {
            Self::And(a, b) | Self::Or(a, b) => [a.literals(), b.literals()].concat(),
            Self::Not(inner) => inner.literals(),
            Self::Compare { literal: Literal::Text(text), .. } => vec![text],
            Self::Compare { .. } => Vec::new(),
            Self::Text { literal, .. } => vec![literal],
        }
    }

    /// The moment after which `path` must be, where everything else is out of the question: a list by time can end there.
    pub fn after(&self, path: &str) -> Option<std::time::SystemTime> {
        match self {
            Self::And(a, b) => a.after(path).max(b.after(path)),
            Self::Compare { path: held, operator: Operator::Gt, literal: Literal::Date(date), .. } => {
                (held == path).then_some(*date)
            }
            _ => None,
        }
    }

    /// Whether an object fits. `get` gives the value of a property path; `exact` compares text by case,
    /// as the logs do (§7, 48); directory properties do not.
    pub fn fits(&self, exact: bool, get: &dyn Fn(&str) -> Value) -> bool {
        match self {
            Self::And(a, b) => a.fits(exact, get) && b.fits(exact, get),
            Self::Or(a, b) => a.fits(exact, get) || b.fits(exact, get),
            Self::Not(inner) => !inner.fits(exact, get),
            Self::Compare { path, fold, operator, literal } => {
                let value = get(path);
                let order = compare(&value, literal, *fold, exact);
                match operator {
                    Operator::Eq => order == Some(Ordering::Equal),
                    Operator::Ne => order != Some(Ordering::Equal),
                    Operator::Gt => order == Some(Ordering::Greater),
                    Operator::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
                    Operator::Lt => order == Some(Ordering::Less),
                    Operator::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
                }
            }
            Self::Text { function, path, fold, literal } => {
                let value = get(path);
                let Some(text) = value.as_str() else { return false };
                let text = if *fold || !exact { text.to_ascii_lowercase() } else { text.to_owned() };
                let literal = if exact { literal.clone() } else { literal.to_ascii_lowercase() };
                match function {
                    TextFunction::StartsWith => text.starts_with(&literal),
                    TextFunction::EndsWith => text.ends_with(&literal),
                    TextFunction::Contains => text.contains(&literal),
                }
            }
        }
    }
}

/// How `value` stands to `literal`; `None` where they cannot be compared.
fn compare(value: &Value, literal: &Literal, fold: bool, exact: bool) -> Option<Ordering> {
    match literal {
        Literal::Null => value.is_null().then_some(Ordering::Equal),
        Literal::Flag(flag) => value.as_bool().map(|held| held.cmp(flag)),
        Literal::Date(date) => time::read(value.as_str()?).map(|held| held.cmp(date)),
        Literal::Guid(text) | Literal::Member(text) => {
            value.as_str()?.eq_ignore_ascii_case(text).then_some(Ordering::Equal)
        }
        Literal::Text(text) => {
            let held = value.as_str()?;
            if exact {
                let held = if fold { held.to_ascii_lowercase() } else { held.to_owned() };
                return Some(held.as_str().cmp(text));
            }
            Some(held.to_ascii_lowercase().cmp(&text.to_ascii_lowercase()))
        }
    }
}

/// A piece of a filter.
#[derive(Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Comma,
    Word(String),
    Quoted(String),
}

/// Takes a filter apart.
fn tokens(text: &str) -> Result<Vec<Token>, Failure> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
            '\'' => {
                let mut quoted = String::new();
                loop {
                    match letters.next() {
                        Some('\'') if letters.peek() == Some(&'\'') => {
                            letters.next();
                            quoted.push('\'');
                        }
                        Some('\'') => break,
                        Some(other) => quoted.push(other),
                        None => return Err(invalid()),
                    }
                }
                tokens.push(Token::Quoted(quoted));
            }
            first => {
                let mut word = String::from(first);
                while let Some(next) = letters.peek().filter(|next| !" (),'".contains(**next)) {
                    word.push(*next);
                    letters.next();
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    Ok(tokens)
}

/// Reads tokens from left to right.
struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    /// Takes the word `word` if it comes next.
    fn take(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Word(held)) if held == word);
        if found {
            self.at += 1;
        }
        found
    }

    fn expect(&mut self, token: &Token) -> Result<(), Failure> {
        if self.next() == Some(token) { Ok(()) } else { Err(invalid()) }
    }

    fn or(&mut self) -> Result<Filter, Failure> {
        let mut left = self.and()?;
        while self.take("or") {
            left = Filter::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Filter, Failure> {
        let mut left = self.one()?;
        while self.take("and") {
            left = Filter::And(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Filter, Failure> {
        if self.take("not") {
            return Ok(Filter::Not(Box::new(self.one()?)));
        }
        if self.tokens.get(self.at) == Some(&Token::Open) {
            self.at += 1;
            let inner = self.or()?;
            self.expect(&Token::Close)?;
            return Ok(inner);
        }
        let function = match self.tokens.get(self.at) {
            Some(Token::Word(word)) => match word.to_ascii_lowercase().as_str() {
                "startswith" => Some(TextFunction::StartsWith),
                "endswith" => Some(TextFunction::EndsWith),
                "contains" => Some(TextFunction::Contains),
                _ => None,
            },
            _ => None,
        };
        if let Some(function) = function {
            self.at += 1;
            self.expect(&Token::Open)?;
            let (path, fold) = self.path()?;
            self.expect(&Token::Comma)?;
            let Some(Token::Quoted(literal)) = self.next() else { return Err(invalid()) };
            let literal = literal.clone();
            self.expect(&Token::Close)?;
            return Ok(Filter::Text { function, path, fold, literal });
        }
        let (path, fold) = self.path()?;
        let operator = match self.next() {
            Some(Token::Word(word)) => match word.as_str() {
                "eq" => Operator::Eq,
                "ne" => Operator::Ne,
                "gt" => Operator::Gt,
                "ge" => Operator::Ge,
                "lt" => Operator::Lt,
                "le" => Operator::Le,
                _ => return Err(invalid()),
            },
            _ => return Err(invalid()),
        };
        let literal = self.literal()?;
        Ok(Filter::Compare { path, fold, operator, literal })
    }

    /// A property path, bare or inside `tolower(…)`.
    fn path(&mut self) -> Result<(String, bool), Failure> {
        let fold = self.take("tolower");
        if fold {
            self.expect(&Token::Open)?;
        }
        let Some(Token::Word(path)) = self.next() else { return Err(invalid()) };
        let path = path.clone();
        if fold {
            self.expect(&Token::Close)?;
        }
        Ok((path, fold))
    }

    fn literal(&mut self) -> Result<Literal, Failure> {
        let word = match self.next() {
            Some(Token::Quoted(text)) => return Ok(Literal::Text(text.clone())),
            Some(Token::Word(word)) => word.clone(),
            _ => return Err(invalid()),
        };
        if word.starts_with("microsoft.graph.") {
            let Some(Token::Quoted(member)) = self.next() else { return Err(invalid()) };
            return Ok(Literal::Member(member.clone()));
        }
        match word.as_str() {
            "true" => Ok(Literal::Flag(true)),
            "false" => Ok(Literal::Flag(false)),
            "null" => Ok(Literal::Null),
            guid if is_guid(guid) => Ok(Literal::Guid(word)),
            date => time::read(date).map(Literal::Date).ok_or_else(invalid),
        }
    }
}

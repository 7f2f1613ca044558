//! Lists: filter, search, order, page, select.

use super::super::answer::{Answer, Failure, Handled};
use super::super::call::Call;
use super::super::sentinel::Provoked;
use super::filter::{Filter, Need};
use super::search::Search;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

/// The largest page of directory objects (graph-contract.md §0.4).
const LARGEST: usize = 999;
/// The page without `$top`.
const USUAL: usize = 100;

/// What a list is of, and what may be asked of it.
pub(crate) struct Collection<'a> {
    /// The text after `$metadata#`.
    pub context: String,
    /// How many candidates there are.
    pub len: usize,
    /// One property of the candidate with this number.
    pub get: &'a dyn Fn(usize, &str) -> Value,
    /// The whole candidate.
    pub render: &'a dyn Fn(usize) -> Value,
    /// What a filter may ask of a property.
    pub filterable: fn(&str, Need) -> bool,
    /// Properties `$search` knows.
    pub searchable: &'static [&'static str],
    /// Properties `$orderby` knows.
    pub sortable: &'static [&'static str],
    /// Properties `$select` knows.
    pub properties: &'a [&'a str],
    /// An `OData` cast is in the path: needs `ConsistencyLevel: eventual`.
    pub cast: bool,
}

/// Serves a list of directory objects.
///
/// # Errors
/// The four errors of graph-contract.md §8 rule 14, and 400 for anything else the list does not support.
pub(crate) fn serve(call: &Call, collection: &Collection) -> Handled {
    let query = &call.query;
    query.only(&["$select", "$filter", "$search", "$orderby", "$count", "$top", "$skiptoken"])?;
    let eventual = call.eventual();
    if query.get("$search").is_some() && !eventual {
        return Err(Failure::unsupported_query(
            "Request with $search query parameter only works through MSGraph with a special request header: \
             'ConsistencyLevel: eventual'",
        ));
    }
    let advanced = eventual && query.count();
    if collection.cast && !advanced {
        return Err(Failure::unsupported_query("Unsupported Query."));
    }
    let filter = query.get("$filter").map(Filter::parse).transpose()?;
    let search = query.get("$search").map(Search::parse).transpose()?;
    let order = query.get("$orderby");
    if let Some(filter) = &filter {
        filter.needs(&|path, need| {
            if (collection.filterable)(path, need) {
                Ok(())
            } else if collection.properties.contains(&path) {
                Err(Failure::unsupported_query("The request uses a filter property that is not indexed"))
            } else {
                Err(Failure::bad_request(format!("Invalid filter clause: no property '{path}'.")))
            }
        })?;
        if (filter.is_advanced() || order.is_some() || search.is_some()) && !advanced {
            return Err(Failure::unsupported_query("Unsupported Query."));
        }
    }
    if let Some(search) = &search
        && !collection.searchable.contains(&search.property.as_str())
    {
        return Err(Failure::bad_request("The property is not searchable."));
    }
    let delay = provoked(filter.as_ref(), search.as_ref())?;
    let mut found: Vec<usize> = (0..collection.len)
        .filter(|at| filter.as_ref().is_none_or(|f| f.fits(false, &|path| (collection.get)(*at, path))))
        .filter(|at| {
            search.as_ref().is_none_or(|search| {
                (collection.get)(*at, &search.property).as_str().is_some_and(|value| search.fits(value))
            })
        })
        .collect();
    if let Some(order) = order {
        sort(&mut found, order, collection)?;
    }
    let page = Page::of(call, LARGEST)?;
    let (from, to) = page.bounds(found.len());
    let select = selected(call, collection.properties)?;
    let value: Vec<Value> = found
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .map(|at| pick((collection.render)(*at), select.as_deref()))
        .collect();
    let mut body = Map::new();
    let names = select.map_or_else(String::new, |names| format!("({})", names.join(",")));
    body.insert("@odata.context".into(), call.context(&format!("{}{names}", collection.context)).into());
    if query.count() && eventual && page.first() {
        body.insert("@odata.count".into(), found.len().into());
    }
    if to < found.len() {
        body.insert("@odata.nextLink".into(), next_link(call, to).into());
    }
    body.insert("value".into(), Value::Array(value));
    let mut answer = Answer::ok(Value::Object(body));
    answer.latency += delay;
    Ok(answer)
}

/// Whether one of the well-known names is looked for.
fn provoked(filter: Option<&Filter>, search: Option<&Search>) -> Result<std::time::Duration, Failure> {
    let mut texts = filter.map(Filter::literals).unwrap_or_default();
    texts.extend(search.map(|search| search.term.as_str()));
    match texts.into_iter().find_map(Provoked::by) {
        None => Ok(std::time::Duration::ZERO),
        Some(provoked) => provoked.failure().map_or(Ok(provoked.delay()), Err),
    }
}

/// Sorts by one property, ascending or descending, text without regard to case.
fn sort(found: &mut [usize], order: &str, collection: &Collection) -> Result<(), Failure> {
    let (property, direction) = order.trim().split_once(' ').unwrap_or((order.trim(), "asc"));
    if !collection.sortable.contains(&property) || !["asc", "desc"].contains(&direction.trim()) {
        return Err(Failure::unsupported_query("Sort expression is not supported."));
    }
    found.sort_by_cached_key(|at| {
        (collection.get)(*at, property).as_str().unwrap_or_default().to_ascii_lowercase()
    });
    if direction.trim() == "desc" {
        found.reverse();
    }
    Ok(())
}

/// The selected names, each known.
///
/// # Errors
/// 400 for an unknown one.
pub(crate) fn selected<'c>(call: &'c Call, known: &[&str]) -> Result<Option<Vec<&'c str>>, Failure> {
    let Some(names) = call.query.select() else { return Ok(None) };
    match names.iter().find(|name| !known.contains(name)) {
        None => Ok(Some(names)),
        Some(name) => Err(Failure::bad_request(format!("Could not find a property named '{name}'."))),
    }
}

/// `value` with the selected members only; annotations stay.
pub(crate) fn pick(value: Value, select: Option<&[&str]>) -> Value {
    let (Some(names), Value::Object(members)) = (select, &value) else { return value };
    let mut out: Map<String, Value> = Map::new();
    out.extend(
        members.iter().filter(|(name, _)| name.starts_with("@odata.")).map(|(k, v)| (k.clone(), v.clone())),
    );
    for name in names {
        if let Some(value) = members.get(*name) {
            out.insert((*name).to_owned(), value.clone());
        }
    }
    Value::Object(out)
}

/// Which part of a list is asked for.
pub(crate) struct Page {
    from: usize,
    size: usize,
}

impl Page {
    /// Reads `$top` and `$skiptoken`.
    ///
    /// # Errors
    /// 400 for a `$top` that is zero or above `largest`, and for a token that is not ours.
    pub fn of(call: &Call, largest: usize) -> Result<Self, Failure> {
        let size = match call.query.get("$top") {
            None => USUAL,
            Some(text) => match text.parse() {
                Ok(size) if (1..=largest).contains(&size) => size,
                _ => return Err(Failure::bad_request(format!("Invalid page size specified: '{text}'."))),
            },
        };
        let from = match call.query.get("$skiptoken") {
            None => 0,
            Some(token) => read_token(token).ok_or_else(|| {
                Failure::new(400, "Directory_ExpiredPageToken", "The specified page token is invalid.")
            })?,
        };
        Ok(Self { from, size })
    }

    /// Whether this is page one.
    pub fn first(&self) -> bool {
        self.from == 0
    }

    /// First number, and how many fit.
    pub fn span(&self) -> (usize, usize) {
        (self.from, self.size)
    }

    /// First and past-the-end number, within `len`.
    pub fn bounds(&self, len: usize) -> (usize, usize) {
        let from = self.from.min(len);
        (from, (from + self.size).min(len))
    }
}

/// The address of the page that begins at `from`.
pub(crate) fn next_link(call: &Call, from: usize) -> String {
    let (path, query) = call.target.split_once('?').unwrap_or((call.target, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| {
            !part.is_empty() && !part.starts_with("$skiptoken=") && !part.starts_with("%24skiptoken=")
        })
        .collect();
    let token = URL_SAFE_NO_PAD.encode(format!("RFNwdAoAAQ:{from}"));
    let joined = if kept.is_empty() { String::new() } else { format!("{}&", kept.join("&")) };
    format!("{}{path}?{joined}$skiptoken={token}", call.origin)
}

/// The number inside a token of ours.
fn read_token(token: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    std::str::from_utf8(&bytes).ok()?.strip_prefix("RFNwdAoAAQ:")?.parse().ok()
}

/// A single entity with its context.
pub(crate) fn entity(call: &Call, context: &str, known: &[&str], value: Value) -> Handled {
    call.query.only(&["$select"])?;
    let select = selected(call, known)?;
    let names = select.as_ref().map_or_else(String::new, |names| format!("({})", names.join(",")));
    let mut body = Map::new();
    body.insert("@odata.context".into(), call.context(&format!("{context}{names}/$entity")).into());
    if let Value::Object(members) = pick(value, select.as_deref()) {
        body.extend(members);
    }
    Ok(Answer::ok(json!(body)))
}

//! Follows `@odata.nextLink` within the limits of security.md NET-02.

use super::client::GraphClient;
use super::error::{BadPaging, GraphError, GraphErrorKind};
use super::{Answer, Call};
use http::Uri;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::BTreeSet;

const PAGES_MAX: usize = 500;
const ITEMS_MAX: usize = 50_000;
/// 8 MiB.
const PAGE_MAX: usize = 8 << 20;

pub(super) async fn collect(
    client: &GraphClient,
    first: Answer,
    call: &Call,
) -> Result<Vec<Value>, GraphError> {
    let mut items = Vec::new();
    let mut seen = BTreeSet::new();
    let mut answer = first;
    loop {
        let Some(link) = take_items(&answer, &mut items)? else { return Ok(items) };
        if items.len() > ITEMS_MAX || seen.len() + 1 >= PAGES_MAX {
            return Err(answer.error(GraphErrorKind::Paging(BadPaging::TooMany)));
        }
        let uri = admit(client, &link, call);
        let uri = uri.ok_or_else(|| answer.error(GraphErrorKind::Paging(BadPaging::ForeignLink)))?;
        if !seen.insert(link) {
            return Err(answer.error(GraphErrorKind::Paging(BadPaging::Loop)));
        }
        answer = client.exchange(uri, call).await?;
    }
}

/// The page of the list of `call` that `link` leads to.
pub(super) async fn follow(client: &GraphClient, link: &str, call: &Call) -> Result<Answer, GraphError> {
    let uri = admit(client, link, call)
        .ok_or_else(|| client.failure(GraphErrorKind::Paging(BadPaging::ForeignLink)))?;
    let answer = client.exchange(uri, call).await?;
    if answer.body.len() > PAGE_MAX {
        return Err(answer.error(GraphErrorKind::TooLarge));
    }
    Ok(answer)
}

/// The address that `link` names, if it is a page of the list of `call`.
fn admit(client: &GraphClient, link: &str, call: &Call) -> Option<Uri> {
    client.root.admit(link).filter(|uri| same_collection(uri, client, call))
}

/// Moves a page's items over and gives the link to the next page.
fn take_items(answer: &Answer, items: &mut Vec<Value>) -> Result<Option<String>, GraphError> {
    if answer.body.len() > PAGE_MAX {
        return Err(answer.error(GraphErrorKind::TooLarge));
    }
    let mut page = answer.json()?;
    match page["value"].take() {
        Value::Array(values) => items.extend(values),
        _ => return Err(answer.error(GraphErrorKind::Unreadable)),
    }
    match page["@odata.nextLink"].take() {
        Value::String(link) => Ok(Some(link)),
        Value::Null => Ok(None),
        _ => Err(answer.error(GraphErrorKind::Unreadable)),
    }
}

fn same_collection(uri: &Uri, client: &GraphClient, call: &Call) -> bool {
    let expected = client.root.uri(call.path());
    expected.is_some_and(|expected| {
        let (left, right) = (percent_decode_str(uri.path()), percent_decode_str(expected.path()));
        let (left, right) = (left.collect::<Vec<u8>>(), right.collect::<Vec<u8>>());
        left.eq_ignore_ascii_case(&right)
    })
}

//! The message to the vendor after people were sent under a wrong identity: what happened, what was done, what to look at.

use crate::setup::checks::start::people_sent_wrong;
use crate::setup::facts::Facts;
use crate::setup::product::Product;

/// The most people that the message lists.
const LISTED: usize = 50;

/// The message; `None` where nobody was sent so, as far as the logs reach. Names of people are not in it: object IDs are.
#[must_use]
pub fn message(product: &Product, facts: &Facts) -> Option<String> {
    let people = people_sent_wrong(product, facts);
    if people.is_empty() {
        return None;
    }
    let identity = product.identity_mapping().map_or("", |mapping| mapping.target.as_str());
    let tenant = facts.tenant.known();
    let of_tenant =
        tenant.map_or_else(String::new, |tenant| [&tenant.name, " (", tenant.id.as_str(), ")"].concat());
    let url = facts.credentials.known().and_then(|stored| stored.tenant_url.clone()).unwrap_or_default();
    let ids: Vec<_> = people.iter().take(LISTED).map(|id| ["  ", id.as_str()].concat()).collect();
    let more = people.len().saturating_sub(LISTED);
    let more = if more > 0 { ["\n  … and ", &more.to_string(), " more"].concat() } else { String::new() };
    Some(
        [
            "Hello,\n\nMicrosoft Entra ID has sent people of our tenant ",
            &of_tenant,
            " to ",
            &product.name,
            " (",
            &url,
            ") with a wrong ",
            identity,
            ": not their object ID. Their sign-in fails until it is right.\n\nWe have corrected, or are correcting, the attribute mapping and restart the \
             provisioning in full, so that everybody is sent again with the object ID as ",
            identity,
            ". Please check that no duplicates or leftovers of the wrong value remain for these people, by object ID:\n\n",
            &ids.join("\n"),
            &more,
            "\n",
        ]
        .concat(),
    )
}

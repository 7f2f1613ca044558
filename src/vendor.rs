//! What the simulated tenant is told of a configured product: `sim` knows nothing of what the assistant checks.

use crate::setup::product::Product;
use crate::sim::Vendor;

/// The product's own names for the simulated tenant's things.
#[must_use]
pub fn vendor(product: &Product) -> Vendor {
    let first = product.application_names.first().unwrap_or(&product.name);
    // One more name of the product's, so that two applications are both likely.
    let second = product.application_names.get(1).unwrap_or(first);
    let made_up = made_up_host(&product.name);
    let hosts = &product.tenant_url_hosts;
    let answers = hosts.first().map_or_else(|| ["scim.", &made_up].concat(), String::clone);
    let mappings = product.required_mappings.iter().map(|row| (row.target.clone(), row.source.clone()));
    Vendor {
        product: product.name.clone(),
        applications: [first.clone(), second.clone()],
        groups: product.groups.required.clone(),
        prefix: product.groups.prefix.clone(),
        mappings: mappings.collect(),
        identity: product.identity_mapping().map(|row| row.target.clone()).unwrap_or_default(),
        tenant_url: ["https://", &answers, "/v2"].concat(),
        hosts: if hosts.is_empty() { vec![made_up] } else { hosts.clone() },
    }
}

/// A host that nobody can own (RFC 2606), of the letters and digits of `name`.
fn made_up_host(name: &str) -> String {
    let mut label: String = name.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    label.make_ascii_lowercase();
    if label.is_empty() {
        label.push_str("product");
    }
    [&label, ".example"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_is_what_the_simulated_tenant_has_by_itself() {
        let mappings = |vendor: Vendor| Vendor { mappings: Vec::new(), ..vendor };
        assert_eq!(mappings(vendor(&Product::total())), mappings(Vendor::default()));
    }

    #[test]
    fn a_configured_host_is_the_one_that_answers() {
        let product = Product { tenant_url_hosts: vec!["scim.harbor.test".to_owned()], ..Product::total() };
        let told = vendor(&product);
        assert_eq!(told.tenant_url, "https://scim.harbor.test/v2");
        assert_eq!(told.hosts, ["scim.harbor.test"]);
        let told = vendor(&Product { name: "Zürich & Co. 2".to_owned(), ..Product::total() });
        assert_eq!(told.tenant_url, "https://scim.zrichco2.example/v2");
    }
}

//! Whose product the tenant is provisioned into: the names that its administrators gave things.

/// A product as the simulated tenant meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// What people call the product.
    pub product: String,
    /// The name of the application, and of the second one where there are two.
    pub applications: [String; 2],
    /// Names of the groups that administrators assign; the first one is that of the administrators.
    pub groups: Vec<String>,
    /// How names of further groups begin.
    pub prefix: String,
    /// Target and source of each row that is right once everything is set up.
    pub mappings: Vec<(String, String)>,
    /// The target that finds out who signs in: in the scenarios about a wrong mapping it is wrong.
    pub identity: String,
    /// The address that works and is stored where something is.
    pub tenant_url: String,
    /// Hosts where the product answers, and those below them.
    pub hosts: Vec<String>,
}

impl Default for Vendor {
    /// TOTAL (graph-contract.md §3, §8 rule 6).
    fn default() -> Self {
        Self {
            product: "TOTAL".to_owned(),
            applications: ["TOTAL", "TruU TOTAL Security"].map(str::to_owned),
            groups: vec!["TOTAL-Admin".to_owned()],
            prefix: "TOTAL".to_owned(),
            mappings: vec![("externalId".to_owned(), "objectId".to_owned())],
            identity: "externalId".to_owned(),
            tenant_url: "https://scim.total.example/v2".to_owned(),
            hosts: vec!["total.example".to_owned()],
        }
    }
}

impl Vendor {
    /// The administrators' group.
    pub(crate) fn admins(&self) -> String {
        self.groups.first().cloned().unwrap_or_else(|| self.named("-", "Admin"))
    }

    /// The groups that are assigned beside [`Self::admins`], with a made-up id each.
    pub(crate) fn others(&self) -> impl Iterator<Item = (String, &str)> {
        let others = self.groups.iter().skip(1).enumerate();
        others.map(|(at, name)| (format!("f60d0000-0000-4000-8000-{at:012x}"), name.as_str()))
    }

    /// A group called as the product's are. A prefix that ends with a sign of its own needs no `between`.
    pub(crate) fn named(&self, between: &str, what: &str) -> String {
        let prefix = if self.prefix.is_empty() { &self.product } else { &self.prefix };
        let between = if prefix.ends_with(|end: char| end.is_alphanumeric()) { between } else { "" };
        let mut name = [prefix, between, what].concat();
        // A name that a required group bears already would make two of it.
        while self.groups.iter().any(|group| group.eq_ignore_ascii_case(&name)) {
            name.push_str(" 2");
        }
        name
    }

    /// Whether the product answers at `host`.
    pub(crate) fn serves(&self, host: &str) -> bool {
        let below =
            |known: &String| host.strip_suffix(known.as_str()).is_some_and(|rest| rest.ends_with('.'));
        self.hosts.iter().any(|known| host == known || below(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_bear_the_prefix() {
        let named = |prefix: &str| {
            let vendor = Vendor { prefix: prefix.to_owned(), ..Vendor::default() };
            vendor.named("-", "Workforce")
        };
        assert_eq!(named("TOTAL"), "TOTAL-Workforce");
        assert_eq!(named("SG_"), "SG_Workforce");
        assert_eq!(named(""), "TOTAL-Workforce");
        let groups = ["A", "total-workforce"].map(str::to_owned).to_vec();
        let vendor = Vendor { groups, ..Vendor::default() };
        assert_eq!(vendor.named("-", "Workforce"), "TOTAL-Workforce 2");
    }

    #[test]
    fn a_host_is_matched_at_label_boundaries() {
        let vendor = Vendor::default();
        for (host, serves) in [
            ("total.example", true),
            ("scim.total.example", true),
            ("eviltotal.example", false),
            ("example", false),
        ] {
            assert_eq!(vendor.serves(host), serves, "{host}");
        }
    }
}

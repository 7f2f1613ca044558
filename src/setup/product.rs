//! What a vendor's product requires of a tenant, as data (design §4, `product`).
//!
//! No check names TOTAL or an attribute: they compare a tenant with this.

/// The enterprise extension's attribute prefix (RFC 7643 §4.3).
const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// One vendor's product and what it needs to be provisioned into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The name shown to people.
    pub name: String,
    /// Names under which administrators create the enterprise application; compared without case and outer spaces.
    pub application_names: Vec<String>,
    /// The attribute mappings that must be right.
    pub required_mappings: Vec<RequiredMapping>,
    /// The groups whose members get access.
    pub groups: GroupRequirements,
    /// Hosts that a tenant URL may name, matched at label boundaries; empty: any https host.
    pub tenant_url_hosts: Vec<String>,
    /// Where people get help.
    pub support: Support,
    /// The written guide for doing it by hand.
    pub guide_url: Option<String>,
    /// Where the product's administrators find tenant URL and secret token.
    pub console: Console,
}

/// The product's own place for administrators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Console {
    /// What it is called, as after "the".
    pub name: String,
    /// The way to the credentials in it.
    pub path: Option<String>,
}

impl Console {
    /// What to call it where nobody said so.
    #[must_use]
    pub fn of(product: &str) -> Self {
        Self { name: ["administration of ", product].concat(), path: None }
    }
}

/// A SCIM attribute and the Entra attribute that must flow into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredMapping {
    /// The SCIM attribute, as the schema's `targetAttributeName` writes it.
    pub target: String,
    /// The Entra attribute, as the schema's `source.name` writes it.
    pub source: String,
    /// Whether the product joins sign-in and provisioning on this attribute.
    pub identity: bool,
}

/// Which groups must be, or are likely to be, assigned to the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRequirements {
    /// Display names of groups that must be assigned.
    pub required: Vec<String>,
    /// Groups whose display names start so are offered first.
    pub prefix: String,
}

/// How to reach the vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// A support page.
    pub url: Option<String>,
    /// A support address.
    pub email: Option<String>,
}

impl Product {
    /// TruU TOTAL, the built-in product (design §4).
    #[must_use]
    pub fn total() -> Self {
        let mapping = |target: &str, source: &str, identity| RequiredMapping {
            target: target.to_owned(),
            source: source.to_owned(),
            identity,
        };
        Self {
            name: "TOTAL".to_owned(),
            application_names: vec!["TOTAL".to_owned(), "TruU TOTAL Security".to_owned()],
            required_mappings: vec![
                mapping("externalId", "objectId", true),
                mapping("title", "jobTitle", false),
                mapping(&format!("{ENTERPRISE_USER}:department"), "department", false),
            ],
            groups: GroupRequirements {
                required: vec!["TOTAL-Admin".to_owned()],
                prefix: "TOTAL".to_owned(),
            },
            tenant_url_hosts: Vec::new(),
            support: Support::default(),
            guide_url: None,
            console: Console {
                name: "Enrollment Console".to_owned(),
                path: Some("Settings → SSO & Provisioning".to_owned()),
            },
        }
    }

    /// The mapping on which sign-in and provisioning are joined: it reads the object id, which is what a sign-in token names a
    /// person by. A configuration without one is refused.
    #[must_use]
    pub fn identity_mapping(&self) -> Option<&RequiredMapping> {
        self.required_mappings.iter().find(|mapping| mapping.identity)
    }
}

//! Who is signed in.

/// An account. It is known by tenant and object ID; the names are for people (security.md AUTH-18).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Tenant ID.
    pub tid: String,
    /// Object ID of the user in that tenant.
    pub oid: String,
    /// User principal name, or what stands for it.
    pub username: String,
    /// Display name.
    pub name: String,
}

impl Account {
    /// Whether both are the same account, whatever it is called.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.tid == other.tid && self.oid == other.oid
    }
}

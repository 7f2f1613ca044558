//! The simulated tenants behind the one Graph: which of them answers is up to the token, as at Graph.

use super::tenant::Tenant;
use crate::net::{Request, Response};
use http::header::AUTHORIZATION;
use std::time::Duration;

/// The usual tenant, and those a test added.
#[derive(Debug)]
pub(super) struct Tenants {
    usual: Tenant,
    /// By tenant ID.
    added: Vec<(String, Tenant)>,
}

impl Tenants {
    /// `usual` alone.
    pub fn new(usual: Tenant) -> Self {
        Self { usual, added: Vec::new() }
    }

    /// Adds `tenant`, in place of the one with this ID if there is one.
    pub fn add(&mut self, id: String, tenant: Tenant) {
        self.added.retain(|(other, _)| *other != id);
        self.added.push((id, tenant));
    }

    /// The tenant with this ID; the usual one for any other and for none.
    pub fn named(&mut self, id: Option<&str>) -> &mut Tenant {
        let added = self.added.iter_mut().find(|(other, _)| Some(other.as_str()) == id);
        added.map_or(&mut self.usual, |(_, tenant)| tenant)
    }

    /// Answers a request of a page, and how long the answer takes; `None`: the connection is to be cut.
    pub fn handle(&mut self, request: Request) -> Option<(Response, Duration)> {
        let token = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = token.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let tenant = match self.added.iter_mut().find(|(_, tenant)| tenant.knows(token)) {
            Some((_, added)) if !self.usual.knows(token) => added,
            _ => &mut self.usual,
        };
        tenant.handle(request)
    }

    /// All of them, the usual one first and without an ID.
    pub fn all(&mut self) -> impl Iterator<Item = (Option<&str>, &mut Tenant)> {
        let added = self.added.iter_mut().map(|(id, tenant)| (Some(id.as_str()), tenant));
        std::iter::once((None, &mut self.usual)).chain(added)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Vendor;

    fn tenants() -> Tenants {
        Tenants::new(Tenant::new(&Vendor::default(), "fresh", None, 1).unwrap())
    }

    fn organization(tenants: &mut Tenants, token: &str) -> String {
        let request = http::Request::builder()
            .uri("/v1.0/organization")
            .header("host", "127.0.0.1:1")
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(Vec::new())
            .unwrap();
        let (answer, _) = tenants.handle(request).unwrap();
        let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
        body["value"][0]["displayName"].as_str().unwrap_or_default().to_owned()
    }

    #[test]
    fn the_token_decides_which_tenant_answers() {
        let mut tenants = tenants();
        let mut second = Tenant::new(&Vendor::default(), "all-right", None, 1).unwrap();
        second.simulation().rename(crate::sim::Organization {
            id: "second".to_owned(),
            name: "Fabrikam".to_owned(),
            domain: "fabrikam.example".to_owned(),
        });
        tenants.add("second".to_owned(), second);
        let hour = Duration::from_secs(3600);
        for (tenant, token) in [(Some("second"), "there"), (Some("nowhere"), "here"), (None, "home")] {
            tenants.named(tenant).issue_token(token, &["User.Read"], hour);
        }
        let names =
            ["there", "here", "home", crate::sim::DEMO_TOKEN].map(|it| organization(&mut tenants, it));
        assert_eq!(names, ["Fabrikam", "Contoso", "Contoso", "Contoso"]);
        assert_eq!(organization(&mut tenants, "unknown"), "");
    }

    #[test]
    fn a_tenant_is_replaced_by_one_with_its_id() {
        let mut tenants = tenants();
        for _ in 0..2 {
            tenants.add("second".to_owned(), Tenant::new(&Vendor::default(), "fresh", None, 1).unwrap());
        }
        assert_eq!(tenants.all().count(), 2);
    }
}

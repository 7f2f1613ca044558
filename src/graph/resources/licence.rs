//! Licences.

use super::read::{list, member, number, resource, text};

/// Service plan `AAD_PREMIUM` (Entra ID P1).
const PREMIUM_P1: &str = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";
/// Service plan `AAD_PREMIUM_P2` (Entra ID P2).
const PREMIUM_P2: &str = "eec0eb4f-6444-4f95-aba0-50c24d67f998";

resource!(
    /// A licence that the tenant has.
    SubscribedSku
);

impl SubscribedSku {
    /// The product's technical name.
    #[must_use]
    pub fn sku_part_number(&self) -> &str {
        text(&self.0, "skuPartNumber")
    }

    /// `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`.
    #[must_use]
    pub fn capability_status(&self) -> &str {
        text(&self.0, "capabilityStatus")
    }

    /// Whether it lets groups be assigned to applications: Entra ID P1 or P2, in force and not an ended trial
    /// (graph-contract.md §4.0, 4).
    #[must_use]
    pub fn has_premium(&self) -> bool {
        let usable =
            ["Enabled", "Warning"].iter().any(|it| it.eq_ignore_ascii_case(self.capability_status()));
        let units = member(&self.0, "prepaidUnits");
        let ended = units.is_object() && number(units, "enabled") + number(units, "warning") == 0;
        usable
            && !ended
            && list(&self.0, "servicePlans").iter().any(|plan| {
                let id = text(plan, "servicePlanId");
                [PREMIUM_P1, PREMIUM_P2].iter().any(|premium| premium.eq_ignore_ascii_case(id))
                    && text(plan, "provisioningStatus").eq_ignore_ascii_case("Success")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn sku(status: &str, plan: &str, units: &Value) -> bool {
        SubscribedSku::new(json!({
            "capabilityStatus": status,
            "prepaidUnits": units,
            "servicePlans": [{"servicePlanId": plan, "provisioningStatus": "Success"}],
        }))
        .has_premium()
    }

    /// graph-contract.md §4.0, 4
    #[test]
    fn groups_can_be_assigned_with_a_premium_plan_that_is_in_force() {
        let enabled = json!({"enabled": 1});
        assert!(sku("Enabled", PREMIUM_P1, &enabled));
        assert!(sku("warning", &PREMIUM_P2.to_ascii_uppercase(), &Value::Null));
        assert!(!sku("Suspended", PREMIUM_P1, &enabled));
        assert!(!sku("Enabled", "e866a266-3cff-43a3-acca-0c90a7e00c8b", &enabled));
        assert!(!sku("Enabled", PREMIUM_P1, &json!({"enabled": 0})), "an ended trial");
    }
}

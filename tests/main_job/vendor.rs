//! Another vendor's product, as docs/another-product.md has it (issue 6): other names, groups, mappings and addresses.

use super::to_done::{FIXABLE, check};
use crate::common::{World, names};
use assistant::config::Config;
use assistant::setup::product::Product;
use assistant::sim::{Knobs, Scenario, SimTenant};
use assistant::vendor::vendor;

const EXAMPLE: &str = include_str!("../../docs/examples/other-product/config.json");

fn other() -> Product {
    Config::parse(EXAMPLE).unwrap().product
}

/// Fifty thousand people are no other ones for another product.
fn small(scenario: &Scenario) -> bool {
    *scenario != Scenario::Large
}

fn seen(product: Product, scenario: Scenario) -> World {
    let mut world = World::of(product, scenario);
    world.look();
    world
}

/// A scenario is about the same thing whatever the product is called and whichever attribute it joins sign-in on.
#[test]
fn every_scenario_is_for_another_product_what_it_is_for_total() {
    for scenario in Scenario::ALL.iter().copied().filter(small) {
        let (total, other) = (seen(Product::total(), scenario), seen(other(), scenario));
        assert_eq!(
            other.statuses(),
            total.statuses(),
            "{}\n{}\n{}",
            scenario.name(),
            other.kinds(),
            total.kinds()
        );
    }
}

#[test]
fn every_scenario_that_can_be_mended_ends_done_and_proven_for_another_product() {
    for scenario in FIXABLE.into_iter().filter(small) {
        check(seen(other(), scenario), scenario.name());
    }
}

#[test]
fn the_plan_is_of_the_other_product_only() {
    let mut world = seen(other(), Scenario::Fresh);
    world.enter_credentials();
    assert_eq!(
        names(&world.plan()),
        [
            "create scim",
            "store",
            "fix employeeNumber=objectId nickName+mailNickname",
            "assign Harbor Masters as User",
            "assign Harbor Pilots as User",
            "start",
        ]
    );
}

/// A target that Entra's default mapping lacks, names that end with a sign, groups that nobody requires, no hosts.
#[test]
fn products_of_all_kinds_end_done_and_proven() {
    let product = |text: &str| Config::parse(&format!(r#"{{"product": {text}}}"#)).unwrap().product;
    let kinds = [
        r#"{"name": "Öl & Gas", "applicationNames": ["Öl & Gas"], "groups": {"required": ["ÖG_Admin", "ÖG_Analyst"], "prefix": "ÖG_"},
            "requiredMappings": [{"target": "nickName", "source": "objectId", "identity": true}]}"#,
        r#"{"name": "Badge", "applicationNames": ["Badge SCIM"], "groups": {"required": ["Door"]},
            "requiredMappings": [{"target": "externalId", "source": "objectId", "identity": true},
                                 {"target": "urn:example:params:scim:Badge:level", "source": "employeeId"}]}"#,
    ];
    for text in kinds {
        for scenario in FIXABLE.into_iter().filter(small) {
            check(seen(product(text), scenario), scenario.name());
        }
    }
}

/// A required group that does not exist is missed, however many others there are.
#[test]
fn one_required_group_never_stands_in_for_another() {
    let mut product = other();
    product.groups.required.push("Harbor Watch".to_owned());
    let mut world = World::of(product, Scenario::DefaultMapping);
    // The tenant has those of the example.
    let now = world.clock_now();
    world.sim.replace(SimTenant::of(vendor(&other()), Scenario::DefaultMapping, Knobs::default(), now));
    world.look();
    assert!(world.kinds().contains("RequiredGroupNotFound"), "{}", world.kinds());
    assert!(!names(&world.plan()).contains(&"start".to_owned()));
    world.choose_group("Harbor-Analyst");
    assert!(world.kinds().contains("RequiredGroupReplaced"), "{}", world.kinds());
    assert!(names(&world.plan()).contains(&"start".to_owned()));
}

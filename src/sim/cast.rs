//! The people, groups and ids of Contoso (graph-contract.md §3, §5.3).

use super::directory::{Group, Members, User};
use super::sentinel;
use super::vendor::Vendor;

pub(crate) const TENANT: &str = "5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035";
pub(crate) const OTHER_TENANT: &str = "0b8e4d72-61c3-4f9a-8d25-7ea9c3f1b604";
pub(crate) const TOTAL: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";
pub(crate) const TOTAL_APP_ID: &str = "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1";
pub(crate) const SECOND_TOTAL: &str = "d4b2f6e8-0c35-4a71-9f2d-8e6b1ca703f9";
pub(crate) const SECOND_TOTAL_APP_ID: &str = "9f53eac7-2084-4d1b-86f9-3b7dae1508c2";
pub(crate) const ADMIN_GROUP: &str = "b7d90c14-6a2e-4f35-9c81-e05d3f7a216b";
pub(crate) const ANALYST_GROUP: &str = "c8ea1d25-7b3f-4046-8d92-f16e408b327c";
/// Where there is a crowd.
pub(crate) const WORKFORCE_GROUP: &str = "d50d0000-0000-4000-8000-000000000000";
pub(crate) const INNER_GROUP: &str = "d9fb2e36-8c40-4157-9ea3-027f519c438d";

pub(crate) const ROLE_USER: &str = "18d14569-c3bd-439b-9a66-3a2aee01d14f";
pub(crate) const ROLE_MSIAM: &str = "b9632174-c057-4f7e-951b-be3adc52bfe6";
pub(crate) const NON_GALLERY_TEMPLATE: &str = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";
pub(crate) const PLAN_P1: &str = "41781fb2-bc02-4b7c-bd55-b576c07bb09d";

pub(crate) const APPLICATION_ADMINISTRATOR: &str = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
pub(crate) const CLOUD_APPLICATION_ADMINISTRATOR: &str = "158c047a-c907-4556-b7ef-446551a6b5f7";
pub(crate) const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
pub(crate) const HYBRID_IDENTITY_ADMINISTRATOR: &str = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
pub(crate) const PRIVILEGED_ROLE_ADMINISTRATOR: &str = "e8611ab8-c189-46e8-94e1-60213ab1f814";
pub(crate) const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
pub(crate) const IDENTITY_GOVERNANCE_ADMINISTRATOR: &str = "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e";
pub(crate) const GROUPS_ADMINISTRATOR: &str = "fdd7a751-b60b-444a-984c-02652fe8fa1c";
pub(crate) const DIRECTORY_READERS: &str = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
pub(crate) const DIRECTORY_WRITERS: &str = "9360feb5-f418-4baa-8175-e2a00bac4301";
pub(crate) const GLOBAL_READER: &str = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
pub(crate) const REPORTS_READER: &str = "4a5d8f65-41da-4de4-8968-e035b65339cf";
pub(crate) const SECURITY_READER: &str = "5d6b6bb7-de71-4623-b4af-96380a352509";
pub(crate) const SECURITY_OPERATOR: &str = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f";
pub(crate) const SECURITY_ADMINISTRATOR: &str = "194ae4cb-b126-40b2-bd5b-6091b380977d";

/// Scopes for reading (§5.1).
pub(crate) const READ_SCOPES: [&str; 15] = [
    "openid",
    "profile",
    "offline_access",
    "User.Read",
    "Application.Read.All",
    "Synchronization.Read.All",
    "GroupMember.Read.All",
    "User.ReadBasic.All",
    "ProvisioningLog.Read.All",
    "LicenseAssignment.Read.All",
    "RoleManagement.Read.Directory",
    "AuditLog.Read.All",
    "User.Read.All",
    "Organization.Read.All",
    "email",
];

/// Scopes for writing (§5.1).
pub(crate) const WRITE_SCOPES: [&str; 2] =
    ["Synchronization.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"];

/// The person signed in.
pub(crate) const ME: &str = "0c5e791a-3b2d-486f-a4c0-f7d6e1985b23";

/// A person: id, given name, surname, job title, department, city.
type Row =
    (&'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>, &'static str);

const ROWS: [Row; 15] = [
    (ME, "Robin", "Keller", Some("IT Administrator"), Some("IT"), "Zurich"),
    (ADA, "Ada", "Martin", Some("Engineer"), Some("Research"), "Lyon"),
    (BEN, "Ben", "Okafor", Some("Security Lead"), Some("Security"), "London"),
    (CARLA, "Carla", "Nunes", Some("Identity Engineer"), Some("IT"), "Lisbon"),
    (DMITRI, "Dmitri", "Petrov", None, None, "Riga"),
    (ELENA, "Elena", "Rossi", Some("Analyst"), Some("Finance"), "Milan"),
    ("6ab4f507-918e-4ec5-8a26-5d3c47feb189", "Farid", "Haddad", Some("Analyst"), Some("Risk"), "Paris"),
    (
        "7bc50618-a29f-4fd6-9b37-6e4d580fc29a",
        "Grace",
        "Liu",
        Some("Chief of Staff"),
        Some("Executive"),
        "Boston",
    ),
    ("8cd61729-b3a0-40e7-8c48-7f5e6910d3ab", "Hugo", "Lindqvist", Some("Auditor"), Some("Finance"), "Oslo"),
    ("9de7283a-c4b1-41f8-9d59-806f7a21e4bc", "Imani", "Njoroge", Some("Nurse"), Some("Care"), "Nairobi"),
    ("aef8394b-d5c2-4209-8e6a-91708b32f5cd", "Jonas", "Weber", Some("Controller"), None, "Bonn"),
    ("bf094a5c-e6d3-431a-9f7b-a2819c4306de", "Keiko", "Tanaka", Some("Designer"), Some("Product"), "Osaka"),
    (GUEST, "Lena", "Fischer", Some("Consultant"), Some("External"), "Vienna"),
    (DISABLED, "Marco", "Silva", Some("Analyst"), Some("Finance"), "Porto"),
    ("e23c7d8f-1906-464d-8cae-d5b4cf763911", "Nadia", "Aziz", Some("Engineer"), Some("Research"), "Rabat"),
];

pub(crate) const ADA: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";
pub(crate) const BEN: &str = "2e70b9c3-5d4f-4a81-86e2-19f803ba7d45";
pub(crate) const CARLA: &str = "3f81c2d4-6e5b-4b92-97f3-2a0914cb8e56";
/// Someone without job title and department.
pub(crate) const DMITRI: &str = "4892d3e5-7f6c-4ca3-88a4-3b1a25dc9f67";
pub(crate) const ELENA: &str = "59a3e4f6-807d-4db4-99b5-4c2b36eda078";
pub(crate) const GUEST: &str = "c01a5b6d-f7e4-442b-8a8c-b392ad5417ef";
pub(crate) const DISABLED: &str = "d12b6c7e-08f5-453c-9b9d-c4a3be6528f0";

/// Everyone at Contoso.
pub(crate) fn people() -> Vec<User> {
    ROWS.iter().enumerate().map(|(at, row)| person(at, row)).collect()
}

fn person(at: usize, row: &Row) -> User {
    let (id, given, surname, title, department, city) = *row;
    let dotted = format!("{}.{}", given.to_ascii_lowercase(), surname.to_ascii_lowercase());
    let guest = id == GUEST;
    let upn = if guest {
        format!("{dotted}_fabrikam.example#EXT#@contoso.example")
    } else {
        format!("{dotted}@contoso.example")
    };
    User {
        id: id.to_owned(),
        name: format!("{given} {surname}"),
        given: given.to_owned(),
        surname: surname.to_owned(),
        upn,
        mail: Some(if guest {
            format!("{dotted}@fabrikam.example")
        } else {
            format!("{dotted}@contoso.example")
        }),
        nickname: dotted,
        job_title: title.map(str::to_owned),
        department: department.map(str::to_owned),
        office: Some(format!("{city} HQ")),
        city: Some(city.to_owned()),
        country: None,
        language: Some("en-US".to_owned()),
        employee_id: Some(format!("E{:04}", 1000 + at)),
        mobile: None,
        enabled: id != DISABLED,
        guest,
    }
}

/// The groups every tenant has: the product's, unrelated ones, and those whose names provoke errors.
pub(crate) fn groups(vendor: &Vendor) -> Vec<Group> {
    let ids: Vec<&str> = ROWS.iter().map(|row| row.0).collect();
    let range = |from: usize, to: usize| ids.get(from..to).unwrap_or_default().to_vec();
    let about = |what: &str| [what, " ", &vendor.product].concat();
    let mut groups = vec![
        group(ADMIN_GROUP, &vendor.admins(), &about("Administrators of"), &[ADA, BEN, CARLA]),
        group(
            ANALYST_GROUP,
            &vendor.named("-", "Analyst"),
            &about("Analysts in"),
            &[DMITRI, ELENA, GUEST, DISABLED],
        ),
        group("ea0c3f47-9d51-4268-8fb4-1380620d549e", "All Employees", "Everyone", &range(0, 12)),
        group("fb1d4058-ae62-4379-90c5-2491731e65af", "Finance", "Finance department", &[ELENA, DISABLED]),
        group("0c2e5169-bf73-448a-81d6-35a2842f76b0", "IT Helpdesk", "First-line support", &[ME, CARLA]),
        group("1d3f627a-c084-459b-92e7-46b3953087c1", "VPN Users", "Remote access", &range(1, 9)),
    ];
    groups.push(Group {
        unified: true,
        security: false,
        ..group(
            "2e40738b-d195-46ac-83f8-57c4a64198d2",
            &vendor.named(" ", "Rollout"),
            "Project team",
            &[ME, ADA, BEN],
        )
    });
    groups.push(Group {
        role_assignable: true,
        ..group("3f51849c-e2a6-47bd-9409-68d5b752a9e3", "Tier 0 Admins", "Holders of privileged roles", &[ME])
    });
    groups.extend(vendor.others().map(|(id, name)| group(&id, name, &about("People of"), &[ADA, BEN])));
    for (at, what) in sentinel::NAMES.iter().enumerate() {
        let id = format!("eeeeeeee-0000-4000-8000-{at:012x}");
        groups.push(group(&id, &format!("Provoke {what}"), "Provokes an error", &[ADA]));
    }
    groups
}

/// A security group.
pub(crate) fn group(id: &str, name: &str, description: &str, members: &[&str]) -> Group {
    Group {
        id: id.to_owned(),
        name: name.to_owned(),
        description: Some(description.to_owned()),
        nickname: name.to_ascii_lowercase().replace(' ', "-"),
        security: true,
        members: Members::Listed(members.iter().map(|id| (*id).to_owned()).collect()),
        ..Group::default()
    }
}

/// Display name and template id of each role that the person signed in may hold (graph-contract.md §5.3).
const ROLES: [(&str, &str); 15] = [
    ("Application Administrator", APPLICATION_ADMINISTRATOR),
    ("Cloud Application Administrator", CLOUD_APPLICATION_ADMINISTRATOR),
    ("Directory Readers", DIRECTORY_READERS),
    ("Directory Writers", DIRECTORY_WRITERS),
    ("Global Administrator", GLOBAL_ADMINISTRATOR),
    ("Global Reader", GLOBAL_READER),
    ("Groups Administrator", GROUPS_ADMINISTRATOR),
    ("Hybrid Identity Administrator", HYBRID_IDENTITY_ADMINISTRATOR),
    ("Identity Governance Administrator", IDENTITY_GOVERNANCE_ADMINISTRATOR),
    ("Privileged Role Administrator", PRIVILEGED_ROLE_ADMINISTRATOR),
    ("Reports Reader", REPORTS_READER),
    ("Security Administrator", SECURITY_ADMINISTRATOR),
    ("Security Operator", SECURITY_OPERATOR),
    ("Security Reader", SECURITY_READER),
    ("User Administrator", USER_ADMINISTRATOR),
];

/// The template id of the role with this name or template id.
pub(crate) fn role_called(text: &str) -> Option<&'static str> {
    ROLES.iter().find(|(name, id)| *name == text || *id == text).map(|(_, id)| *id)
}

/// Display name and description of a role.
pub(crate) fn role(template: &str) -> (&'static str, &'static str) {
    match template {
        APPLICATION_ADMINISTRATOR => (
            "Application Administrator",
            "Can create and manage all aspects of app registrations and enterprise apps.",
        ),
        CLOUD_APPLICATION_ADMINISTRATOR => (
            "Cloud Application Administrator",
            "Can create and manage all aspects of app registrations and enterprise apps except App Proxy.",
        ),
        GLOBAL_READER => {
            ("Global Reader", "Can read everything that a Global Administrator can, but not update anything.")
        }
        DIRECTORY_READERS => ("Directory Readers", "Can read basic directory information."),
        other => {
            let name = ROLES.iter().find(|(_, id)| *id == other).map_or("", |(name, _)| *name);
            (name, "A role of Microsoft Entra ID.")
        }
    }
}

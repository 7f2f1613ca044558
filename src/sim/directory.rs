//! People and groups.

use super::state::Organization;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// A person. Names of members are Graph's (v1.0).
#[derive(Clone, Debug, Default)]
pub(crate) struct User {
    pub id: String,
    pub name: String,
    pub given: String,
    pub surname: String,
    pub upn: String,
    pub mail: Option<String>,
    pub nickname: String,
    pub job_title: Option<String>,
    pub department: Option<String>,
    pub office: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub language: Option<String>,
    pub employee_id: Option<String>,
    pub mobile: Option<String>,
    pub enabled: bool,
    pub guest: bool,
}

/// Members that `User.ReadBasic.All` shows; the rest needs `User.Read.All` (graph-contract.md E3, E6).
const BASIC: [&str; 6] = ["id", "displayName", "givenName", "mail", "surname", "userPrincipalName"];

/// How much of a person the caller may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Id and type.
    Limited,
    /// Name and addresses.
    Basic,
    Full,
}

impl User {
    /// The person as Graph returns it, without what `sight` hides: hidden members are null.
    pub fn to_graph(&self, sight: Sight) -> Value {
        let mut all = Map::new();
        let text = |value: &Option<String>| value.as_deref().map_or(Value::Null, Value::from);
        all.insert("id".into(), self.id.as_str().into());
        all.insert("accountEnabled".into(), self.enabled.into());
        all.insert("city".into(), text(&self.city));
        all.insert("country".into(), text(&self.country));
        all.insert("department".into(), text(&self.department));
        all.insert("displayName".into(), self.name.as_str().into());
        all.insert("employeeId".into(), text(&self.employee_id));
        all.insert("givenName".into(), self.given.as_str().into());
        all.insert("jobTitle".into(), text(&self.job_title));
        all.insert("mail".into(), text(&self.mail));
        all.insert("mailNickname".into(), self.nickname.as_str().into());
        all.insert("mobilePhone".into(), text(&self.mobile));
        all.insert("officeLocation".into(), text(&self.office));
        all.insert("preferredLanguage".into(), text(&self.language));
        all.insert("surname".into(), self.surname.as_str().into());
        all.insert("userPrincipalName".into(), self.upn.as_str().into());
        all.insert("userType".into(), (if self.guest { "Guest" } else { "Member" }).into());
        for (name, value) in &mut all {
            let seen = match sight {
                Sight::Full => true,
                Sight::Basic => BASIC.contains(&name.as_str()),
                Sight::Limited => name == "id",
            };
            if !seen {
                *value = Value::Null;
            }
        }
        Value::Object(all)
    }

    /// The value of an attribute by the name that provisioning uses for it (graph-contract.md §7, 58).
    pub fn attribute(&self, name: &str) -> Option<String> {
        let flag = |value: bool| Some((if value { "True" } else { "False" }).to_owned());
        let names: [(&str, Option<&str>); 17] = [
            ("objectId", Some(&self.id)),
            ("displayName", Some(&self.name)),
            ("givenName", Some(&self.given)),
            ("surname", Some(&self.surname)),
            ("userPrincipalName", Some(&self.upn)),
            ("originalUserPrincipalName", Some(&self.upn)),
            ("mail", self.mail.as_deref()),
            ("mailNickname", Some(&self.nickname)),
            ("jobTitle", self.job_title.as_deref()),
            ("department", self.department.as_deref()),
            ("physicalDeliveryOfficeName", self.office.as_deref()),
            ("city", self.city.as_deref()),
            ("country", self.country.as_deref()),
            ("preferredLanguage", self.language.as_deref()),
            ("employeeId", self.employee_id.as_deref()),
            ("mobile", self.mobile.as_deref()),
            ("userType", Some(if self.guest { "Guest" } else { "Member" })),
        ];
        if name.eq_ignore_ascii_case("accountEnabled") {
            return flag(self.enabled);
        }
        if name.eq_ignore_ascii_case("IsSoftDeleted") {
            return flag(!self.enabled);
        }
        let found = names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        found.1.filter(|value| !value.is_empty()).map(str::to_owned)
    }
}

/// A group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub nickname: String,
    pub security: bool,
    /// A Microsoft 365 group.
    pub unified: bool,
    /// The rule of a dynamic group.
    pub rule: Option<String>,
    pub role_assignable: bool,
    pub members: Members,
}

/// Direct members.
#[derive(Clone, Debug)]
pub(crate) enum Members {
    /// Object ids of users and groups.
    Listed(Vec<String>),
    /// Every person of the crowd.
    Crowd,
}

impl Default for Members {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

impl Group {
    /// One member as Graph returns it. Members are made one by one so that a filter over 20,000 groups is cheap.
    pub fn property(&self, name: &str) -> Option<Value> {
        let types = || {
            let mut types = Vec::new();
            if self.unified {
                types.push(Value::from("Unified"));
            }
            if self.rule.is_some() {
                types.push(Value::from("DynamicMembership"));
            }
            Value::Array(types)
        };
        Some(match name {
            "id" => self.id.as_str().into(),
            "createdDateTime" => "2025-03-11T08:15:00Z".into(),
            "description" => self.description.as_deref().map_or(Value::Null, Value::from),
            "displayName" => self.name.as_str().into(),
            "groupTypes" => types(),
            "isAssignableToRole" => {
                if self.role_assignable {
                    Value::Bool(true)
                } else {
                    Value::Null
                }
            }
            "mail" => {
                if self.unified {
                    format!("{}@contoso.example", self.nickname).into()
                } else {
                    Value::Null
                }
            }
            "mailEnabled" => self.unified.into(),
            "mailNickname" => self.nickname.as_str().into(),
            "membershipRule" => self.rule.as_deref().map_or(Value::Null, Value::from),
            "membershipRuleProcessingState" => {
                if self.rule.is_some() {
                    "On".into()
                } else {
                    Value::Null
                }
            }
            "onPremisesSyncEnabled" => Value::Null,
            "securityEnabled" => self.security.into(),
            "visibility" => Value::Null,
            _ => return None,
        })
    }

    /// The whole group as Graph returns it.
    pub fn to_graph(&self) -> Value {
        let names = GROUP_PROPERTIES.iter();
        names.filter_map(|name| self.property(name).map(|value| ((*name).to_owned(), value))).collect()
    }
}

/// Every member of a group that [`Group::property`] knows.
pub(crate) const GROUP_PROPERTIES: [&str; 14] = [
    "id",
    "createdDateTime",
    "description",
    "displayName",
    "groupTypes",
    "isAssignableToRole",
    "mail",
    "mailEnabled",
    "mailNickname",
    "membershipRule",
    "membershipRuleProcessingState",
    "onPremisesSyncEnabled",
    "securityEnabled",
    "visibility",
];

/// A member of a group.
#[derive(Debug)]
pub(crate) enum Member<'a> {
    User(Box<User>),
    Group(&'a Group),
}

impl Member<'_> {
    /// The member as an element of a mixed list.
    pub fn to_graph(&self, sight: Sight, typed: bool) -> Value {
        let (kind, value) = match self {
            Self::User(user) => ("#microsoft.graph.user", user.to_graph(sight)),
            Self::Group(group) => ("#microsoft.graph.group", group.to_graph()),
        };
        if !typed {
            return value;
        }
        let mut out = Map::new();
        out.insert("@odata.type".into(), kind.into());
        if let Value::Object(members) = value {
            out.extend(members);
        }
        Value::Object(out)
    }
}

/// All people and groups. The crowd is not stored: its people are made from their number when asked for.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    users: Vec<User>,
    crowd: u32,
    groups: Vec<Group>,
    users_by_id: HashMap<String, usize>,
    groups_by_id: HashMap<String, usize>,
}

/// How the object ids of the crowd begin; the number follows in hexadecimal.
const CROWD: &str = "c40d0000-0000-4000-8000-";

impl Directory {
    /// A directory of these, and of `crowd` more people.
    pub fn new(users: Vec<User>, groups: Vec<Group>, crowd: u32) -> Self {
        let users_by_id = users.iter().enumerate().map(|(at, user)| (user.id.clone(), at)).collect();
        let groups_by_id = groups.iter().enumerate().map(|(at, group)| (group.id.clone(), at)).collect();
        Self { users, crowd, groups, users_by_id, groups_by_id }
    }

    /// Puts these people into a group, in place of those in it.
    pub fn set_members(&mut self, group: &str, members: Vec<String>) {
        if let Some(group) = self.groups_by_id.get(group).and_then(|at| self.groups.get_mut(*at)) {
            group.members = Members::Listed(members);
        }
    }

    /// Gives a person another job title; nobody of the crowd.
    pub fn set_job_title(&mut self, user: &str, title: &str) {
        if let Some(user) = self.users_by_id.get(user).and_then(|at| self.users.get_mut(*at)) {
            user.job_title = Some(title.to_owned());
        }
    }

    /// The person with this object id.
    pub fn user(&self, id: &str) -> Option<std::borrow::Cow<'_, User>> {
        if let Some(at) = self.users_by_id.get(id) {
            return self.users.get(*at).map(std::borrow::Cow::Borrowed);
        }
        let number = u32::from_str_radix(id.strip_prefix(CROWD)?, 16).ok()?;
        (number < self.crowd).then(|| std::borrow::Cow::Owned(crowd_user(number)))
    }

    /// The group with this object id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups_by_id.get(id).and_then(|at| self.groups.get(*at))
    }

    /// Every group.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Every person's object id.
    pub fn user_ids(&self) -> Vec<String> {
        self.users.iter().map(|user| user.id.clone()).chain((0..self.crowd).map(crowd_id)).collect()
    }

    /// Object ids of the direct members of `group`.
    pub fn member_ids(&self, group: &Group) -> Vec<String> {
        match &group.members {
            Members::Listed(ids) => ids.clone(),
            Members::Crowd => (0..self.crowd).map(crowd_id).collect(),
        }
    }

    /// Object ids of members at any depth, each once.
    pub fn transitive_ids(&self, group: &Group) -> Vec<String> {
        let mut seen = std::collections::HashSet::new();
        let (mut found, mut open) = (Vec::new(), vec![group]);
        while let Some(group) = open.pop() {
            for id in self.member_ids(group) {
                if let Some(inner) = self.group(&id) {
                    open.push(inner);
                }
                if seen.insert(id.clone()) {
                    found.push(id);
                }
            }
        }
        found
    }

    /// The member with this object id.
    pub fn member(&self, id: &str) -> Option<Member<'_>> {
        self.group(id)
            .map(Member::Group)
            .or_else(|| self.user(id).map(|user| Member::User(Box::new(user.into_owned()))))
    }
}

/// The object id of a person of the crowd.
pub(crate) fn crowd_id(number: u32) -> String {
    format!("{CROWD}{number:012x}")
}

/// A person of the crowd.
fn crowd_user(number: u32) -> User {
    const GIVEN: [&str; 8] = ["Alex", "Bea", "Chidi", "Dana", "Emil", "Fatima", "Goran", "Hana"];
    const SURNAME: [&str; 7] = ["Adler", "Berg", "Costa", "Diaz", "Endo", "Farkas", "Gruber"];
    const TITLE: [&str; 5] = ["Analyst", "Engineer", "Clerk", "Manager", "Nurse"];
    let pick = |list: &'static [&'static str], step: u32| {
        list.get((number / step) as usize % list.len()).copied().unwrap_or_default()
    };
    let (given, surname) = (pick(&GIVEN, 1), pick(&SURNAME, 8));
    let nickname = format!("p{number:05}");
    User {
        id: crowd_id(number),
        name: format!("{given} {surname} {number:05}"),
        given: given.to_owned(),
        surname: surname.to_owned(),
        upn: format!("{nickname}@contoso.example"),
        mail: Some(format!("{nickname}@contoso.example")),
        nickname,
        job_title: Some(pick(&TITLE, 3).to_owned()),
        department: Some("Operations".to_owned()),
        enabled: true,
        ..User::default()
    }
}

/// The organization as Graph returns it.
pub(crate) fn organization(organization: &Organization, full: bool, premium: bool) -> Value {
    let plans = if premium { json!([plan("AADPremiumService", super::cast::PLAN_P1)]) } else { json!([]) };
    json!({
        "id": organization.id,
        "displayName": organization.name,
        "verifiedDomains": [
            {"capabilities": "Email, OfficeCommunicationsOnline", "isDefault": true, "isInitial": false,
             "name": organization.domain, "type": "Managed"},
        ],
        "tenantType": if full { json!("AAD") } else { Value::Null },
        "assignedPlans": if full { plans } else { Value::Null },
    })
}

/// An assigned plan of the organization.
fn plan(service: &str, id: &str) -> Value {
    json!({"assignedDateTime": "2025-01-10T09:00:00Z", "capabilityStatus": "Enabled", "service": service,
           "servicePlanId": id})
}

//! What reading and editing must keep.

use super::*;
use proptest::prelude::*;

/// Real-shaped, with everything that a parser and a printer would lose: odd white space, escapes, a number beyond any
/// type, duplicate and unknown members.
const REAL: &str = r#"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x", "id": "scim.5f.8e", "version":"v1.2",
  "futureMember" : {"n": 1e400, "m": -0.10, "k": 123456789012345678901234567890, "s": "\u00e9\/\ud83d\ude00"},
  "synchronizationRules": [ {
    "id": "33f7#V2", "priority": 1, "name": "R", "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "customappsso",
    "metadata": [{"key": "SupportsProvisionOnDemand", "value": "True"}], "groupFilter": null,
    "objectMappings": [
      {"enabled": true, "flowTypes": "Add, Update,Delete", "scope": null, "sourceObjectName": "Group",
       "targetObjectName": "urn:ietf:params:scim:schemas:core:2.0:Group", "attributeMappings": []},
      {"enabled": false, "enabled": true, "flowTypes": "Add,Update", "name": "Users", "scope": {"groups": [{"name": "x", "clauses": [{"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": {"values": ["R\u0026D", null, "IT"]}}, {}]}, {}]}, "sourceObjectName": "User",
       "targetObjectName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
       "attributeMappings": [
        {"targetAttributeName": "externalId", "matchingPriority": 0, "flowType": "ObjectAddOnly", "unknown": [ 1.00 ],
         "source": {"expression": "[mailNickname]", "name": "mailNickname", "type": "Attribute", "parameters": []}},
        {"targetAttributeName": "title", "defaultValue": "Boss", "source": {"expression": "\"Boss\"", "name": "Boss", "type": "Constant"}},
        {"targetAttributeName": "userName", "matchingPriority": 1, "flowType": "Always",
         "source": {"type": "attribute", "expression": "[userPrincipalName]", "name": "userPrincipalName"}},
        {}
       ]}
    ] }, {} ],
  "directories": [ {"name": "Microsoft Entra ID", "objects": [{}]},
    {"name": "customappsso", "version": "Date:1", "discoveryDateTime": null, "objects": [
      {"name": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "attributes": [
        {"anchor": true, "name": "id", "type": "String"},
        {"anchor": false, "name": "userName", "type": "String", "required": true, "metadata": [{"key": "x"}], "future": 7},
        {"anchor": false, "name": "externalId", "type": "String"}]}]}]
}"#;

fn real() -> SchemaDocument {
    SchemaDocument::parse(REAL.to_owned()).unwrap()
}

fn users() -> MappingRef {
    MappingRef { rule: 0, mapping: 1 }
}

fn set_source(row: usize, attribute: &str) -> SchemaEdit {
    SchemaEdit::SetSource { at: users(), row, attribute: attribute.to_owned() }
}

fn append(target: &str, attribute: &str) -> SchemaEdit {
    SchemaEdit::Append { at: users(), target: target.to_owned(), attribute: attribute.to_owned() }
}

fn rows(document: &SchemaDocument) -> &[AttributeMapping] {
    &document.mapping(users()).unwrap().attribute_mappings
}

#[test]
fn a_schema_is_read_where_its_rules_stand() {
    let schema = real();
    assert_eq!(schema.user_mapping(), Some(users()));
    assert_eq!(schema.group_mapping(), Some(MappingRef { rule: 0, mapping: 0 }));
    let rule = &schema.rules()[0];
    assert_eq!((rule.id.as_str(), rule.supports_provision_on_demand), ("33f7#V2", Some(true)));
    let mapping = schema.mapping(users()).unwrap();
    assert!(mapping.enabled, "the last of two members counts");
    let filter = mapping.scope_filter.as_ref().unwrap();
    let clause = |attribute: &str, operator: &str, values: &[&str]| FilterClause {
        attribute: attribute.to_owned(),
        operator: operator.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let read = clause("department", "EQUALS", &["R&D", "IT"]);
    assert_eq!(filter.groups, [vec![read, clause("", "", &[])], vec![]], "odd parts are no reason to stop");
    assert!(!filter.has_more);
    assert_eq!(mapping.flow_types, ["Add", "Update"]);
    assert_eq!(rows(&schema)[0].direct_source(), Some("mailNickname"));
    assert_eq!(rows(&schema)[1].source_type, SourceType::Constant);
    assert_eq!(rows(&schema)[2].direct_source(), Some("userPrincipalName"));
    assert_eq!(rows(&schema)[3].source_type, SourceType::None);
    assert!(schema.has_directories());
    assert!(schema.target_has_attribute(users(), "EXTERNALID"));
    assert!(!schema.target_has_attribute(users(), "title"));
}

#[test]
fn no_edit_changes_no_byte() {
    assert_eq!(real().apply(&[]).unwrap().text(), REAL);
}

#[test]
fn a_changed_source_changes_that_member_only() {
    let changed = real().apply(&[set_source(0, "objectId")]).unwrap();
    let expected = REAL.replace(
        r#"{"expression": "[mailNickname]", "name": "mailNickname", "type": "Attribute", "parameters": []}"#,
        r#"{"expression":"[objectId]","name":"objectId","type":"Attribute","parameters":[]}"#,
    );
    assert_eq!(changed.text(), expected);
}

#[test]
fn a_constant_row_loses_its_default_value_with_its_source() {
    let changed = real().apply(&[set_source(1, "jobTitle")]).unwrap();
    assert_eq!(rows(&changed)[1].direct_source(), Some("jobTitle"));
    assert_eq!(rows(&changed)[1].default_value, None);
}

#[test]
fn an_empty_row_gets_the_members_it_needs() {
    let edits = [set_source(3, "department"), SchemaEdit::SetFlowAlways { at: users(), row: 3 }];
    let changed = real().apply(&edits).unwrap();
    assert_eq!(rows(&changed)[3].direct_source(), Some("department"));
    assert_eq!(rows(&changed)[3].flow_type, "Always");
}

#[test]
fn rows_are_removed_and_appended_with_the_commas_between_them() {
    for removed in
        [vec![], vec![0], vec![3], vec![0, 1], vec![1, 2], vec![2, 3], vec![0, 2], vec![0, 1, 2, 3]]
    {
        let mut edits: Vec<_> =
            removed.iter().map(|row| SchemaEdit::Remove { at: users(), row: *row }).collect();
        edits.extend([append("a", "x"), append("b", "y")]);
        let changed = real().apply(&edits).unwrap();
        let before = real();
        let kept = rows(&before).iter().enumerate().filter(|(row, _)| !removed.contains(row));
        let mut targets: Vec<_> = kept.map(|(_, row)| row.target.clone()).collect();
        targets.extend(["a".to_owned(), "b".to_owned()]);
        assert_eq!(
            rows(&changed).iter().map(|row| row.target.clone()).collect::<Vec<_>>(),
            targets,
            "{removed:?}"
        );
    }
}

#[test]
fn a_row_is_appended_to_a_mapping_without_rows_and_without_a_list() {
    let groups = MappingRef { rule: 0, mapping: 0 };
    let edit =
        SchemaEdit::Append { at: groups, target: "members".to_owned(), attribute: "members".to_owned() };
    for text in
        [REAL.to_owned(), REAL.replace(r#""attributeMappings": []}"#, r#""attributeMappings": null}"#)]
    {
        let changed = SchemaDocument::parse(text).unwrap().apply(std::slice::from_ref(&edit)).unwrap();
        assert_eq!(changed.mapping(groups).unwrap().attribute_mappings.len(), 1);
    }
}

#[test]
fn a_declared_attribute_has_the_members_of_its_siblings() {
    let edit = SchemaEdit::DeclareTargetAttribute { at: users(), name: "title".to_owned() };
    let changed = real().apply(std::slice::from_ref(&edit)).unwrap();
    assert!(changed.target_has_attribute(users(), "title"));
    let new = r#"{"anchor":false,"name":"title","type":"String","required":false,"metadata":[],"future":7}"#;
    assert!(changed.text().contains(new));
    assert_eq!(changed.apply(&[edit]).unwrap().text(), changed.text());
}

#[test]
fn a_mapping_that_is_off_is_put_to_work() {
    let off = REAL.replace(r#""enabled": false, "enabled": true"#, r#""enabled": false"#);
    let changed = SchemaDocument::parse(off).unwrap().apply(&[SchemaEdit::Enable { at: users() }]).unwrap();
    assert!(changed.mapping(users()).unwrap().enabled);
}

#[test]
fn contradicting_edits_are_refused() {
    let both = [set_source(0, "objectId"), SchemaEdit::Remove { at: users(), row: 0 }];
    assert_eq!(real().apply(&both).unwrap_err(), SchemaError::Contradiction);
    let two = [set_source(0, "objectId"), set_source(0, "mail")];
    assert_eq!(real().apply(&two).unwrap_err(), SchemaError::Contradiction);
    assert_eq!(real().apply(&[set_source(9, "objectId")]).unwrap_err(), SchemaError::NoSuchMapping);
}

/// graph-contract.md §4.2, 5
#[test]
fn an_edited_document_reads_as_its_text_does() {
    let behind =
        REAL.replacen("\"synchronizationRules\"", "\"directories\": [], \"synchronizationRules\"", 1);
    let before = REAL.replacen("\"directories\"", "\"lists\"", 1).replacen(
        "\"version\"",
        "\"directories\": [{}], \"v\"",
        1,
    );
    for text in [REAL, &behind, &before] {
        let edited =
            SchemaDocument::parse(text.to_owned()).unwrap().apply(&[set_source(0, "objectId")]).unwrap();
        let read = SchemaDocument::parse(edited.text().to_owned()).unwrap();
        assert_eq!(edited.rules(), read.rules());
        assert_eq!(edited.directories, read.directories);
        assert_eq!(format!("{:?}", edited.places), format!("{:?}", read.places));
        assert_eq!(
            edited.target_has_attribute(users(), "userName"),
            read.target_has_attribute(users(), "userName")
        );
    }
}

#[test]
fn target_attributes_are_found_also_among_odd_ones() {
    let escaped = r#""name": "externa\u006cId""#;
    for odd in [
        REAL.replace(r#""name": "externalId", "type""#, &[escaped, r#", "type""#].concat()),
        REAL.replace(r#"{"anchor": true, "name": "id", "type": "String"}"#, r#"{"name": null}, 7, {}"#),
        REAL.replace(r#""objects": [{}]"#, r#""objects": null"#),
        REAL.replace(r#""objects": [{}]"#, r#""objects": [{"name": "a", "attributes": []}]"#),
    ] {
        assert_ne!(odd, REAL);
        let schema = SchemaDocument::parse(odd).unwrap();
        assert!(schema.target_has_attribute(users(), "externalId"));
        assert!(!schema.target_has_attribute(users(), "title"));
    }
}

#[test]
fn odata_members_are_left_out_wherever_they_stand() {
    let text =
        r#"{"@odata.context":"x","a":{"b":1, "directories@odata.context" : "y"},"c":[{"@odata.type":"z"}]}"#;
    let schema = SchemaDocument::parse(text.to_owned()).unwrap();
    assert_eq!(schema.without_odata_members().unwrap().text(), r#"{"a":{"b":1},"c":[{}]}"#);
}

/// graph-contract.md §4.2, 4
#[test]
fn two_documents_say_the_same_whatever_the_order_and_the_version_of_directories() {
    let same = |left: &str, right: &str| {
        let parse = |text: &str| SchemaDocument::parse(text.to_owned()).unwrap();
        parse(left).same_content(&parse(right)) && parse(right).same_content(&parse(left))
    };
    let text = r#"{"@odata.context":"1","id":"a","x":null,"directories":[{"name":"d","version":"1"}]}"#;
    assert!(same(text, r#"{"directories":[{"version":"2","name":"d","discoveryDateTime":"z"}], "id":"a"}"#));
    assert!(!same(text, r#"{"directories":[{"name":"d"}],"id":"b"}"#));
    assert!(!same(text, r#"{"directories":[{"name":"d"}],"id":"a","x":1}"#));
    assert!(!same(text, r#"{"directories":[],"id":"a"}"#));
    assert!(!same(r#"{"n":1}"#, r#"{"n":1.0}"#), "numbers count as they are written");
    assert!(!same(r#"{"version":"1"}"#, r#"{"version":"2"}"#), "the schema's own version counts");
}

/// G20
#[test]
fn a_document_nested_without_end_is_read_or_refused_without_harm() {
    let deep = format!(r#"{{"x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let schema = SchemaDocument::parse(deep).unwrap();
    assert_eq!(schema.without_odata_members().unwrap_err(), SchemaError::Malformed);
    assert_eq!(SchemaDocument::parse("{".repeat(100_000)).unwrap_err(), SchemaError::Malformed);
}

fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", " ", "\n  ", "\t"])
}

/// A value that a careless round trip would change.
fn odd_value() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "1.0",
        "1e400",
        "-0",
        "123456789012345678901234567890",
        r#""\u0041\/""#,
        r#"{"a":1,"a":2}"#,
        "[ ]",
        "null",
        r#""é""#,
    ])
}

fn any_row() -> impl Strategy<Value = String> {
    let source = prop::sample::select(vec![
        r#"{"type":"Attribute","name":"mail","expression":"[mail]"}"#,
        r#"{"type":"Constant","name":"c","expression":"\"c\""}"#,
        r#"{"type":"Function","name":"Join","expression":"Join(\"]\", [a], [b])","parameters":[]}"#,
        "null",
        "{}",
    ]);
    (space(), odd_value(), source, odd_value(), prop::bool::ANY).prop_map(|(s, before, source, after, flow)| {
        let flow = if flow { r#","flowType":"ObjectAddOnly""# } else { "" };
        format!(r#"{{{s}"odd":{before},{s}"targetAttributeName":"t","source"{s}:{source},"odd":{after}{flow}{s}}}"#)
    })
}

fn any_schema() -> impl Strategy<Value = SchemaDocument> {
    (prop::collection::vec(any_row(), 0..6), space(), odd_value()).prop_map(|(rows, s, odd)| {
        let rows = rows.join(&[s, ",", s].concat());
        let text = format!(
            r#"{s}{{"odd":{odd},"synchronizationRules":[{{"objectMappings":[{{}},{{"attributeMappings":[{s}{rows}{s}],"odd":{odd}}}]}}],{s}"directories":[{{"odd":{odd}}}]}}{s}"#
        );
        SchemaDocument::parse(text).unwrap()
    })
}

/// Edits of a document that has `count` rows, at most one for each row.
fn any_edits(count: usize) -> impl Strategy<Value = Vec<SchemaEdit>> {
    (prop::collection::vec(0usize..5, count), prop::bool::ANY).prop_map(|(choices, more)| {
        let of = |(row, choice)| match choice {
            1 => Some(set_source(row, "objectId")),
            2 => Some(SchemaEdit::SetFlowAlways { at: users(), row }),
            3 => Some(SchemaEdit::Remove { at: users(), row }),
            _ => None,
        };
        let mut edits: Vec<SchemaEdit> = choices.into_iter().enumerate().filter_map(of).collect();
        edits.extend(more.then(|| append("new", "objectId")));
        edits
    })
}

fn row_texts(document: &SchemaDocument) -> Vec<&str> {
    document.places[0][1].rows.iter().map(|row| &document.text[row.clone()]).collect()
}

/// The raw members of a row but for those that edits set.
fn untouched(row: &str) -> Vec<(String, &str)> {
    let members = scan::members(row).unwrap().into_iter();
    members.filter(|(name, _)| !["source", "flowType", "defaultValue"].contains(&name.as_str())).collect()
}

proptest! {
    #[test]
    fn edits_change_exactly_the_rows_they_name(
        (before, edits) in any_schema().prop_flat_map(|it| {
            let edits = any_edits(rows(&it).len());
            (Just(it), edits)
        })
    ) {
        let after = before.apply(&edits).unwrap();
        let list = |document: &SchemaDocument| {
            let text = document.text();
            let start = text.find(r#""attributeMappings":["#).unwrap();
            let end = document.places[0][1].rows.last().map_or(start + 21, |row| row.end);
            (text[..start].to_owned(), text[end..].trim_start().to_owned())
        };
        prop_assert_eq!(list(&before), list(&after), "around the rows");

        let removed = |row: usize| edits.contains(&SchemaEdit::Remove { at: users(), row });
        let changed = |row: usize| edits.iter().any(|edit| matches!(edit,
            SchemaEdit::SetSource { row: it, .. } | SchemaEdit::SetFlowAlways { row: it, .. } if *it == row));
        let new_texts = row_texts(&after);
        let mut new = new_texts.iter();
        for (row, old) in row_texts(&before).into_iter().enumerate().filter(|(row, _)| !removed(*row)) {
            let new = *new.next().unwrap();
            if changed(row) {
                prop_assert_eq!(untouched(old), untouched(new));
            } else {
                prop_assert_eq!(old, new);
            }
        }
        let appended = edits.iter().filter(|edit| matches!(edit, SchemaEdit::Append { .. })).count();
        prop_assert_eq!(new.count(), appended);
    }

    #[test]
    fn edits_that_keep_their_rows_are_idempotent(
        (before, edits) in any_schema().prop_flat_map(|it| {
            let edits = any_edits(rows(&it).len());
            (Just(it), edits)
        })
    ) {
        let edits: Vec<_> = edits.into_iter().filter(|edit| !matches!(edit, SchemaEdit::Remove { .. })).collect();
        let once = before.apply(&edits).unwrap();
        let twice = once.apply(&edits).unwrap();
        prop_assert_eq!(twice.text(), once.text());
    }
}

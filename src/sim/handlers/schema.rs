//! The synchronization schema (C10–C14).

use super::super::answer::{Answer, Failure, Handled};
use super::super::build;
use super::super::call::Call;
use super::super::engine::expression::{Source, Unsupported};
use super::super::knobs::{Directories, MemberOrder, UnknownMembers, WithoutDirectories};
use super::super::state::{Job, Schedule, State};
use super::jobs;
use super::schema_check;
use serde_json::{Value, json};

fn job(state: &mut State, at: usize, number: usize) -> Result<(&mut Job, &str), Failure> {
    let app = state.applications.get_mut(at).ok_or_else(Failure::no_resource)?;
    Ok((app.jobs.get_mut(number).ok_or_else(Failure::no_resource)?, &app.id))
}

/// C10.
pub(crate) fn get(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    call.query.only(&["$expand"])?;
    let expanded = match call.query.get("$expand") {
        None => false,
        Some("directories") => true,
        Some(_) => return Err(Failure::new(400, "BadRequest", "Only 'directories' can be expanded.")),
    };
    let (where_directories, order, editor) =
        (state.knobs.directories, state.knobs.member_order, state.knobs.concurrent_editor);
    let (job, sp) = job(state, at, number)?;
    job.schema_reads += 1;
    if editor && job.schema_reads == 2 {
        edit_concurrently(&mut job.schema);
    }
    let context =
        call.context(&format!("servicePrincipals('{sp}')/synchronization/jobs('{}')/schema/$entity", job.id));
    let mut shown = job.schema.clone();
    if let Some(members) = shown.as_object_mut() {
        if members.contains_key("@odata.context") {
            members.insert("@odata.context".to_owned(), context.into());
        } else {
            members.shift_insert(0, "@odata.context".to_owned(), context.into());
        }
        members.insert("id".to_owned(), job.id.as_str().into());
        if where_directories == Directories::OnlyExpanded && !expanded {
            members.shift_remove("directories");
        }
    }
    if order == MemberOrder::Normalised {
        shown.sort_all_objects();
    }
    Ok(Answer::ok(shown))
}

/// Somebody else makes `preferredLanguage` a value that is sent on creation only (rule 9).
fn edit_concurrently(schema: &mut Value) {
    let rules = schema.get_mut("synchronizationRules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        let mappings = rule.get_mut("objectMappings").and_then(Value::as_array_mut);
        for mapping in mappings.into_iter().flatten() {
            let rows = mapping.get_mut("attributeMappings").and_then(Value::as_array_mut);
            for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
                if row.get("targetAttributeName").and_then(Value::as_str) == Some("preferredLanguage") {
                    row.insert("flowType".to_owned(), "ObjectAddOnly".into());
                }
            }
        }
    }
}

/// C11.
pub(crate) fn put(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    let mut body = call.json()?;
    schema_check::check(&body)?;
    if body.get("directories").is_none() && state.knobs.without_directories == WithoutDirectories::Refuse {
        return Err(schema_check::invalid("'directories' is missing."));
    }
    if state.knobs.unknown_members == UnknownMembers::Drop {
        schema_check::drop_unknown(&mut body);
    }
    store(state, at, number, body)?;
    jobs::audit(state, call, at, "Update attribute mappings or scope");
    Ok(Answer::no_content().after(std::time::Duration::from_millis(600)))
}

/// C12.
pub(crate) fn reset(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    let (job, sp) = job(state, at, number)?;
    let schema = build::default_schema(sp, &job.id);
    store(state, at, number, schema)?;
    jobs::audit(state, call, at, "Update attribute mappings or scope");
    Ok(Answer::no_content())
}

/// Stores a schema. On an active job everyone is evaluated anew: a running cycle begins again, otherwise the
/// next one on schedule does it.
pub(crate) fn store(state: &mut State, at: usize, number: usize, schema: Value) -> Result<(), Failure> {
    let (job, _) = job(state, at, number)?;
    job.schema = schema;
    if job.schedule == Schedule::Active
        && let Some(cycle) = &mut job.cycle
    {
        cycle.done = 0;
    }
    Ok(())
}

/// The schema has no PATCH; the message is JSON text (§1.8).
pub(crate) fn patch(state: &mut State, at: usize, number: usize) -> Handled {
    let (job, sp) = job(state, at, number)?;
    let text = format!(
        "No HTTP resource was found that matches the request URI 'https://syncfabric.windowsazure.com/api/\
         servicePrincipals('{sp}')/synchronization/jobs('{}')/schema?api-version=2.0'.",
        job.id
    );
    Err(Failure::new(404, "UnknownError", json!({"Message": text}).to_string()))
}

/// C13.
pub(crate) fn parse_expression(call: &Call) -> Handled {
    let body = call.json()?;
    let text = body.get("expression").and_then(Value::as_str);
    let text =
        text.ok_or_else(|| Failure::new(400, "RequestParameterInvalid", "The expression is missing."))?;
    let context = call.context("microsoft.graph.parseExpressionResponse");
    let Some(source) = Source::parse(text) else {
        return Ok(Answer::ok(json!({
            "@odata.context": context, "parsingSucceeded": false, "evaluationSucceeded": false,
            "evaluationResult": [], "parsedExpression": null,
            "error": {"code": "ExpressionParsingFailed", "message": "The expression could not be parsed.",
                      "target": null, "details": null, "innerError": null},
        })));
    };
    let properties = body.get("testInputObject").and_then(|object| object.get("properties"));
    let properties = properties.and_then(Value::as_array).cloned().unwrap_or_default();
    let get = |name: &str| {
        let found = properties.iter().find(|one| {
            one.get("key").and_then(Value::as_str).is_some_and(|key| key.eq_ignore_ascii_case(name))
        })?;
        found.get("value").and_then(Value::as_str).map(str::to_owned)
    };
    let (succeeded, result, error) = match source.value(&get) {
        Ok(value) => (true, value.into_iter().map(Value::from).collect(), Value::Null),
        Err(Unsupported(name)) => (
            false,
            Vec::new(),
            json!({"code": "FunctionNotSupported", "message": format!("The function '{name}' is not evaluated."),
                   "target": null, "details": null, "innerError": null}),
        ),
    };
    Ok(Answer::ok(json!({
        "@odata.context": context, "parsingSucceeded": true, "evaluationSucceeded": succeeded,
        "evaluationResult": result, "parsedExpression": source.to_graph(), "error": error,
    })))
}

/// C14.
pub(crate) fn functions(call: &Call) -> Answer {
    let parameter = |name: &str, many: bool| json!({"name": name, "required": true, "allowMultipleOccurrences": many, "type": "String"});
    let value = vec![
        json!({"id": "Append", "parameters": [parameter("source", false), parameter("suffix", false)]}),
        json!({"id": "Coalesce", "parameters": [parameter("source", true)]}),
        json!({"id": "Join", "parameters": [parameter("separator", false), parameter("source", true)]}),
        json!({"id": "Not", "parameters": [parameter("source", false)]}),
        json!({"id": "Switch", "parameters": [parameter("source", false), parameter("switchValue", true)]}),
        json!({"id": "ToLower", "parameters": [parameter("source", false)]}),
    ];
    Answer::list(call.context("functions"), value)
}

/// C14.
pub(crate) fn filter_operators(call: &Call) -> Answer {
    let operator = |id: &str, arity: &str| {
        json!({"id": id, "arity": arity, "multivaluedComparisonType": "All",
               "supportedAttributeTypes": ["Boolean", "Reference", "Integer", "String"]})
    };
    let value = [
        ("EQUALS", "Binary"),
        ("NOT EQUALS", "Binary"),
        ("INCLUDES", "Binary"),
        ("IS NULL", "Unary"),
        ("IS NOT NULL", "Unary"),
        ("IS TRUE", "Unary"),
        ("IS FALSE", "Unary"),
    ]
    .iter()
    .map(|(id, arity)| operator(id, arity))
    .collect();
    Answer::list(call.context("filterOperators"), value)
}

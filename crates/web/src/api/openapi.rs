//! The description of the API: OpenAPI 3.1, made of the table that makes the routes.
//!
//! In: [`Operation`]s, each with the shapes it takes and gives. Out: a document whose schemas are those of
//! `rashomon schema`. Must hold: what is routed is described, and nothing else.

use axum::routing::MethodRouter;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::error::Refusal;

/// Describes a shape, and keeps what it refers to.
pub type Describe = fn(&mut SchemaGenerator) -> Schema;

/// What an operation answers with.
pub enum Answer {
    /// JSON of a shape.
    Shape(Describe),
    /// A file of these kinds.
    File(&'static [&'static str]),
}

/// One thing that can be asked.
pub struct Operation {
    /// `get` or `post`.
    pub method: &'static str,
    /// Its path; parts in braces are ids.
    pub path: &'static str,
    /// Its name for programs.
    pub id: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// Parameters behind the question mark.
    pub query: &'static [Describe],
    /// The body it takes.
    pub body: Option<Describe>,
    /// The answer.
    pub answer: Answer,
    /// What answers.
    pub route: fn() -> MethodRouter<App>,
}

/// Describes a shape of the library.
pub fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Describes parameters: the fields of a shape.
pub fn fields<T: JsonSchema>(_: &mut SchemaGenerator) -> Schema {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>()
}

/// Returns the description of the API.
pub fn document() -> Value {
    describe(&super::operations())
}

/// Writes the description of some operations.
pub fn describe(operations: &[Operation]) -> Value {
    let settings = || {
        SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = "/components/schemas".into())
    };
    // What is answered has every field that is written; what is taken may leave out what has a default.
    let mut given = settings().for_serialize().into_generator();
    let mut taken = settings().for_deserialize().into_generator();
    let refusal = shape::<Refusal>(&mut given);
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let one = described(operation, (&mut given, &mut taken), &refusal);
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = one;
    }
    let mut schemas = given.take_definitions(true);
    take_over(taken.take_definitions(true), &mut schemas, &mut paths);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rashomon",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "One case of contested conflict reporting: who says what, through whom, \
                how firmly. The shapes are those of `rashomon schema`; spans count Unicode code \
                points of a report's text.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {
                "type": "http",
                "scheme": "bearer",
                "description": "The token in the address that `rashomon serve` prints.",
            }},
            "schemas": schemas,
        },
    })
}

/// Puts shapes that are taken beside those that are given: where one name means two, the taken one is
/// called `…Input`.
fn take_over(
    taken: Map<String, Value>,
    schemas: &mut Map<String, Value>,
    paths: &mut Map<String, Value>,
) {
    let mut renamed: Vec<String> = Vec::new();
    loop {
        // A shape that holds a renamed one is another than the given one, too.
        let differs = |(name, schema): &(&String, &Value)| {
            let mut as_taken = (*schema).clone();
            rename(&mut as_taken, &renamed);
            !renamed.contains(name) && schemas.get(*name).is_some_and(|given| *given != as_taken)
        };
        let more: Vec<String> =
            taken.iter().filter(differs).map(|(name, _)| name.clone()).collect();
        if more.is_empty() {
            break;
        }
        renamed.extend(more);
    }
    for (name, mut schema) in taken {
        rename(&mut schema, &renamed);
        let name = if renamed.contains(&name) { format!("{name}Input") } else { name };
        schemas.insert(name, schema);
    }
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        if let Some(body) = operation.get_mut("requestBody") {
            rename(body, &renamed);
        }
    }
}

fn rename(part: &mut Value, names: &[String]) {
    match part {
        Value::Object(fields) => {
            for (field, value) in fields {
                let is_named = |name: &&String| {
                    field == "$ref"
                        && value.as_str().and_then(|to| to.rsplit('/').next())
                            == Some(name.as_str())
                };
                match names.iter().find(is_named) {
                    Some(name) => *value = json!(format!("#/components/schemas/{name}Input")),
                    None => rename(value, names),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, names)),
        _ => {}
    }
}

fn described(
    operation: &Operation,
    (given, taken): (&mut SchemaGenerator, &mut SchemaGenerator),
    refusal: &Schema,
) -> Value {
    let mut parameters: Vec<Value> = in_path(operation.path).collect();
    parameters.extend(operation.query.iter().flat_map(|query| in_query(&query(taken))));
    let answer = match &operation.answer {
        Answer::Shape(describe) => json!({"application/json": {"schema": describe(given)}}),
        Answer::File(kinds) => {
            kinds.iter().map(|kind| ((*kind).to_owned(), json!({}))).collect::<Map<_, _>>().into()
        }
    };
    let mut out = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "What was asked for.", "content": answer},
            "default": {
                "description": "What does not read, is not there, or is not allowed, and the remedy.",
                "content": {"application/json": {"schema": refusal}},
            },
        },
    });
    if let Some(body) = operation.body {
        let content = json!({"application/json": {"schema": body(taken)}});
        out["requestBody"] = json!({"required": true, "content": content});
    }
    out
}

fn in_path(path: &str) -> impl Iterator<Item = Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        json!({
            "name": name, "in": "path", "required": true,
            "description": "As the lists give it; percent-encoded.",
            "schema": {"type": "string", "minLength": 1},
        })
    })
}

fn in_query(schema: &Schema) -> Vec<Value> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &String| {
        required.is_some_and(|names| names.iter().any(|known| known == name.as_str()))
    };
    let one = |(name, property): (&String, &Value)| {
        let mut property = property.clone();
        let description = property.as_object_mut().and_then(|p| p.remove("description"));
        settle(&mut property);
        json!({
            "name": name, "in": "query", "required": is_required(name),
            "description": description.unwrap_or_default(),
            "schema": property,
        })
    };
    properties.into_iter().flatten().map(one).collect()
}

/// A parameter is left out where it is unknown, or empty where it is a number, never null; a number that is
/// held in 32 bits ends there.
fn settle(property: &mut Value) {
    if let Some(kinds) = property.get_mut("type").and_then(Value::as_array_mut) {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            property["type"] = only.clone();
        }
    }
    let is_number = property.get("type").is_some_and(|kind| kind == "integer");
    let is_short = property.get("format").is_some_and(|format| format == "uint32");
    if let Some(object) = property.as_object_mut() {
        object.remove("default");
        if is_short {
            object.insert("maximum".to_owned(), u32::MAX.into());
        }
    }
    if is_number {
        // A form sends its empty boxes along.
        *property = json!({"anyOf": [property.take(), {"type": "string", "maxLength": 0}]});
    }
}

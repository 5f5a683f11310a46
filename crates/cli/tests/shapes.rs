//! What is printed is what the contract and the schemas say, field by field.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::program::{Folder, command, ran};
use crate::reports;

fn schema(name: &str) -> Value {
    let text = ran(command().args(["schema", name])).ends(0).out;
    serde_json::from_str(&text).unwrap()
}

/// Insists that a value is what the schema of a name says.
#[track_caller]
pub fn fits(name: &str, value: &Value) {
    let schema = schema(name);
    check(name, &schema, value, &schema).unwrap();
}

/// Checks a value against the part of JSON Schema that our schemas use; panics on any other part,
/// so that nothing is taken for checked that is not.
fn check(at: &str, schema: &Value, value: &Value, root: &Value) -> Result<(), String> {
    let Some(schema) = schema.as_object() else {
        return if schema == &Value::Bool(true) { Ok(()) } else { Err(format!("{at}: refused")) };
    };
    for (word, rule) in schema {
        match word.as_str() {
            "$ref" => {
                let path = rule.as_str().and_then(|r| r.strip_prefix('#')).expect("local");
                check(at, root.pointer(path).expect("a $ref leads somewhere"), value, root)?;
            }
            "type" => {
                let words = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                if !words.iter().any(|word| is_type(word.as_str().unwrap(), value)) {
                    return Err(format!("{at}: {value} is no {rule}"));
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() && value.is_object() {
                        return Err(format!("{at}: no {name}"));
                    }
                }
            }
            "properties" => {
                for (name, part) in value.as_object().unwrap_or(&Map::new()) {
                    if let Some(rule) = rule.get(name) {
                        check(&format!("{at}.{name}"), rule, part, root)?;
                    } else if !schema.contains_key("additionalProperties") {
                        return Err(format!("{at}: {name} is not in the schema"));
                    }
                }
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Value::as_object);
                for (name, part) in value.as_object().unwrap_or(&Map::new()) {
                    if named.is_none_or(|named| !named.contains_key(name)) {
                        check(&format!("{at}.{name}"), rule, part, root)?;
                    }
                }
            }
            "items" => {
                for (n, part) in value.as_array().into_iter().flatten().enumerate() {
                    check(&format!("{at}[{n}]"), rule, part, root)?;
                }
            }
            "anyOf" | "oneOf" => {
                let tried = rule.as_array().unwrap().iter().map(|r| check(at, r, value, root));
                let failed: Result<Vec<()>, String> = tried.clone().collect();
                if !tried.into_iter().any(|tried| tried.is_ok()) {
                    return Err(failed.unwrap_err());
                }
            }
            "minItems" | "maxItems" => {
                // It speaks of arrays alone.
                let Some(items) = value.as_array() else { continue };
                let (n, limit) = (items.len(), rule.as_u64().unwrap());
                let holds = if word == "minItems" { n as u64 >= limit } else { n as u64 <= limit };
                if !holds {
                    return Err(format!("{at}: {n} items"));
                }
            }
            "minimum" if value.as_f64().is_some_and(|n| n < rule.as_f64().unwrap()) => {
                return Err(format!("{at}: {value} is too small"));
            }
            "maximum" if value.as_f64().is_some_and(|n| n > rule.as_f64().unwrap()) => {
                return Err(format!("{at}: {value} is too large"));
            }
            "const" if value != rule => return Err(format!("{at}: {value} is not {rule}")),
            "const" | "minimum" | "maximum" | "$schema" | "$defs" | "title" | "description"
            | "format" | "default" => {}
            other => panic!("the schema has `{other}`, which this test does not check"),
        }
    }
    Ok(())
}

fn is_type(word: &str, value: &Value) -> bool {
    match word {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type of JSON Schema"),
    }
}

#[track_caller]
fn has(value: &Value, names: &str) {
    for name in names.split_whitespace() {
        assert!(value.get(name).is_some(), "no `{name}` in {value}");
    }
}

fn slice(text: &str, span: &Value) -> String {
    let at = |n: usize| span[n].as_u64().unwrap() as usize;
    assert!(at(0) <= at(1), "{span}");
    text.chars().skip(at(0)).take(at(1) - at(0)).collect()
}

/// Walks a value and everything inside it.
fn walk(value: &Value, visit: &mut impl FnMut(&Value)) {
    visit(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Object(fields) => fields.values().for_each(|field| walk(field, visit)),
        _ => {}
    }
}

fn readings() -> Vec<Value> {
    let folder = Folder::new();
    folder.write("reports.jsonl", reports::war() + &reports::many(6));
    folder.run(&["read", "-q", "reports.jsonl"]).ends(0).json()
}

#[test]
fn readings_and_cases_fit_their_schemas() {
    let reading = schema("reading");
    assert_eq!(reading["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for value in readings() {
        check("reading", &reading, &value, &reading).unwrap();
    }
    let case = schema("case");
    let folder = Folder::with_case(&(reports::war() + &reports::many(6)));
    check("case", &case, &folder.export(), &case).unwrap();
    assert!(check("case", &case, &readings()[0], &case).is_err(), "a schema refuses what it must");
}

#[test]
fn answers_about_many_events_fit_their_schemas() {
    let folder = Folder::with_case(&(reports::war() + &reports::many(6)));
    for (name, args) in [
        ("event", &["events"][..]),
        ("timeline", &["timeline"]),
        ("timeline", &["timeline", "--by", "day", "--lanes", "2"]),
        ("numbers", &["numbers", "--by", "month,place,country,side,status"]),
        ("numbers", &["numbers", "--slot", "injured"]),
        ("diff", &["diff", "Hill Post", "Northern Wire"]),
        ("gaps", &["gaps"]),
        ("head", &["head"]),
        ("gaps", &["gaps", "--side", "Harbour Times", "--side", "Northern Wire"]),
    ] {
        let schema = schema(name);
        let mut all = vec![args[0], "c.rashomon"];
        all.extend(&args[1..]);
        all.push("--json");
        let values = folder.run(&all).ends(0).json();
        assert!(!values.is_empty(), "{all:?}");
        for value in values {
            check(name, &schema, &value, &schema).unwrap();
        }
    }
}

#[test]
fn every_span_of_a_reading_slices_to_its_words() {
    let mut checked = 0;
    for reading in readings() {
        let text = reading["text"].as_str().unwrap();
        for (list, words) in [
            ("mentions", "text"),
            ("places", "text"),
            ("times", "text"),
            ("claims", "quote"),
            ("relations", "quote"),
        ] {
            for item in reading[list].as_array().unwrap() {
                assert_eq!(slice(text, &item["span"]), item[words].as_str().unwrap(), "{item}");
                checked += 1;
            }
        }
        for attribution in reading["attributions"].as_array().unwrap() {
            assert!(!slice(text, &attribution["content"]).is_empty());
        }
        for event in reading["events"].as_array().unwrap() {
            assert!(!slice(text, &event["trigger"]).is_empty());
        }
    }
    assert!(checked > 60, "{checked}");
}

#[test]
fn readings_have_the_fields_of_the_contract() {
    let mut slots = BTreeSet::new();
    for reading in readings() {
        has(
            &reading,
            "schema report text mentions entities places times attributions events claims relations diagnostics",
        );
        assert_eq!(reading["schema"], "rashomon/reading/1");
        has(&reading["report"], "id outlet published lang title sha256");
        let each = |list: &str, names: &str| {
            reading[list].as_array().unwrap().iter().for_each(|item| has(item, names));
        };
        each("mentions", "id span text kind entity");
        each("entities", "id kind name names");
        each(
            "places",
            "mention span text name country lat lon gazetteer precision offset_km bearing",
        );
        each("times", "span text type value earliest latest");
        each("attributions", "id source cue content entity within style");
        each("events", "id class trigger");
        each("claims", "id event slot value said_by certainty polarity span quote");
        each("relations", "subject relation object when said_by certainty polarity span quote");
        each("diagnostics", "code span message");
        for claim in reading["claims"].as_array().unwrap() {
            let slot = claim["slot"].as_str().unwrap();
            has(&claim["value"], value_fields(slot));
            let outlet = claim["said_by"][0].get("outlet").expect("the outlet comes first");
            assert_eq!(outlet, &reading["report"]["outlet"]);
            for voice in &claim["said_by"].as_array().unwrap()[1..] {
                has(voice, "attribution entity");
            }
            slots.insert(slot.to_owned());
        }
        refers(&reading);
    }
    assert!(slots.len() >= 6, "{slots:?}");
}

/// Insists that every id in a reading names something in it.
fn refers(reading: &Value) {
    let ids = |list: &str| -> BTreeSet<String> {
        let items = reading[list].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let (entities, attributions, events) = (ids("entities"), ids("attributions"), ids("events"));
    walk(reading, &mut |value| {
        for (name, known) in [
            ("entity", &entities),
            ("holder", &entities),
            ("side", &entities),
            ("subject", &entities),
            ("object", &entities),
            ("attribution", &attributions),
            ("within", &attributions),
            ("event", &events),
        ] {
            if let Some(id) = value.get(name).and_then(Value::as_str) {
                assert!(known.contains(id), "{name} {id} names nothing");
            }
        }
    });
}

/// The fields that CONTRACT's table gives a slot's value.
fn value_fields(slot: &str) -> &'static str {
    match slot {
        "occurrence" => "",
        "responsibility" => "entity text by",
        "target" => "entity text status",
        "killed" | "injured" | "detained" | "missing" | "displaced" => {
            "low high wording status who side cumulative text"
        }
        "damage" | "weapon" => "entity text",
        "place" => "place text relation offset_km bearing",
        "time" => "time text",
        "cause" | "stance" => "text kind",
        "outcome" => "text holder",
        other => panic!("`{other}` is no slot of the contract"),
    }
}

#[test]
fn cases_have_the_fields_of_the_contract() {
    let folder = Folder::with_case(&(reports::war() + &reports::many(6)));
    let case = folder.export();
    has(&case, "schema reports entities events relations judgements");
    assert_eq!(case["schema"], "rashomon/case/1");
    let list = |value: &Value| value.as_array().unwrap().clone();
    for report in list(&case["reports"]) {
        has(&report, "id outlet published lang title sha256 text origin");
    }
    for entity in list(&case["entities"]) {
        has(&entity, "id kind name names wikidata");
        list(&entity["names"]).iter().for_each(|name| has(name, "text lang reports"));
    }
    for relation in list(&case["relations"]) {
        has(&relation, "subject relation object when said_by certainty polarity span quote");
    }
    let texts: Vec<Value> = list(&case["reports"]);
    for event in list(&case["events"]) {
        has(&event, "id class title when where reports accounts slots disagreements grades claims");
        if !event["when"].is_null() {
            has(&event["when"], "earliest latest precision");
        }
        list(&event["where"]).iter().for_each(|p| has(p, "name lat lon precision claims"));
        for account in list(&event["accounts"]) {
            has(&account, "id said_by outlet origin alignment claims");
        }
        for (name, slot) in event["slots"].as_object().unwrap() {
            has(slot, "relation values silent");
            let counts =
                ["killed", "injured", "detained", "missing", "displaced"].contains(&name.as_str());
            assert_eq!(slot.get("low").is_some(), counts, "{name}");
            assert_eq!(slot.get("best").is_some() && slot.get("high").is_some(), counts, "{name}");
            list(&slot["values"])
                .iter()
                .for_each(|v| has(v, "value accounts origins against_interest"));
        }
        for disagreement in list(&event["disagreements"]) {
            has(&disagreement, "slot accounts why");
        }
        for claim in list(&event["claims"]) {
            has(&claim, "id report event slot value said_by certainty polarity span quote");
            let report = texts.iter().find(|r| r["id"] == claim["report"]).unwrap();
            let text = report["text"].as_str().unwrap();
            assert_eq!(slice(text, &claim["span"]), claim["quote"].as_str().unwrap());
        }
    }
}

#[test]
fn unknown_is_null_or_absent_and_never_empty() {
    let folder =
        Folder::with_case(&(reports::war() + "{\"text\": \"Two men were killed in Velm.\"}\n"));
    let mut all = folder.run(&["read", "-q", "reports.jsonl"]).ends(0).json();
    all.push(folder.export());
    for value in &all {
        walk(value, &mut |value| {
            for (name, field) in value.as_object().unwrap_or(&Map::new()) {
                assert!(field != "", "`{name}` is empty in {value}");
            }
        });
    }
}

#[test]
fn a_verification_has_the_fields_of_the_contract() {
    let folder = Folder::with_case(&reports::war());
    let verified = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).json().remove(0);
    has(&verified, "records head ok first_bad anchors_checked anchors_bad");
    assert_eq!(verified["ok"], true);
    assert!(verified["anchors_checked"].as_u64().unwrap() > 40, "{verified}");
}

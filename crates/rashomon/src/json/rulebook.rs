//! A rulebook as JSON: what can be set, how it counts, every rule and how sure it is.
//!
//! Only written: a rulebook is read from its TOML file. What it makes of an event is in `case`.

use rashomon_reconcile::rulebook as book;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case::coded;

/// A rulebook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rulebook {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is.
    pub title: String,
    /// Whose convention it follows.
    pub owner: String,
    /// What it is sure of and what not.
    pub stance: String,
    /// The rulebook it changes.
    pub extends: Option<String>,
    /// Which events it codes; absent where all.
    pub applies: Option<Rule>,
    /// What can be set.
    pub parameters: Vec<Parameter>,
    /// How it counts people, first rule that holds.
    pub counting: Vec<Rule>,
    /// What it gives.
    pub fields: Vec<Field>,
}

/// Something that can be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: serde_json::Value,
    /// Its value where nobody sets it.
    pub default: serde_json::Value,
    /// How sure the default is: read, measured, second-hand, unverified or ours.
    pub certainty: String,
    /// What it means.
    pub note: String,
}

/// A rule in words as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// When it holds and what it gives.
    pub written: String,
    /// How sure it is: read, measured, second-hand, unverified or ours.
    pub certainty: String,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its kind: flag, number, measure, word, words or records.
    pub kind: String,
    /// What it means.
    pub says: String,
    /// The only words it can have; empty where any.
    pub values: Vec<String>,
    /// Whether it is printed, or only used by other fields.
    pub shown: bool,
    /// How its rules work together: first, steps or all.
    pub how: String,
    /// The table it makes a record for each row of.
    pub each: Option<String>,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
    /// The cells of a record.
    pub cells: Vec<Field>,
}

/// Something rules can ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Its name, or that of its table and column.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// The only words it can have; empty where any.
    pub words: Vec<String>,
    /// What it says.
    pub says: String,
}

impl Rulebook {
    /// Writes a rulebook.
    pub fn of(book: &book::Rulebook) -> Rulebook {
        let parameter = |p: &book::Parameter| Parameter {
            name: p.name.clone(),
            value: coded(&p.value),
            default: coded(&p.default),
            certainty: p.certainty.as_str().to_owned(),
            note: p.note.clone(),
        };
        Rulebook {
            name: book.name.clone(),
            version: book.version.clone(),
            title: book.title.clone(),
            owner: book.owner.clone(),
            stance: book.stance.clone(),
            extends: book.extends.clone(),
            applies: book.applies.as_ref().map(rule),
            parameters: book.parameters.iter().map(parameter).collect(),
            counting: book.counts.iter().map(|count| rule(&count.rule)).collect(),
            fields: book.fields.iter().map(field).collect(),
        }
    }
}

fn rule(rule: &book::Rule) -> Rule {
    Rule {
        id: rule.id.clone(),
        written: rule.written.clone(),
        certainty: rule.certainty.as_str().to_owned(),
    }
}

fn field(f: &book::Field) -> Field {
    let how = match f.how {
        book::How::First => "first",
        book::How::Steps => "steps",
        book::How::All => "all",
    };
    Field {
        name: f.name.clone(),
        kind: f.kind.as_str().to_owned(),
        says: f.says.clone(),
        values: f.values.clone(),
        shown: f.shown,
        how: how.to_owned(),
        each: f.each.as_ref().map(|(table, _)| (*table).to_owned()),
        rules: f.rules.iter().map(rule).collect(),
        cells: f.each.iter().flat_map(|(_, cells)| cells).map(field).collect(),
    }
}

/// Lists everything rules can ask for; columns as `TABLE.COLUMN`.
pub fn findings() -> Vec<Finding> {
    let one = |name: String, known: &book::Known| Finding {
        name,
        kind: known.kind.as_str().to_owned(),
        words: known.words.iter().map(|word| (*word).to_owned()).collect(),
        says: known.says.to_owned(),
    };
    let mut out = Vec::new();
    for family in book::findings::FAMILIES {
        out.extend(family.known.iter().map(|known| one(known.name.to_owned(), known)));
        for table in family.tables {
            let column = |known| {
                let known: &book::Known = known;
                one(format!("{}.{}", table.name, known.name), known)
            };
            out.extend(table.columns.iter().map(column));
        }
    }
    out
}

/// Writes a value of a rulebook or a coding for people.
pub fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "unknown".to_owned(),
        serde_json::Value::Bool(true) => "yes".to_owned(),
        serde_json::Value::Bool(false) => "no".to_owned(),
        serde_json::Value::String(word) => word.clone(),
        serde_json::Value::Array(list) => {
            list.iter().map(plain).collect::<Vec<String>>().join(", ")
        }
        serde_json::Value::Object(cells) => {
            let cell = |(name, value): (&String, &serde_json::Value)| {
                let known = !value.is_null();
                known.then(|| format!("{} {}", name.replace('_', " "), plain(value)))
            };
            cells.iter().filter_map(cell).collect::<Vec<String>>().join(" · ")
        }
        number => number.to_string(),
    }
}

//! A rulebook as it is held: parameters, rules of counting, fields with their ordered rules.
//!
//! Made by `file` from TOML, applied by `apply`. Knows how it counts a number of people: the first
//! rule of counting that holds gives the smallest and largest number, and its part in a result is
//! written into the trace.

use std::collections::BTreeMap;

use rashomon_model::{Coded, Step};

use super::expression::{Drawn, Expr, Scope, evaluate};
use super::finding::{Findings, Kind, Known, Row};
use super::note::Note;

/// How sure the writer of a rulebook is of one of its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Read in a document or data of whoever owns the convention.
    Read,
    /// Measured on published data.
    Measured,
    /// Read elsewhere.
    SecondHand,
    /// General knowledge.
    Unverified,
    /// Our own reading where the owner publishes none.
    Ours,
}

impl Certainty {
    /// Returns the word used in rulebook files.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Read => "read",
            Certainty::Measured => "measured",
            Certainty::SecondHand => "second-hand",
            Certainty::Unverified => "unverified",
            Certainty::Ours => "ours",
        }
    }
}

/// A set of written rules that codes events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rulebook {
    /// Its name: `airwars`.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// Its version, as its file gives it.
    pub version: String,
    /// Whose convention it follows.
    pub owner: String,
    /// What it is sure of and what not, in a sentence or two.
    pub stance: String,
    /// The rulebook it changes, where it is a change of another.
    pub extends: Option<String>,
    /// The fields shown first, where one line must do; all where not said.
    pub headline: Vec<String>,
    /// The slot whose rival values it codes apart.
    pub readings: Option<Readings>,
    /// Which events it codes at all; all where not said.
    pub applies: Option<Rule>,
    /// What can be set.
    pub parameters: Vec<Parameter>,
    /// How it counts people.
    pub counts: Vec<CountRule>,
    /// What it gives, in order.
    pub fields: Vec<Field>,
}

/// Which rival accounts a rulebook codes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Readings {
    /// Those that give causes which cannot both be: shot down, or a failed engine.
    Causes,
}

/// Something a rulebook leaves to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Coded,
    /// What it is without anybody setting it, where a rulebook changes another's.
    pub default: Coded,
    /// How sure the default is.
    pub certainty: Certainty,
    /// What it means and where it comes from.
    pub note: String,
}

/// One rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, unique in its rulebook.
    pub id: String,
    /// When it holds; always where not said.
    pub when: Option<Expr>,
    /// What it gives.
    pub gives: Gives,
    /// What it says of the event.
    pub note: Note,
    /// How sure it is.
    pub certainty: Certainty,
    /// The rule in words as written, for showing the rulebook.
    pub written: String,
}

/// What a rule gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Gives {
    /// Always this.
    Value(Coded),
    /// What an expression comes to.
    From(Expr),
}

/// How one number of people is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRule {
    /// The rule; it gives nothing by itself.
    pub rule: Rule,
    /// The smallest number it counts as.
    pub min: Expr,
    /// The largest.
    pub max: Expr,
}

/// How the rules of a field work together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The first that holds decides.
    #[default]
    First,
    /// Each that holds changes what those before it gave.
    Steps,
    /// Each that holds adds its word, or its number.
    All,
}

/// One field of a coding.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// What it means.
    pub says: String,
    /// The only words it can have; empty where any.
    pub values: Vec<String>,
    /// Whether it is written into the coding, or only used by fields below.
    pub shown: bool,
    /// How its rules work together.
    pub how: How,
    /// Its rules, in order.
    pub rules: Vec<Rule>,
    /// The table it makes a record for each row of, with the cells of a record.
    pub each: Option<(&'static str, Vec<Field>)>,
}

/// Columns that every rule of counting may ask for.
pub const COUNTED: &[Known] = &[
    Known::new("low", Kind::Number, "the smallest number the words allow"),
    Known::new("high", Kind::Number, "the largest number the words allow; unknown where open"),
    Known::word(
        "wording",
        &["exact", "at-least", "up-to", "about", "word"],
        "how the number is put; `word` for “dozens” and the like",
    ),
    Known::new("text", Kind::Word, "the words"),
];

impl Rulebook {
    /// Returns what a parameter is set to; one that is a guess, or set by somebody, says so.
    pub(super) fn parameter(&self, name: &str) -> Drawn {
        let Some(known) = self.parameters.iter().find(|p| p.name == name) else {
            return Drawn::default();
        };
        let set = known.value != known.default;
        let value = Some(known.value.clone()).filter(|value| *value != Coded::Unknown);
        let mut drawn = Drawn { value, ..Drawn::default() };
        if set || known.certainty == Certainty::Unverified {
            let shown = super::expression::shown(&drawn.value);
            let why = if set { "set by the rulebook's user" } else { "unverified" };
            drawn.aside.push(Step {
                rule: format!("parameter.{name}"),
                note: format!("{name} is taken as {shown} ({why})"),
                because: Vec::new(),
            });
        }
        drawn
    }

    /// Tells whether a user of the rulebook set a parameter to something of their own.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.parameters.iter().any(|known| known.name == name && known.value != known.default)
    }

    /// Returns a cell of a row; `min` and `max` are as this rulebook counts.
    pub(super) fn cell(&self, row: &Row, column: &str) -> Drawn {
        if row.counted.is_some() && matches!(column, "min" | "max") {
            return self.counted(row, column);
        }
        let value = row.cells.get(column).cloned().filter(|value| *value != Coded::Unknown);
        Drawn { value, because: row.because.clone(), aside: Vec::new() }
    }

    fn counted(&self, row: &Row, column: &str) -> Drawn {
        let (findings, fields) = (Findings::default(), BTreeMap::new());
        let scope = Scope {
            book: self,
            findings: &findings,
            fields: &fields,
            row: Some(row),
            this: None,
            here: &[],
        };
        let holds = |count: &&CountRule| {
            count.rule.when.as_ref().is_none_or(|w| evaluate(w, &scope).holds())
        };
        let Some(count) = self.counts.iter().find(holds) else {
            let other = if column == "min" { "low" } else { "high" };
            return self.cell(row, other);
        };
        let (min, max) = (evaluate(&count.min, &scope), evaluate(&count.max, &scope));
        let here = [("min", min.clone().coded()), ("max", max.clone().coded())];
        let mut drawn = if column == "min" { min } else { max };
        drawn.because.extend(row.because.iter().cloned());
        drawn.aside.push(Step {
            rule: count.rule.id.clone(),
            note: count.rule.said(&Scope { here: &here, ..scope }),
            because: row.because.iter().cloned().collect(),
        });
        drawn
    }

    /// Returns the rule with an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().find(|rule| rule.id == id)
    }

    /// Lists the ids of all its rules, in order.
    pub fn rule_ids(&self) -> Vec<&str> {
        self.rules().map(|rule| rule.id.as_str()).collect()
    }

    fn rules(&self) -> impl Iterator<Item = &Rule> {
        let counts = self.counts.iter().map(|count| &count.rule);
        let fields = self.fields.iter().flat_map(|field| {
            let cells = field.each.iter().flat_map(|(_, cells)| cells);
            field.rules.iter().chain(cells.flat_map(|cell| &cell.rules))
        });
        self.applies.iter().chain(counts).chain(fields)
    }
}

impl Rule {
    /// Writes what it says, and that it is unverified where it is.
    pub(super) fn said(&self, scope: &Scope<'_>) -> String {
        let mut said = self.note.filled(scope);
        if self.certainty == Certainty::Unverified {
            said.push_str(" (unverified)");
        }
        said
    }
}

//! What a person should look at first: decisions of the program that were close and matter.
//!
//! In: the events, entities and judgements of a case. Out: [`Review`]: questions, each with what it is
//! about in quotes, why it is open, how unsure it is (0 to 1), how much would change, and the
//! judgements that would settle it, ready to record. Ordered by uncertainty times effect:
//! uncertainty sampling weighed by expected change; `docs/design/0037-review-queue.md` argues it.
//!
//! Must hold: the order of events and entities changes nothing; a question that a standing judgement
//! answers is not asked; no question says which answer is right.

mod conflicts;
mod groupings;
mod merges;
mod near;
mod settled;
mod uses;
mod weight;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::json::case::{Claim, Entity, Event};
use crate::json::judgement::{Asked, Judgement};
use crate::json::reading::Pair;
use crate::names::Level;
use settled::Settled;
use uses::Uses;

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/review/1";

/// The kinds of questions.
pub const KINDS: [&str; 3] = ["merge", "grouping", "conflict"];

/// Questions less open than this are not asked.
const LEAST: f64 = 0.02;

/// What a person asks of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewAsk {
    /// At most so many questions; all where none is given.
    pub most: Option<usize>,
    /// Only questions of these kinds (`merge`, `grouping`, `conflict`); of all where it is empty.
    pub kinds: Vec<String>,
}

/// Questions, those first whose answer would change most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// Name and version of the shape.
    pub schema: String,
    /// How many questions are open, by kind, whatever was asked for.
    pub open: BTreeMap<String, u64>,
    /// The questions.
    pub items: Vec<Item>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Its id, made from the words it is about: it outlives new reports.
    pub id: String,
    /// merge (are two names one?), grouping (are two tellings one event?) or conflict (does the
    /// report say so?).
    pub kind: String,
    /// The question in a sentence.
    pub question: String,
    /// Whom or what it is about.
    pub what: Vec<Shown>,
    /// Why it is open, in words.
    pub why: Vec<String>,
    /// What was weighed, where names were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// How unsure the program is, from 0 to 1.
    pub uncertainty: f64,
    /// What an answer against the program would change.
    pub effect: Reach,
    /// Uncertainty times the sum of the effect.
    pub expected: f64,
    /// Judgements that would settle it; no order of preference.
    pub asks: Vec<Offer>,
}

/// Something a question is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Shown {
    /// entity, event or claim.
    pub sort: String,
    /// Its id.
    pub id: String,
    /// Its name, title or value.
    pub name: String,
    /// Words of reports that name it or tell it; a few of them.
    pub quotes: Vec<Quote>,
}

/// Words of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The report.
    pub report: String,
    /// Where the words stand.
    pub span: Pair,
    /// The words.
    pub quote: String,
    /// The claim that rests on them.
    pub claim: String,
}

/// What an answer against the program would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reach {
    /// Events.
    pub events: u64,
    /// Claims.
    pub claims: u64,
    /// Disagreements that would come or go.
    pub disagreements: u64,
}

/// A judgement that would settle a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Offer {
    /// What it says, in words.
    pub says: String,
    /// The judgement, without its reason.
    pub ask: Asked,
}

impl Reach {
    /// Returns the sum.
    pub fn sum(self) -> u64 {
        self.events + self.claims + self.disagreements
    }
}

impl Quote {
    /// The words of a claim.
    pub fn of(claim: &Claim) -> Quote {
        Quote {
            report: claim.report.clone(),
            span: claim.span,
            quote: claim.quote.clone(),
            claim: claim.id.clone(),
        }
    }
}

/// A question before it is written: its id is made of `lasting`, words that outlive the day.
struct Open {
    kind: &'static str,
    lasting: Vec<String>,
    question: String,
    what: Vec<Shown>,
    why: Vec<String>,
    levels: Vec<Level>,
    uncertainty: f64,
    effect: Reach,
    asks: Vec<Offer>,
}

impl Open {
    fn item(self) -> Item {
        let sum = u32::try_from(self.effect.sum()).unwrap_or(u32::MAX);
        let uncertainty = thousandths(self.uncertainty);
        Item {
            id: id(self.kind, self.lasting),
            kind: self.kind.to_owned(),
            question: self.question,
            what: self.what,
            why: self.why,
            levels: self.levels,
            uncertainty,
            effect: self.effect,
            expected: thousandths(uncertainty * f64::from(sum)),
            asks: self.asks,
        }
    }
}

/// Lists what a person should look at first.
///
/// # Errors
/// Where a kind is asked for that is none, or an embedded table is broken.
pub fn review(
    events: &[Event],
    entities: &[Entity],
    judgements: &[Judgement],
    ask: &ReviewAsk,
) -> Result<Review, Error> {
    if let Some(odd) = ask.kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
        let kinds = KINDS.join(", ");
        return Err(Error::refused(format!("`{odd}` is no kind of question; there are {kinds}")));
    }
    let (uses, settled) = (Uses::of(events), Settled::of(judgements));
    let mut open = merges::open(entities, &uses, &settled)?;
    open.extend(groupings::open(events, &settled)?);
    open.extend(near::open(events, &settled)?);
    open.extend(conflicts::open(events));
    open.retain(|one| one.uncertainty >= LEAST && one.effect.sum() > 0);
    let mut counts: BTreeMap<String, u64> = KINDS.map(|kind| (kind.to_owned(), 0)).into();
    for one in &open {
        *counts.entry(one.kind.to_owned()).or_default() += 1;
    }
    let is_asked = |one: &Open| ask.kinds.is_empty() || ask.kinds.iter().any(|k| k == one.kind);
    let mut items: Vec<Item> = open.into_iter().filter(is_asked).map(Open::item).collect();
    items.sort_by(|a, b| {
        b.expected
            .total_cmp(&a.expected)
            .then_with(|| b.uncertainty.total_cmp(&a.uncertainty))
            .then_with(|| a.id.cmp(&b.id))
    });
    // The same words may join twice, in copies: one question, the one that reaches furthest.
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert(item.id.clone()));
    items.truncate(ask.most.unwrap_or(usize::MAX));
    Ok(Review { schema: SCHEMA.to_owned(), open: counts, items })
}

fn thousandths(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// Makes an id of lasting words; their order does not count.
fn id(kind: &str, mut lasting: Vec<String>) -> String {
    lasting.sort();
    let words = serde_json::to_string(&(kind, lasting)).unwrap_or_default();
    let digest = crate::sha256(words.as_bytes());
    format!("R-{}", digest.get(..10).unwrap_or(&digest))
}

/// Where a claim stands, as it lasts when claims are numbered anew.
fn stands(claim: &Claim) -> String {
    format!("{}\u{1f}{}\u{1f}{}", claim.report, claim.span[0], claim.quote)
}

/// How something is put that weighs.
fn bits(weight: f64) -> String {
    format!("{weight:+.1}")
}

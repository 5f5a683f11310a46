//! Codings: what two people say of the same items, each without having seen the other's.
//!
//! In: an item as it is named (`REPORT#c4`, `E-1+E-2`, `V-1+V-2`, `V-1/killed.low`) and a value. Out: a
//! `coding` record: the item by words that last, the value, a note. A later coding of one item by one
//! coder takes the place of the earlier; one without a value takes it back. A coding takes part in no
//! deriving, so the derived tables stand as they are.
//!
//! Must hold: whoever asks for codings as a coder sees those of others only on items that they coded
//! themselves; withheld words stand in none of it.

use std::collections::BTreeMap;

use rashomon_ledger::{Draft, Record, Selection};
use serde::{Deserialize, Serialize};

use super::coded::Items;
use super::store::{self, SHAPE};
use super::withheld::Withheld;
use super::{CaseFile, derived};
use crate::Error;
use crate::json::coding::{CodedItem, Coding, KINDS, StoredItem, is_number};
use crate::query::agreement::{Agreement, agreement};
use crate::query::review::ReviewAsk;

/// Kind of the records that hold codings.
pub const CODING: &str = "coding";

/// Longest value, in code points.
const LONGEST: usize = 200;

/// Body of a `coding` record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// What was coded.
    pub item: StoredItem,
    /// What the coder says; absent where an earlier coding is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What the coder notes beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a coder asks to be recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskCoding {
    /// The item, as it is named.
    pub item: String,
    /// What the coder says; none takes an earlier coding back.
    pub value: Option<String>,
    /// What the coder notes beside it.
    #[serde(default)]
    pub note: Option<String>,
}

impl CaseFile {
    /// Records a coding, or takes one back; returns the position.
    ///
    /// # Errors
    /// Where the coder is empty, the item is not found, the value is none that the item takes, it is
    /// said so already, or the file cannot be written. Nothing is recorded then.
    pub fn code(&mut self, ask: &AskCoding, (at, by): (&str, &str)) -> Result<u64, Error> {
        let by = by.trim();
        if by.is_empty() {
            return Err(Error::refused("a coding needs a coder; give a name with --by".to_owned()));
        }
        self.refresh()?;
        let items = Items::of(self)?;
        let stored = items.named(self, ask.item.trim())?;
        let item = items.now(&stored);
        let value = ask.value.as_deref().map(|value| taken(&item, value)).transpose()?;
        let note = ask.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        let known = self.codings_over(&items)?;
        let known = known.iter().find(|coding| coding.by == by && coding.item.id == item.id);
        match (&value, known) {
            (None, None) => {
                return Err(Error::nothing_to_do(format!(
                    "{by} has not coded `{}`; nothing to do",
                    ask.item
                )));
            }
            (Some(value), Some(known))
                if known.value == *value && known.note.as_deref() == note =>
            {
                return Err(Error::nothing_to_do(format!(
                    "{} says so already; nothing to do",
                    known.id
                )));
            }
            _ => {}
        }
        let key = crate::sha256(format!("{by}\n{}", item.id).as_bytes());
        let body = Stored { item: stored, value, note: note.map(str::to_owned) };
        let body = serde_json::to_value(&body).unwrap_or_default();
        let draft = Draft::new(CODING, SHAPE, at, by, key.get(..16).unwrap_or(&key), body);
        let before = self.ledger.head()?.position;
        let position = self.ledger.append(&[draft], &[])?.first().map_or(0, |at| at.0);
        if position == before.next().0 {
            self.stand_as_they_are()?;
        }
        Ok(position)
    }

    /// Returns the codings in force, by item and coder. As a coder asks for them, those of others are
    /// left out on items that this coder has not coded.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn codings(&self, of: Option<&str>) -> Result<Vec<Coding>, Error> {
        let mut all = self.codings_over(&Items::of(self)?)?;
        if let Some(coder) = of.map(str::trim) {
            let own: Vec<String> = all
                .iter()
                .filter(|coding| coding.by == coder)
                .map(|coding| coding.item.id.clone())
                .collect();
            all.retain(|coding| own.contains(&coding.item.id));
        }
        Ok(all)
    }

    /// Measures how far coders agree; as a coder asks, over the items that this coder has coded.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn agreement(&self, of: Option<&str>) -> Result<Agreement, Error> {
        Ok(agreement(&self.codings(of)?, &self.judgements()?))
    }

    /// Draws items to code: claims; entities or events that nearly were one, in pairs; or a field of
    /// events, as `killed.low`. The same case, kind and seed give the same items, and more of them begin
    /// with the same.
    ///
    /// # Errors
    /// Where the kind is none, or the file does not read.
    pub fn draw_items(&self, kind: &str, count: usize, seed: u64) -> Result<Vec<CodedItem>, Error> {
        let items = Items::of(self)?;
        let names = match kind {
            "claim" => items.claims(),
            "entities" | "events" => {
                let begins = if kind == "entities" { "E-" } else { "V-" };
                let review = self.review(&ReviewAsk::default())?;
                items.pairs(&review, begins)
            }
            field if crate::json::coding::is_field(field) => items.fields(field),
            _ => {
                return Err(Error::refused(format!(
                    "`{kind}` is nothing to draw; there are claim, entities, events, and fields of \
                     events as killed.low or responsibility"
                )));
            }
        };
        // Of the seed and the name alone: what is coded meanwhile changes no sample.
        let mut drawn: Vec<(String, String)> = names
            .into_iter()
            .map(|name| (crate::sha256(format!("{seed}\n{name}").as_bytes()), name))
            .collect();
        drawn.sort();
        drawn.truncate(count);
        drawn.iter().map(|(_, name)| Ok(items.now(&items.named(self, name)?))).collect()
    }

    fn codings_over(&self, items: &Items) -> Result<Vec<Coding>, Error> {
        let withheld = Withheld::of(&self.ledger)?;
        let mut latest: BTreeMap<(String, String), Option<Coding>> = BTreeMap::new();
        for record in self.ledger.records(&Selection::all().of_kind(CODING))? {
            let record = withheld.scrubbed(record?);
            let stored = stored(&record)?;
            let item = items.now(&stored.item);
            let key = (item.id.clone(), record.by.clone());
            let coding = stored.value.map(|value| Coding {
                id: format!("C-{}", record.position.0),
                by: record.by.clone(),
                at: record.at.clone(),
                item,
                value,
                note: stored.note,
            });
            latest.insert(key, coding);
        }
        Ok(latest.into_values().flatten().collect())
    }

    /// Lets the derived tables stand after a record that takes no part in them.
    fn stand_as_they_are(&mut self) -> Result<(), Error> {
        let head = self.ledger.head()?;
        let mut derive = self.ledger.derive()?;
        derive.set_built_from(head.position, derived::VERSION)?;
        derive.commit()?;
        Ok(())
    }
}

/// Reads a record back.
///
/// # Errors
/// Where it is of a later version, of no known kind of item, or has another shape.
pub fn stored(record: &Record) -> Result<Stored, Error> {
    let fail = |why: String| Error::record(record.position.0, why);
    if record.version > SHAPE {
        return Err(fail("a later version of the program wrote it".to_owned()));
    }
    let stored: Stored = store::body(record)?;
    if !KINDS.contains(&stored.item.kind.as_str()) {
        return Err(fail(format!("`{}` is no kind of item", stored.item.kind)));
    }
    Ok(stored)
}

/// Reads a value that an item takes.
fn taken(item: &CodedItem, value: &str) -> Result<String, Error> {
    let value = value.trim();
    let words: &[&str] = match item.kind.as_str() {
        "claim" => &["yes", "no", "unsure"],
        "entities" | "events" => &["same", "different", "unsure"],
        _ => &[],
    };
    let field = item.field.as_deref().unwrap_or_default();
    let fits = match words {
        [] if is_number(field) => value == "unsure" || value.parse::<u32>().is_ok(),
        [] => !value.is_empty() && value.chars().count() <= LONGEST,
        words => words.contains(&value),
    };
    if !fits {
        let may = match words {
            [] if is_number(field) => "a whole number, or unsure".to_owned(),
            [] => format!("a word or some, at most {LONGEST} characters"),
            words => words.join(", "),
        };
        return Err(Error::refused(format!("`{}` is coded as {may}", item.named)));
    }
    // 012 and 12 are one number.
    match value.parse::<u32>() {
        Ok(number) if is_number(field) => Ok(number.to_string()),
        _ => Ok(value.to_owned()),
    }
}

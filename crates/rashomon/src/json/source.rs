//! What people say of sources, as JSON: the rows of the source tables of a case.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::Worded;

/// A row of a source table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Id of the import, a colon, the line of its file.
    pub id: String,
    /// The source: an outlet or a speaker.
    pub source: String,
    /// Its other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// favours, opposes or is; `null` where the row tells no leaning.
    pub stance: Option<String>,
    /// The party, as the row names it.
    pub party: Option<String>,
    /// First day on which the leaning holds.
    pub from: Option<String>,
    /// Last day on which it holds.
    pub until: Option<String>,
    /// What sort of source.
    pub kind: Option<String>,
    /// How reliable it is held to be: A to F of the Admiralty scale.
    pub reliability: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where that can be looked up.
    pub reference: Option<String>,
    /// Who brought the table.
    #[serde(default)]
    pub by: String,
    /// When, RFC 3339.
    #[serde(default)]
    pub at: String,
}

impl Source {
    /// Writes an entry.
    pub fn of(entry: &model::SourceEntry) -> Source {
        let day = |day: Option<model::Date>| day.map(|day| day.to_string());
        Source {
            id: entry.id.to_string(),
            source: entry.names.first().cloned().unwrap_or_default(),
            aliases: entry.names.iter().skip(1).cloned().collect(),
            stance: entry.leaning.as_ref().map(|(stance, _)| stance.word().to_owned()),
            party: entry.leaning.as_ref().map(|(_, party)| party.clone()),
            from: day(entry.from),
            until: day(entry.until),
            kind: entry.kind.clone(),
            reliability: entry.reliability.map(|letter| letter.as_str().to_owned()),
            note: entry.note.clone(),
            reference: entry.reference.clone(),
            by: entry.by.clone(),
            at: entry.at.clone(),
        }
    }

    /// Reads an entry back.
    ///
    /// # Errors
    /// What does not read, in words.
    pub fn model(&self) -> Result<model::SourceEntry, String> {
        let day = |day: &Option<String>| {
            day.as_ref()
                .map(|day| day.parse().map_err(|_| format!("`{day}` is no day")))
                .transpose()
        };
        let leaning = match (&self.stance, &self.party) {
            (Some(stance), Some(party)) => {
                let known = model::AlignmentStance::of_word(stance);
                Some((known.ok_or(format!("`{stance}` is no stance"))?, party.clone()))
            }
            _ => None,
        };
        let letter = |letter: &String| {
            let known = model::Reliability::ALL.into_iter().find(|r| r.as_str() == letter);
            known.ok_or(format!("`{letter}` is no letter of the scale"))
        };
        let names = std::iter::once(&self.source).chain(&self.aliases);
        Ok(model::SourceEntry {
            id: model::SourceEntryId(self.id.clone()),
            names: names.cloned().collect(),
            leaning,
            from: day(&self.from)?,
            until: day(&self.until)?,
            kind: self.kind.clone(),
            reliability: self.reliability.as_ref().map(letter).transpose()?,
            note: self.note.clone(),
            reference: self.reference.clone(),
            by: self.by.clone(),
            at: self.at.clone(),
        })
    }
}

//! What was found in a case, as JSON: passages with the places of the words.
//!
//! In: passages in bytes of their snippets. Out: the same in code points, as everything printed is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reading::Pair;
use crate::case_file::Passage;

/// A passage that has the words asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FoundPassage {
    /// Id of the report, claim, entity or outlet.
    pub id: String,
    /// Where in it: title, text, quote, names or outlet.
    pub field: String,
    /// The report it stands in.
    pub report: Option<String>,
    /// The event of the claim.
    pub event: Option<String>,
    /// A stretch around the words.
    pub snippet: String,
    /// Where the words stand in the stretch, in code points.
    pub found: Vec<Pair>,
    /// Where the words stand in the text of that field, in code points.
    pub spans: Vec<Pair>,
}

impl FoundPassage {
    /// Writes a passage.
    pub fn of(passage: &Passage) -> FoundPassage {
        let count = |byte| {
            let before = passage.snippet.get(..byte).map_or(0, |s: &str| s.chars().count());
            u32::try_from(before).unwrap_or(u32::MAX)
        };
        FoundPassage {
            id: passage.id.clone(),
            field: passage.field.clone(),
            report: passage.report.clone(),
            event: passage.event.clone(),
            snippet: passage.snippet.clone(),
            found: passage.found.iter().map(|r| [count(r.start), count(r.end)]).collect(),
            spans: passage.spans.clone(),
        }
    }
}

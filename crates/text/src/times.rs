//! Time expressions with their TIMEX3 values.
//!
//! In: a text, its parse, and the day of publication if it is known. Out: [`TimeSpan`]s in text
//! order that do not overlap. First expressions are recognised, then they are anchored from the
//! start of the text to its end. What cannot be anchored keeps a partial value (`XXXX-WXX-7`) and
//! has no days: never a guess. Values follow TIMEX3 as in TimeML 1.2.1, weeks ISO 8601; lunar
//! feasts and time zones are not read. Must hold: earliest is never after latest.

mod anchor;
mod calendar;
mod choose;
mod clock;
mod dates;
mod expression;
mod holidays;
mod length;
mod lexicon;
mod narrow;
mod numeric;
mod recognise;
mod relative;
mod tense;
mod years;

use std::ops::Range;

use rashomon_model::{Date, TimeKind};
use rashomon_syntax::Doc;

use crate::words::Words;
use anchor::Anchor;

/// A time expression in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeSpan {
    /// The words.
    pub tokens: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: String,
    /// First day it may mean.
    pub earliest: Option<Date>,
    /// Last day it may mean.
    pub latest: Option<Date>,
}

/// Finds time expressions and anchors them to the publication date where they need one.
pub fn find_times(text: &str, doc: &Doc, published: Option<Date>) -> Vec<TimeSpan> {
    let words = Words::new(text, doc);
    let mut anchor = Anchor::new(&words, published);
    recognise::recognise(&words).iter().filter_map(|found| anchor.resolve(found)).collect()
}

/// Returns the words that belong to time expressions or ages, so that no count is read in them.
pub(crate) fn taken(words: &Words<'_>) -> Vec<Range<usize>> {
    recognise::recognise(words).into_iter().map(|found| found.start..found.end).collect()
}

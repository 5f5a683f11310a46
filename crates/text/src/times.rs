//! Time expressions with their TIMEX3 values.
//!
//! In: a text, its parse, and the day of publication if it is known. Out: [`TimeSpan`]s in text
//! order that do not overlap. First expressions are recognised, then they are anchored from the
//! start of the text to its end. What cannot be anchored keeps a partial value (`XXXX-WXX-7`) and
//! has no days: never a guess. Values follow TIMEX3 as in TimeML 1.2.1, weeks ISO 8601; a stretch
//! without a name of its own, such as Ramadan, is an ISO 8601 interval. Must hold: earliest is never
//! after latest.

mod ago;
mod anchor;
mod calendar;
mod choose;
mod clock;
mod dated;
mod dates;
mod expression;
mod feasts;
mod length;
mod lexicon;
mod narrow;
mod numeric;
mod openers;
mod ordinals;
mod parts_of_year;
mod recognise;
mod relative;
mod several;
mod stretch;
mod tense;
mod timed;
mod years;
mod zones;

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
    /// Whether it begins a stretch that the next expression ends: "from 3 to 5 May".
    pub opens: bool,
}

/// Finds time expressions and anchors them to the publication date where they need one.
pub fn find_times(text: &str, doc: &Doc, published: Option<Date>) -> Vec<TimeSpan> {
    let words = Words::new(text, doc);
    Found::of(&words).anchored(&words, published)
}

/// The time expressions of a text before any is anchored; counts and times are read from the same.
pub(crate) struct Found(Vec<expression::Expression>);

impl Found {
    /// Finds the time expressions, ages among them.
    pub(crate) fn of(words: &Words<'_>) -> Found {
        Found(recognise::recognise(words))
    }

    /// Returns the words that belong to time expressions or ages, so that no count is read in them.
    pub(crate) fn taken(&self) -> Vec<Range<usize>> {
        self.0.iter().map(|found| found.start..found.end).collect()
    }

    /// Anchors them, from the start of the text to its end.
    pub(crate) fn anchored(&self, words: &Words<'_>, published: Option<Date>) -> Vec<TimeSpan> {
        anchored(&self.0, words, published)
    }
}

fn anchored(
    found: &[expression::Expression],
    words: &Words<'_>,
    published: Option<Date>,
) -> Vec<TimeSpan> {
    let mut anchor = Anchor::new(words, published);
    let mut out: Vec<TimeSpan> = Vec::with_capacity(found.len());
    for (k, expression) in found.iter().enumerate() {
        let Some(mut time) = anchor.resolve(expression) else { continue };
        if let Some(first) = k.checked_sub(1).and_then(|before| found.get(before))
            && let Some(before) = out.last_mut().filter(|before| before.opens)
        {
            anchor.in_order(first, expression, before, &mut time);
        }
        out.push(time);
    }
    out
}

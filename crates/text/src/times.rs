//! Time expressions with their TIMEX3 values.

use std::ops::Range;

use rashomon_model::{Date, TimeKind};
use rashomon_syntax::Doc;

use crate::words::Words;

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
pub fn find_times(_text: &str, _doc: &Doc, _published: Option<Date>) -> Vec<TimeSpan> {
    Vec::new()
}

pub(crate) fn taken(_words: &Words<'_>) -> Vec<Range<usize>> {
    Vec::new()
}

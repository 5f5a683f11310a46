//! Cells of a table: six kinds, each of which may be empty.
//!
//! The functions named after kinds make cells of what the shapes of a case hold, so that a table's
//! declaration reads like a list. An empty text is an empty cell: the contract knows no "".

use std::borrow::Cow;

use rashomon_model::Date;

use crate::json::reading::Absent;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Whole,
    /// A measure.
    Real,
    /// Yes or no.
    Flag,
    /// A day.
    Day,
    /// Several words in order; empty where there are none.
    List,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'c> {
    /// Words.
    Text(Option<Cow<'c, str>>),
    /// A whole number.
    Whole(Option<i64>),
    /// A measure; always finite.
    Real(Option<f64>),
    /// Yes or no.
    Flag(Option<bool>),
    /// A day.
    Day(Option<Date>),
    /// Several words.
    List(Vec<Cow<'c, str>>),
}

/// The kind that goes with each function of this file, under the same name.
#[allow(non_upper_case_globals)]
pub(super) mod kind {
    use super::Kind;

    pub const text: Kind = Kind::Text;
    pub const whole: Kind = Kind::Whole;
    pub const real: Kind = Kind::Real;
    pub const flag: Kind = Kind::Flag;
    pub const day: Kind = Kind::Day;
    pub const list: Kind = Kind::List;
}

impl Kind {
    /// Returns the word used in documentation.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Whole => "whole",
            Kind::Real => "real",
            Kind::Flag => "flag",
            Kind::Day => "day",
            Kind::List => "list",
        }
    }
}

impl Cell<'_> {
    /// Returns the kind of column it goes into.
    pub fn kind(&self) -> Kind {
        match self {
            Cell::Text(_) => Kind::Text,
            Cell::Whole(_) => Kind::Whole,
            Cell::Real(_) => Kind::Real,
            Cell::Flag(_) => Kind::Flag,
            Cell::Day(_) => Kind::Day,
            Cell::List(_) => Kind::List,
        }
    }
}

/// What a shape may hold for a cell of one kind.
pub(super) trait Holds<T> {
    /// Returns the value, if there is one.
    fn held(self) -> Option<T>;
}

impl<'c> Holds<Cow<'c, str>> for &'c str {
    fn held(self) -> Option<Cow<'c, str>> {
        (!self.is_empty()).then_some(Cow::Borrowed(self))
    }
}

impl<'c> Holds<Cow<'c, str>> for &'c String {
    fn held(self) -> Option<Cow<'c, str>> {
        self.as_str().held()
    }
}

impl<'c> Holds<Cow<'c, str>> for Cow<'c, str> {
    fn held(self) -> Option<Cow<'c, str>> {
        (!self.is_empty()).then_some(self)
    }
}

impl<'c> Holds<Cow<'c, str>> for String {
    fn held(self) -> Option<Cow<'c, str>> {
        (!self.is_empty()).then_some(Cow::Owned(self))
    }
}

impl Holds<i64> for usize {
    fn held(self) -> Option<i64> {
        i64::try_from(self).ok()
    }
}

impl Holds<i64> for u32 {
    fn held(self) -> Option<i64> {
        Some(i64::from(self))
    }
}

impl Holds<i64> for u16 {
    fn held(self) -> Option<i64> {
        Some(i64::from(self))
    }
}

impl Holds<f64> for f64 {
    fn held(self) -> Option<f64> {
        self.is_finite().then_some(self)
    }
}

impl Holds<bool> for bool {
    fn held(self) -> Option<bool> {
        Some(self)
    }
}

impl<T, V: Holds<T>> Holds<T> for Option<V> {
    fn held(self) -> Option<T> {
        self.and_then(Holds::held)
    }
}

impl<'c, T, V> Holds<T> for &'c Option<V>
where
    &'c V: Holds<T>,
{
    fn held(self) -> Option<T> {
        self.as_ref().and_then(Holds::held)
    }
}

impl<'c, T, V> Holds<T> for &'c Absent<V>
where
    &'c V: Holds<T>,
{
    fn held(self) -> Option<T> {
        self.value().and_then(Holds::held)
    }
}

macro_rules! through_a_reference {
    ($($held:ty: $type:ty),*) => {$(
        impl Holds<$held> for &$type {
            fn held(self) -> Option<$held> {
                (*self).held()
            }
        }
    )*};
}

through_a_reference!(i64: u32, i64: u16, f64: f64, bool: bool);

/// A cell of words.
pub(super) fn text<'c>(value: impl Holds<Cow<'c, str>>) -> Cell<'c> {
    Cell::Text(value.held())
}

/// A cell with a whole number.
pub(super) fn whole<'c>(value: impl Holds<i64>) -> Cell<'c> {
    Cell::Whole(value.held())
}

/// A cell with a measure.
pub(super) fn real<'c>(value: impl Holds<f64>) -> Cell<'c> {
    Cell::Real(value.held())
}

/// A cell with yes or no.
pub(super) fn flag<'c>(value: impl Holds<bool>) -> Cell<'c> {
    Cell::Flag(value.held())
}

/// A cell with a day, empty where the words are none.
pub(super) fn day<'a>(value: impl Holds<Cow<'a, str>>) -> Cell<'static> {
    Cell::Day(value.held().and_then(|written| written.parse().ok()))
}

/// A cell with several words.
pub(super) fn list<'c, T: Into<Cow<'c, str>>>(values: impl IntoIterator<Item = T>) -> Cell<'c> {
    Cell::List(values.into_iter().map(Into::into).collect())
}

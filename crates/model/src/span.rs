//! Half-open ranges of bytes in a report's canonical text.
//!
//! A span is only a pair of offsets; it knows nothing of the text it points into. Slicing is
//! checked, so a span from another text gives nothing rather than a panic.

/// A half-open range `[start, end)` of bytes of a report's canonical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte inside.
    pub start: u32,
    /// First byte outside.
    pub end: u32,
}

impl Span {
    /// Makes a span; an end before the start becomes an empty span at the start.
    ///
    /// ```
    /// use rashomon_model::Span;
    /// assert_eq!(Span::new(3, 5).of("a market"), Some("ar"));
    /// ```
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end: end.max(start) }
    }

    /// Makes a span from native offsets; offsets past 4 GiB are cut to that size.
    pub fn from_range(range: std::ops::Range<usize>) -> Span {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span::new(cut(range.start), cut(range.end))
    }

    /// Slices the text, or gives nothing where the span does not fit it.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Returns the span as a native range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Tells whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Tells whether every byte of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// Returns the smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

//! Names of a closed set: dependency labels, part-of-speech tags, kinds of named span.
//!
//! A [`Label`] is a small copyable number that knows its own text. All texts are interned once
//! for the whole process, so labels of two pipelines compare by value. Nothing but the label
//! sets of model files is ever interned: text of a report never is.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{OnceLock, RwLock};

/// Names one dependency label, tag or kind of named span.
///
/// Compares with a `&str` directly: `token.dep == "nsubj"`.
#[derive(Clone, Copy, Eq, PartialOrd, Ord)]
pub struct Label(&'static &'static str);

/// The text of "none"; a static, so that it has one address.
static EMPTY: &str = "";

impl Label {
    /// The empty label, for "none".
    pub const NONE: Label = Label(&EMPTY);

    /// Gives the text of the label.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Tells whether this is the empty label.
    pub fn is_none(self) -> bool {
        self.0.is_empty()
    }

    /// Makes the label with this text; the same text gives the same label.
    pub(crate) fn intern(text: &str) -> Label {
        if text.is_empty() {
            return Label::NONE;
        }
        static TABLE: OnceLock<RwLock<Vec<&'static &'static str>>> = OnceLock::new();
        let table = TABLE.get_or_init(|| RwLock::new(Vec::new()));
        let mut known = table.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = known.iter().find(|k| ***k == text) {
            return Label(found);
        }
        // Label sets are closed and small, so what is leaked here is bounded by the model files.
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let kept: &'static &'static str = Box::leak(Box::new(text));
        known.push(kept);
        Label(kept)
    }
}

/// The same text is interned once, so comparing addresses is comparing texts.
impl PartialEq for Label {
    #[inline]
    fn eq(&self, other: &Label) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl AsRef<str> for Label {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Label {
    fn eq(&self, other: &str) -> bool {
        *self.0 == other
    }
}

impl PartialEq<&str> for Label {
    fn eq(&self, other: &&str) -> bool {
        self.0 == other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_equal_just_if_their_texts_are() {
        let labels = ["", "nsubj", "dobj", "nsubj"].map(Label::intern);
        assert_eq!(labels[0], Label::NONE);
        assert_eq!(labels[1], labels[3]);
        for (a, b) in labels.iter().flat_map(|a| labels.iter().map(move |b| (a, b))) {
            assert_eq!(a == b, a.as_str() == b.as_str());
            assert_eq!(a.cmp(b).is_eq(), a == b);
        }
    }
}

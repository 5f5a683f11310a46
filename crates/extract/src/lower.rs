//! Words in lower case, each folded once for a report.
//!
//! In: words as written. Out: [`lower`], which copies only what has capitals, and [`Lowered`], all
//! words of a report in one piece of memory. The same letters as [`str::to_lowercase`] gives, word
//! by word. Must hold: a position past the end reads as empty.

use std::borrow::Cow;

/// Returns a word in lower case; borrowed where it is so already.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if is_lower(word) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Tells whether a word is surely in lower case: no letter beyond ASCII, and no capital.
fn is_lower(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase())
}

/// Words in lower case by position.
#[derive(Default)]
pub(crate) struct Lowered {
    letters: String,
    ends: Vec<u32>,
}

impl Lowered {
    /// Folds words one after the other.
    pub(crate) fn of<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Lowered {
        Lowered::folded(words, |word| word)
    }

    /// Folds words one after the other, and reads the curly apostrophe as the plain one.
    pub(crate) fn with_plain_apostrophes<'w>(
        words: impl ExactSizeIterator<Item = &'w str>,
    ) -> Lowered {
        Lowered::folded(words, |word| word.replace('’', "'"))
    }

    /// Folds words; `then` is asked only about words with signs beyond ASCII.
    fn folded<'w>(
        words: impl ExactSizeIterator<Item = &'w str>,
        then: impl Fn(String) -> String,
    ) -> Lowered {
        let count = words.len();
        let mut lowered =
            Lowered { letters: String::with_capacity(count * 6), ends: Vec::with_capacity(count) };
        for word in words {
            if word.is_ascii() {
                let from = lowered.letters.len();
                lowered.letters.push_str(word);
                if let Some(new) = lowered.letters.get_mut(from..) {
                    new.make_ascii_lowercase();
                }
            } else {
                lowered.letters.push_str(&then(word.to_lowercase()));
            }
            // A report has two million letters at most; lower case takes three times that at worst.
            lowered.ends.push(u32::try_from(lowered.letters.len()).unwrap_or(u32::MAX));
        }
        lowered
    }

    /// Returns the number of words.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the word at a position; empty past the end.
    pub(crate) fn get(&self, at: usize) -> &str {
        let Some(end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or(&0);
        self.letters.get(*start as usize..*end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_the_standard_library_folds_them() {
        let words = ["Velm", "", "ΟΔΟΣ", "İzmir", "town's", "Straße", "M-19", "ÉTÉ", "المدينة"];
        let lowered = Lowered::of(words.iter().copied());
        assert_eq!(lowered.len(), words.len());
        for (at, word) in words.iter().enumerate() {
            assert_eq!(lowered.get(at), word.to_lowercase());
            assert_eq!(lower(word), word.to_lowercase());
        }
        assert_eq!(lowered.get(words.len()), "");
        let plain = Lowered::with_plain_apostrophes(["Ba’ath", "Da'esh"].into_iter());
        assert_eq!((plain.get(0), plain.get(1)), ("ba'ath", "da'esh"));
    }
}

//! The print of a text, by which rewrites and translations are found.
//!
//! In: a text, where its names and quotations stand, and how a name sounds. Out: sentence by sentence
//! the words that tell something: folded and bare of endings, names by their sound, numbers by their
//! value, in digits of any script or spelled out. Of a language that is not read every word that may
//! be a name is given by its sound as well. Words without meaning are left out, words that reports of
//! violence share are marked (`data/lexicon/en/print-words.tsv`). It decides nothing.
//!
//! Must hold: one pass, so time grows with the text; odd text yields less, never a panic.

mod sentences;
mod words;

use rashomon_model::{Print, PrintKind, PrintSentence, PrintWord, Span};

use crate::numbers::of_plain_words;
use words::{Role, Token};

/// How one way of writing a name sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundKey {
    /// Equal for words that sound alike.
    pub hash: u32,
    /// How much it tells, in bits.
    pub bits: u8,
}

/// What is known of a text beforehand.
pub struct PrintInput<'t> {
    /// The text.
    pub text: &'t str,
    /// Whether it is in a language that is not read.
    pub foreign: bool,
    /// Where names stand.
    pub names: &'t [Span],
    /// Where somebody's words stand between quotation marks.
    pub quotes: &'t [Span],
    /// How a word of a name sounds; several ways where it may carry a particle or an ending.
    pub sound: &'t dyn Fn(&str) -> Vec<SoundKey>,
}

/// Makes the print of a text.
///
/// ```
/// use rashomon_text::print::{PrintInput, print};
/// let of = |text| print(&PrintInput { text, foreign: false, names: &[], quotes: &[], sound: &|_| Vec::new() });
/// let (one, two) = (of("Twelve mills burned."), of("The burning of 12 mills!"));
/// let words = |print: &rashomon_model::Print| {
///     let mut all: Vec<u32> = print.sentences[0].words.iter().map(|word| word.hash).collect();
///     all.sort_unstable();
///     all
/// };
/// assert_eq!(words(&one), words(&two));
/// ```
pub fn print(input: &PrintInput<'_>) -> Print {
    let mut sentences = Vec::new();
    for range in sentences::of(input.text) {
        let Some(text) = input.text.get(range.clone()) else { continue };
        let tokens = words::of(text);
        let words = sentence(input, range.start, &tokens);
        if !words.is_empty() {
            let span = Span::from_range(range);
            sentences.push(PrintSentence { span, quoted: is_quoted(span, input.quotes), words });
        }
    }
    Print { sentences, foreign: input.foreign }
}

fn sentence(input: &PrintInput<'_>, start: usize, tokens: &[Token<'_>]) -> Vec<PrintWord> {
    let mut out = Vec::new();
    let mut at = 0;
    let shouts = tokens.iter().filter(|token| token.is_shouted()).count() * 2 > tokens.len();
    while let Some(token) = tokens.get(at) {
        if let Some(value) = token.number() {
            out.push(number(value));
        } else if input.foreign {
            foreign(input, token, &mut out);
        } else if let Some((value, taken)) =
            of_plain_words(tokens.iter().skip(at).map(|token| token.folded.as_str()))
        {
            out.push(number(value));
            at += taken;
            continue;
        } else if names(input, start, token) || (at > 0 && !shouts && token.is_capital()) {
            named(input, token, &mut out);
        } else {
            plain(token, &mut out);
        }
        at += 1;
    }
    out
}

fn names(input: &PrintInput<'_>, start: usize, token: &Token<'_>) -> bool {
    let begin = u32::try_from(start + token.at).unwrap_or(u32::MAX);
    let after = input.names.partition_point(|name| name.start <= begin);
    let before = after.checked_sub(1).and_then(|at| input.names.get(at));
    token.is_capital() && before.is_some_and(|name| begin < name.end)
}

fn named(input: &PrintInput<'_>, token: &Token<'_>, out: &mut Vec<PrintWord>) {
    if words::role(&token.folded) == Some(Role::Empty) {
        return;
    }
    match (input.sound)(token.text).first() {
        Some(key) => out.push(PrintWord { hash: key.hash, kind: PrintKind::Name, bits: key.bits }),
        None => plain(token, out),
    }
}

fn plain(token: &Token<'_>, out: &mut Vec<PrintWord>) {
    let kind = match words::role(&token.folded) {
        Some(Role::Empty) => return,
        Some(Role::Common) => PrintKind::Common,
        None => PrintKind::Plain,
    };
    out.push(PrintWord { hash: words::hash(words::stem(&token.folded)), kind, bits: 8 });
}

/// A word of a language that is not read: as it stands, and by its sound if it may be a name.
fn foreign(input: &PrintInput<'_>, token: &Token<'_>, out: &mut Vec<PrintWord>) {
    out.push(PrintWord { hash: words::hash(&token.folded), kind: PrintKind::Plain, bits: 8 });
    if token.is_capital() || !token.has_case() {
        let sounds = (input.sound)(token.text);
        let maybe =
            |key: SoundKey| PrintWord { hash: key.hash, kind: PrintKind::Maybe, bits: key.bits };
        out.extend(sounds.into_iter().map(maybe));
    }
}

/// A number tells the more the longer it is; one that may be a year tells less.
fn number(value: u64) -> PrintWord {
    let bits = match value {
        0..=2 => 1,
        3..=12 => 3,
        13..=99 => 5,
        1900..=2100 => 3,
        _ => 8,
    };
    PrintWord { hash: words::hash(&value.to_string()), kind: PrintKind::Number, bits }
}

/// Most of a sentence lies in quotations.
fn is_quoted(span: Span, quotes: &[Span]) -> bool {
    let inside = |quote: &Span| quote.end.min(span.end).saturating_sub(quote.start.max(span.start));
    let covered: u32 = quotes.iter().map(inside).sum();
    covered * 2 > span.end - span.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(text: &str, foreign: bool, names: &[Span]) -> Print {
        let sound = |word: &str| vec![SoundKey { hash: word.len() as u32, bits: 12 }];
        print(&PrintInput { text, foreign, names, quotes: &[], sound: &sound })
    }

    #[test]
    fn names_numbers_and_words_are_told_apart() {
        let kinds = |text, names: &[Span]| -> Vec<PrintKind> {
            printed(text, false, names)
                .sentences
                .iter()
                .flat_map(|s| &s.words)
                .map(|w| w.kind)
                .collect()
        };
        use PrintKind::{Common, Name, Number, Plain};
        assert_eq!(
            kinds("The bakery killed twenty-three in Velm", &[]),
            [Plain, Common, Number, Name]
        );
        // A capital at the beginning makes no name unless the reading found one.
        assert_eq!(kinds("Velm burned", &[]), [Plain, Plain]);
        assert_eq!(kinds("Velm burned", &[Span::new(0, 4)]), [Name, Plain]);
    }

    #[test]
    fn of_a_language_that_is_not_read_every_word_may_be_a_name() {
        let print = printed("احترقت المطحنة", true, &[]);
        let maybe =
            print.sentences.iter().flat_map(|s| &s.words).filter(|w| w.kind == PrintKind::Maybe);
        assert_eq!(maybe.count(), 2);
    }

    proptest! {
        #[test]
        fn any_text_has_a_print_whose_sentences_stand_in_order(text in "\\PC{0,200}", foreign: bool) {
            let print = printed(&text, foreign, &[Span::new(0, 3), Span::new(5, 900)]);
            let mut last = 0;
            for sentence in &print.sentences {
                prop_assert!(sentence.span.of(&text).is_some());
                prop_assert!(sentence.span.start >= last);
                last = sentence.span.end;
            }
        }

        #[test]
        fn any_text_has_credits_that_stand_in_it(text in "[ (),.:@A-Za-z\n\u{2014}ß©]{0,200}") {
            for place in crate::credits::credits(&text) {
                prop_assert!(place.span.of(&text).is_some_and(|name| !name.is_empty()));
            }
        }
    }
}

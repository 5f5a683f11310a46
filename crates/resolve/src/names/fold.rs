//! The scripts that comparing names tells apart, and the plain form of a name's letters.

pub(crate) use rashomon_text::fold::plain;

/// The writing a letter or word belongs to, as far as comparison cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Script {
    /// Latin, and scripts spelled out in Latin letters by table.
    Latin,
    /// Arabic in all its languages.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// Cyrillic.
    Cyrillic,
    /// Digits.
    Digit,
    /// Signs that stand for syllables or words (Chinese, Hangul): compared as they stand.
    Signs,
    /// Everything else: compared letter by letter.
    Other,
}

/// Returns the script of one folded letter.
pub(crate) fn script_of(c: char) -> Script {
    match c {
        '0'..='9' => Script::Digit,
        'a'..='z' | 'A'..='Z' | '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' => Script::Arabic,
        '\u{0590}'..='\u{05FF}' => Script::Hebrew,
        '\u{0400}'..='\u{052F}' => Script::Cyrillic,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{303F}' | '\u{3130}'..='\u{318F}' => {
            Script::Signs
        }
        '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7FF}' | '\u{20000}'..='\u{3FFFF}' => {
            Script::Signs
        }
        _ => Script::Other,
    }
}

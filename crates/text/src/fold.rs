//! Brings letters to one plain form, script by script.
//!
//! In: words as written. Out: [`plain`] letters: lower case, marks stripped, look-alike forms of one
//! letter unified. It does not transliterate and does not split words. Direction marks, joiners,
//! tatweel and control characters vanish, so that words cannot be made to differ by what nobody
//! sees. Folding twice gives what folding once gives. Follows Unicode NFKD; letters that do not
//! decompose (ø, ł, ß …) are spelled out here.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a word to plain letters: lower case, marks and invisible characters gone.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd() {
        if is_invisible(c) || (is_combining_mark(c) && !carries_a_vowel(c)) {
            continue;
        }
        match spelled_out(c) {
            Some(letters) => out.push_str(letters),
            None => out.extend(c.to_lowercase().map(unify)),
        }
    }
    // Lower-casing can give a mark anew (İ); one more look keeps folding idempotent.
    out.retain(|c| !is_combining_mark(c) || carries_a_vowel(c));
    out
}

/// Says whether a mark is a vowel sign of its script, without which words would merge.
fn carries_a_vowel(c: char) -> bool {
    // From Devanagari to Ethiopic; Arabic and Hebrew points below that range may go.
    ('\u{0900}'..='\u{18FF}').contains(&c) || ('\u{3099}'..='\u{309A}').contains(&c)
}

/// Says whether nobody sees the character: controls, joiners, direction marks, tatweel.
pub(crate) fn is_invisible(c: char) -> bool {
    c == '\u{0640}'
        || c == '\u{00AD}'
        || ('\u{200B}'..='\u{200F}').contains(&c)
        || ('\u{202A}'..='\u{202E}').contains(&c)
        || ('\u{2060}'..='\u{206F}').contains(&c)
        || c == '\u{FEFF}'
        || (c.is_control() && !c.is_whitespace())
}

/// Letters that Unicode does not take apart.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ə' | 'Ə' => "a",
        'ŋ' | 'Ŋ' => "ng",
        _ => return None,
    })
}

/// Letters written several ways for one another: Persian and Urdu shapes, final Hebrew and Greek.
fn unify(c: char) -> char {
    match c {
        'ی' | 'ې' | 'ے' | 'ى' | 'ۍ' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ە' | 'ۀ' => 'ه',
        'ٱ' => 'ا',
        'ۃ' => 'ة',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ς' => 'σ',
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        _ => c,
    }
}

/// Brings a digit of another script to ASCII.
fn digit(c: char, zero: char) -> char {
    let value = (u32::from(c) - u32::from(zero)) as u8;
    char::from(b'0' + value)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_and_direction_signs_go() {
        assert_eq!(plain("Vél\u{202E}mić"), "velmic");
        assert_eq!(plain("أُسامة"), "اسامة");
        assert_eq!(plain("Æthelrød"), "aethelrod");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for name in ["İZMİR", "ẞ", "ﷲ", "Ǆ", "ΐ", "ﬁn", "٣"] {
            let once = plain(name);
            assert_eq!(plain(&once), once, "{name}");
        }
    }
}

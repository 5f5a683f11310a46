//! Brings letters of another script that only look like the word's own back to its script.
//!
//! In: a word as written. Out: the word with its look-alikes replaced, where it mixes Latin with
//! Cyrillic or Greek letters and every letter of one of the two has a look-alike in the other
//! ("Кarim" with a Cyrillic К). A word of one script is left alone, as are mixtures that cannot be
//! told. Letter pairs: those of Unicode's confusables (UTS 39) that are letters and look the same
//! in print. It does not say that anybody meant to deceive.

/// Latin letters and the Cyrillic or Greek ones that look the same, lower case.
const PAIRS: &[(char, &str)] = &[
    ('a', "аα"),
    ('b', "Ьв"),
    ('c', "сϲ"),
    ('d', "ԁ"),
    ('e', "еε"),
    ('g', "ɡ"),
    ('h', "һн"),
    ('i', "іι"),
    ('j', "јϳ"),
    ('k', "кκ"),
    ('l', "ӏ"),
    ('m', "м"),
    ('n', "ո"),
    ('o', "оο"),
    ('p', "рρ"),
    ('q', "ԛ"),
    ('s', "ѕ"),
    ('t', "тτ"),
    ('u', "υ"),
    ('v', "ѵν"),
    ('w', "ԝω"),
    ('x', "хχ"),
    ('y', "уγ"),
    ('z', "ᴢζ"),
];

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{00C0}'..='\u{024F}').contains(&c)
}

fn is_near(c: char) -> bool {
    ('\u{0370}'..='\u{03FF}').contains(&c) || ('\u{0400}'..='\u{052F}').contains(&c)
}

fn latin_of(c: char) -> Option<char> {
    PAIRS.iter().find(|(_, alike)| alike.contains(c)).map(|(latin, _)| *latin)
}

fn cyrillic_of(c: char) -> Option<char> {
    PAIRS.iter().find(|(latin, _)| *latin == c).and_then(|(_, alike)| alike.chars().next())
}

/// Returns the word in one script, if it was written in two that look alike; lower case.
pub(crate) fn unmixed(word: &str) -> Option<String> {
    let (latin, near) = (word.chars().any(is_latin), word.chars().any(is_near));
    if !latin || !near {
        return None;
    }
    let to_latin: Option<String> =
        word.chars().map(|c| if is_near(c) { latin_of(c) } else { Some(c) }).collect();
    let cyrillic = word.chars().any(|c| ('\u{0400}'..='\u{052F}').contains(&c));
    to_latin.or_else(|| {
        let to_near = |c: char| if is_latin(c) { cyrillic_of(c) } else { Some(c) };
        word.chars().map(to_near).collect::<Option<String>>().filter(|_| cyrillic)
    })
}

#[cfg(test)]
mod tests {
    use super::unmixed;

    #[test]
    fn a_letter_of_another_script_comes_home() {
        assert_eq!(unmixed("\u{043A}arim").as_deref(), Some("karim"));
        assert_eq!(unmixed("h\u{0430}fz\u{0430}r").as_deref(), Some("hafzar"));
        assert_eq!(unmixed("к\u{0061}рим").as_deref(), Some("карим"));
        assert_eq!(unmixed("жgf").as_deref(), None);
        assert_eq!(unmixed("ж\u{0061}ров").as_deref(), Some("жаров"));
    }

    #[test]
    fn a_word_of_one_script_is_left_alone() {
        for word in ["karim", "карим", "κώστας", "كريم", "", "7"] {
            assert_eq!(unmixed(word), None, "{word}");
        }
    }
}

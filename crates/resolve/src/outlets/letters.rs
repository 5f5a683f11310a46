//! Tells whether an account or an address spells the name of an outlet.
//!
//! In: a folded handle (`@vlobserver`) or domain (`velmobserver.org`), and a folded name of at least
//! two words. Out: yes or no. The letters are those of the name without spaces, or its last word
//! behind a short form of the others whose letters come in order ("vl" for "velm"). A handle that
//! is only the last word may be anybody's, and spells nothing.

/// Letters that may stand for all words but the last.
const SHORT: usize = 4;

/// Says whether a handle or a domain spells a name.
pub(super) fn spells(address: &str, name: &str) -> bool {
    let Some(letters) = stem(address) else { return false };
    let words: Vec<String> = name
        .split([' ', '-'])
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let Some((last, lead)) = words.split_last().filter(|(_, lead)| !lead.is_empty()) else {
        return false;
    };
    if stem(name).is_some() {
        return false;
    }
    let whole: String = words.concat();
    if letters == whole || letters == format!("the{whole}") {
        return true;
    }
    let Some(short) = letters.strip_suffix(last.as_str()) else { return false };
    let lead = lead.concat();
    (2..=SHORT).contains(&short.chars().count()) && last.len() > SHORT && in_order(short, &lead)
}

/// The letters of a handle or of a domain's own part; none for anything else.
pub(super) fn stem(address: &str) -> Option<String> {
    let own = match address.strip_prefix('@') {
        Some(handle) => handle,
        None if address.contains(' ') => return None,
        None => {
            let (own, top) = address.split_once('.')?;
            (2..=10).contains(&top.len()).then_some(own)?
        }
    };
    let letters: String = own.chars().filter(|c| c.is_alphanumeric()).collect();
    (letters.len() > 2).then_some(letters)
}

/// Says whether the letters come in this order in a word, the first as its first.
fn in_order(letters: &str, word: &str) -> bool {
    let mut rest = word.chars();
    letters.chars().next() == word.chars().next() && letters.chars().all(|c| rest.any(|w| w == c))
}

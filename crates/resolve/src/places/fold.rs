//! Brings a place name to the key under which the gazetteer files it.
//!
//! In: a name as written. Out: lower-case words with single spaces, marks stripped, look-alike
//! letters of the Arabic script unified, dots and apostrophes gone, other signs made spaces;
//! beside it the variants under which the same place may be filed (with or without an article),
//! and the coarse skeleton that two transliterations share. The packer and the reader of the
//! gazetteer must fold alike, so a change here asks for a new `gazetteer.bin`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Keys longer than this many bytes are not filed and not looked up.
pub(super) const LONGEST: usize = 120;

/// Articles that come and go before a name or inside it.
const ARTICLES: [&str; 14] =
    ["al", "el", "ul", "ad", "ar", "as", "ash", "at", "az", "an", "ez", "es", "ed", "the"];

/// Returns the key of a name; empty where nothing of it can be filed.
pub(super) fn key(name: &str) -> String {
    if name.is_ascii() {
        return ascii_key(name);
    }
    let mut out = String::with_capacity(name.len());
    for c in name.nfkd().take(4 * LONGEST) {
        if is_combining_mark(c) || is_dropped(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            if !out.ends_with(' ') && !out.is_empty() {
                out.push(' ');
            }
            continue;
        }
        match spelled_out(c) {
            Some(letters) => out.push_str(letters),
            None => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c)).map(unify)),
        }
    }
    let words = out.split_whitespace().map(whole_word);
    let key = words.collect::<Vec<_>>().join(" ");
    if key.len() > LONGEST { String::new() } else { key }
}

/// Returns the key of a name in ASCII, as [`key`] would; most are.
fn ascii_key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut word = 0;
    let letters = name.bytes().take(4 * LONGEST).filter(|b| !is_dropped(char::from(*b)));
    for b in letters.chain(std::iter::once(b' ')) {
        if b.is_ascii_alphanumeric() {
            out.push(char::from(b.to_ascii_lowercase()));
        } else if out.len() > word {
            let whole = whole_word(out.get(word..).unwrap_or("")).to_owned();
            out.truncate(word);
            out.push_str(&whole);
            out.push(' ');
            word = out.len();
        }
    }
    out.pop();
    if out.len() > LONGEST { String::new() } else { out }
}

/// Signs inside a word that some writers leave out, and characters that nobody sees.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '.' | '\'' | '’' | '‘' | '`' | 'ʿ' | 'ʾ' | 'ʻ' | 'ʼ' | 'ء' | 'ـ' | '\u{AD}' | '\u{FEFF}'
    ) || ('\u{200B}'..='\u{200F}').contains(&c)
        || ('\u{202A}'..='\u{202E}').contains(&c)
        || ('\u{2060}'..='\u{206F}').contains(&c)
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
        'ı' => "i",
        _ => return None,
    })
}

/// Letters of the Arabic script that are written for one another.
fn unify(c: char) -> char {
    match c {
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' => 'ه',
        'ٱ' => 'ا',
        _ => c,
    }
}

/// Abbreviations that begin many names.
fn whole_word(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        "mt" => "mount",
        "ft" => "fort",
        _ => word,
    }
}

/// Returns the other keys under which a place of this key may be filed, likeliest first.
pub(super) fn variants(key: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |form: String| {
        if form.chars().count() > 2 && form != key && !found.contains(&form) {
            found.push(form);
        }
    };
    let words: Vec<&str> = key.split(' ').collect();
    let bare: Vec<&str> = words.iter().copied().filter(|w| !ARTICLES.contains(w)).collect();
    if words.first().is_some_and(|w| ARTICLES.contains(w)) {
        add(words[1..].join(" "));
        add(format!("al {}", words[1..].join(" ")));
        add(format!("el {}", words[1..].join(" ")));
    }
    add(bare.join(" "));
    add(format!("al {key}"));
    if words.len() > 1 && key.is_ascii() {
        add(words.concat());
        // "X al Y", "X ez Y" and "X Y" are one name.
        if bare.len() == 2 {
            add(format!("{} al {}", bare[0], bare[1]));
            add(format!("{} el {}", bare[0], bare[1]));
        }
    }
    if let Some(rest) = key.strip_prefix("ال") {
        add(rest.to_owned());
    } else if key.starts_with(|c: char| ('\u{0620}'..='\u{06FF}').contains(&c)) {
        add(format!("ال{key}"));
    }
    found
}

/// Returns a key in one word, where an article stands inside it.
pub(super) fn without_gaps(key: &str) -> Option<String> {
    let inside = |w: &str| ARTICLES.contains(&w) && w != "the";
    let articles = key.is_ascii() && key.split(' ').skip(1).any(inside);
    articles.then(|| key.split(' ').collect())
}

/// Returns the consonant classes of a key in Latin letters, or nothing where they say too little.
///
/// Follows how newspapers vary in spelling Arabic, Persian, Hebrew and Cyrillic names: vowels,
/// doubled letters, articles and the hard and soft forms of one letter are let go.
pub(super) fn skeleton(key: &str) -> Option<String> {
    if !key.is_ascii() || key.bytes().filter(u8::is_ascii_alphabetic).count() < 5 {
        return None;
    }
    let mut out = String::new();
    for word in key.split(' ').filter(|w| !ARTICLES.contains(w)) {
        consonants(word, &mut out);
    }
    (out.len() >= 3).then_some(out)
}

fn consonants(word: &str, out: &mut String) {
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1).copied();
        let (class, length) = match (bytes[at], pair) {
            (b's' | b'c', Some(b'h')) | (b'z', Some(b'h')) => (b's', 2),
            (b'k', Some(b'h')) => (b'h', 2),
            (b'g', Some(b'h')) | (b'd' | b't', Some(b'h')) => (bytes[at], 2),
            (b'd', Some(b'j')) => (b'g', 2),
            (b't', Some(b's' | b'z')) => (b's', 2),
            (b'o', Some(b'u')) => (b'u', 2),
            (b'q' | b'c' | b'k', _) => (b'k', 1),
            (b'j' | b'g', _) => (b'g', 1),
            (b'z' | b's' | b'x', _) => (b's', 1),
            (b'p' | b'b', _) => (b'b', 1),
            (b'v' | b'f', _) => (b'f', 1),
            (other, _) => (other, 1),
        };
        let weak = matches!(class, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w' | b'h');
        let kept = if weak { (out.is_empty() && at == 0).then_some(b'a') } else { Some(class) };
        if let Some(class) = kept
            && out.as_bytes().last() != Some(&class)
        {
            out.push(char::from(class));
        }
        at += length;
    }
}

/// Returns how alike two keys are, from 0 to 1: one less the edits for each letter of the longer.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let glue = |s: &str| -> Vec<u8> { s.bytes().filter(|b| *b != b' ').take(40).collect() };
    let (a, b) = (glue(a), glue(b));
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = here;
        }
    }
    1.0 - row[b.len()] as f64 / longer as f64
}

//! Repairs single characters: escaped entities, doubled marks, invisible characters, lost
//! apostrophes, and holes where words were withheld.
//!
//! In: the received text. Out: the text with these put right and the edits that did it, or nothing
//! where there was nothing to do. It leaves alone what may be meant: `::` between words of code,
//! joiners inside Arabic, Indic and emoji sequences, U+FFFD where the lost character is not sure.
//! Must hold: each edit stands for one run of received bytes and at most one character. Entities:
//! HTML Living Standard 13.5, with windows-1252 meanings for 128 to 159 as browsers read them.

use foldhash::HashMap;
use std::sync::OnceLock;

use super::edits::Edit;
use super::vocabulary::Vocabulary;
use crate::Lexicon;

const ENTITIES: &str = include_str!("../../../../data/lexicon/en/entities.tsv");

/// Longest body of an entity ("CounterClockwise" is not one of ours; "hellip", "#x2019" are).
const ENTITY_LENGTH: usize = 8;

/// How often each kind of repair was made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CharacterRepairs {
    pub entities: usize,
    pub doubled: usize,
    pub invisible: usize,
    pub lost: usize,
}

/// What one place of the text turns into: how many bytes go, and what comes for them.
struct Repair {
    bytes: usize,
    with: Option<char>,
}

/// Repairs single characters; gives no text where all may stand.
pub(super) fn repair(received: &str) -> (Option<(String, Vec<Edit>)>, CharacterRepairs) {
    let mut repairs = CharacterRepairs::default();
    let mut out = String::new();
    let mut edits: Vec<Edit> = Vec::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = next_suspect(received, at) {
        at = found;
        let Some(repair) = repair_at(received, at, &mut repairs) else {
            at += received.get(at..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8);
            continue;
        };
        out.push_str(received.get(copied..at).unwrap_or(""));
        let start = offset(out.len());
        out.extend(repair.with);
        let received_range = offset(at)..offset(at + repair.bytes);
        edits.push(Edit { repaired: start..offset(out.len()), received: received_range });
        at += repair.bytes;
        copied = at;
    }
    if edits.is_empty() {
        return (None, repairs);
    }
    out.push_str(received.get(copied..).unwrap_or(""));
    (Some((out, edits)), repairs)
}

fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Finds the next byte that may open a repair: an ampersand, a mark, or the lead byte of a
/// two- or three-byte character that is invisible or lost.
fn next_suspect(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    rest.iter()
        .position(|b| matches!(b, b'&' | b':' | b',' | b';' | b'.' | 0xC2 | 0xE2 | 0xEF))
        .map(|n| from + n)
}

fn repair_at(text: &str, at: usize, repairs: &mut CharacterRepairs) -> Option<Repair> {
    let rest = text.get(at..)?;
    let repair = match rest.chars().next()? {
        '&' => entity(rest).inspect(|_| repairs.entities += 1),
        ':' | ',' | ';' | '.' => doubled(text, at).inspect(|_| repairs.doubled += 1),
        '\u{FFFD}' => lost(text, at).inspect(|_| repairs.lost += 1),
        HOLE => Some(stand_in(text, at)),
        c => invisible(text, at, c).inspect(|_| repairs.invisible += 1),
    }?;
    Some(repair)
}

/// What stands where words were withheld from a text, once for each character.
const HOLE: char = '█';

/// Reads a hole as a name, because names are what is withheld: "█████ said" has a voice, not none.
fn stand_in(text: &str, at: usize) -> Repair {
    let begins = !text.get(..at).is_some_and(|before| before.ends_with(HOLE));
    Repair { bytes: HOLE.len_utf8(), with: Some(if begins { 'X' } else { 'x' }) }
}

/// Reads an entity that was escaped any number of times: `&rsquo;`, `&amp;#8217;`.
fn entity(rest: &str) -> Option<Repair> {
    let mut body = rest.strip_prefix('&')?;
    // `&amp;amp;quot;` is one entity escaped twice; the innermost name is the one that counts.
    while let Some(inner) = body.strip_prefix("amp;").filter(|inner| named_entity(inner).is_some())
    {
        body = inner;
    }
    let (c, length) = named_entity(body)?;
    let bytes = rest.len() - body.len() + length;
    match c {
        '\u{A0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => Some(Repair { bytes, with: Some(' ') }),
        c if is_invisible(c) => Some(Repair { bytes, with: None }),
        c => Some(Repair { bytes, with: Some(c) }),
    }
}

/// Reads `quot;` or `#8217;` at the start of a text: its character and its length in bytes.
fn named_entity(body: &str) -> Option<(char, usize)> {
    let end = body.bytes().take(ENTITY_LENGTH + 1).position(|b| b == b';')?;
    let name = body.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => *entities().get(name)?,
    };
    Some((c, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let byte = u8::try_from(code).ok().filter(|b| (0x80..0xA0).contains(b));
    if let Some(byte) = byte {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next();
    }
    char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')
}

fn entities() -> &'static HashMap<String, char> {
    static ENTITIES_READ: OnceLock<HashMap<String, char>> = OnceLock::new();
    ENTITIES_READ.get_or_init(|| {
        let table = Lexicon::parse("entities.tsv", ENTITIES).unwrap_or_default();
        let entry = |row: crate::Row<'_>| {
            let c = u32::from_str_radix(row.get("code"), 16).ok().and_then(char::from_u32)?;
            Some((row.get("name").to_owned(), c))
        };
        table.rows().filter_map(entry).collect()
    })
}

/// Reads a mark that stands twice where one is meant: "he said:: we", "and,, later".
fn doubled(text: &str, at: usize) -> Option<Repair> {
    let mark = text.get(at..)?.chars().next()?;
    let after = text.get(at + 2..)?;
    let before = text.get(..at)?.chars().next_back()?;
    let twice = text.get(at + 1..)?.starts_with(mark) && !after.starts_with(mark);
    if !twice || before == mark || !(before.is_alphanumeric() || ")]\"'”’".contains(before)) {
        return None;
    }
    let free = after.chars().next().is_none_or(|c| c.is_whitespace() || "\"'“‘”’".contains(c));
    // Two full stops before a small letter trail off ("well.. no"); after an initial ("D.C..") one
    // of them is the initial's.
    let trails =
        mark == '.' && (after.trim_start().starts_with(char::is_lowercase) || is_initial(text, at));
    // "said::We" is a colon before speech; "std::io" is a name of code.
    let speech = mark == ':'
        && before.is_lowercase()
        && after.chars().next().is_some_and(char::is_uppercase)
        && !is_code(text, at);
    (free && !trails || speech).then_some(Repair { bytes: 2, with: Some(mark) })
}

/// Tells whether the letter before a full stop stands alone.
fn is_initial(text: &str, at: usize) -> bool {
    let mut before = text.get(..at).unwrap_or("").chars().rev();
    before.next().is_some_and(char::is_alphabetic)
        && !before.next().is_some_and(char::is_alphabetic)
}

/// Tells whether the run of letters before a double colon itself follows one (`a::b::C`).
fn is_code(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let head: String = before.chars().rev().take(40).take_while(|c| c.is_alphanumeric()).collect();
    before.get(..before.len() - head.len()).is_some_and(|b| b.ends_with([':', '_', '<', '.']))
}

fn invisible(text: &str, at: usize, c: char) -> Option<Repair> {
    let bytes = c.len_utf8();
    match c {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(Repair { bytes, with: Some(' ') }),
        '\u{200C}' | '\u{200D}' if !between_latin(text, at, bytes) => None,
        c if is_invisible(c) => Some(Repair { bytes, with: None }),
        _ => None,
    }
}

/// Soft hyphen, zero-width characters, marks of writing direction, word joiner, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Joiners shape Arabic, Indic and emoji sequences; beside Latin letters they do nothing.
fn between_latin(text: &str, at: usize, bytes: usize) -> bool {
    let plain = |c: char| c < '\u{250}';
    text.get(..at).and_then(|t| t.chars().next_back()).is_none_or(plain)
        && text.get(at + bytes..).and_then(|t| t.chars().next()).is_none_or(plain)
}

/// Reads an apostrophe lost in decoding, where the words around leave no other reading: "didn�t".
fn lost(text: &str, at: usize) -> Option<Repair> {
    let rest = text.get(at..)?;
    let run = rest.chars().take(4).take_while(|c| *c == '\u{FFFD}').count();
    let bytes = run * '\u{FFFD}'.len_utf8();
    let tail: String =
        rest.get(bytes..)?.chars().take(4).take_while(|c| c.is_alphabetic()).collect();
    let head = text.get(..at)?;
    let left = head.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    let left = left.to_ascii_lowercase();
    let sure = run <= 3
        && match tail.as_str() {
            "t" => left.ends_with('n') && left.len() > 2 && is_negation(&left),
            "s" | "ll" | "re" | "ve" | "d" => Vocabulary::embedded().is_common(&left),
            _ => false,
        };
    sure.then_some(Repair { bytes, with: Some('’') })
}

fn is_negation(word: &str) -> bool {
    const NEGATED: [&str; 17] = [
        "ain", "aren", "can", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn",
        "mustn", "shouldn", "wasn", "weren", "won", "wouldn",
    ];
    NEGATED.contains(&word)
}

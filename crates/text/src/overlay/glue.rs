//! Finds where a space is missing between two words.
//!
//! In: a text. Out: the offsets at which a space belongs, ascending. It walks the text by stretches
//! between white space, leaves addresses, paths and handles alone, and asks `marks` about
//! punctuation ("mill.The") and `compounds` about runs of letters ("Theshelling", "nearVelm").
//! Must hold: time linear in the length of the text, and no two offsets are equal or stand beside
//! white space. A form that comes back is a name or a word of its own and stays whole.

use foldhash::HashMap;

use super::compounds::{self, Split};
use super::marks;

/// Longest stretch without white space that is looked at, in bytes; longer ones are encoded files
/// or scripts written without spaces.
const LONGEST: usize = 10_000;

/// Finds where spaces are missing.
pub(super) fn find(text: &str) -> Vec<u32> {
    let mut spaces = Vec::new();
    let mut compounds = Vec::new();
    let mut quotation_open = false;
    let mut last_end = 0;
    for (start, chunk) in chunks(text) {
        let gap = text.get(last_end..start).unwrap_or("");
        if gap.bytes().filter(|b| *b == b'\n').count() > 1 {
            // A quotation mark left open ends with its paragraph.
            quotation_open = false;
        }
        last_end = start + chunk.len();
        if chunk.len() <= LONGEST && !is_protected(chunk) {
            if has_mark_inside(chunk) {
                spaces.extend(marks::spaces(chunk, quotation_open).iter().map(|n| start + n));
            }
            find_compounds(chunk, start, &mut compounds);
        }
        quotation_open ^= chunk.bytes().filter(|b| *b == b'"').count() % 2 == 1;
    }
    spaces.extend(kept_apart(&compounds));
    spaces.sort_unstable();
    spaces.dedup();
    spaces.into_iter().map(|n| u32::try_from(n).unwrap_or(u32::MAX)).collect()
}

/// Gives the stretches between white space with their offsets.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |chunk| (chunk.as_ptr() as usize - base, chunk))
}

/// Tells whether a stretch is an address, a path, a handle or code, where glue is spelling.
fn is_protected(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    let dotted = bytes.contains(&b'.');
    if dotted && ends_as_address(chunk) {
        return true;
    }
    bytes.iter().any(|b| matches!(b, b'@' | b'\\' | b'_' | b'='))
        || (bytes.contains(&b'/') && (dotted || chunk.contains("//")))
        || (dotted && bytes.windows(4).any(|w| w.eq_ignore_ascii_case(b"www.")))
}

/// Tells whether a stretch ends as an address or a file name does ("TheVelmTimes.com").
fn ends_as_address(chunk: &str) -> bool {
    let chunk = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    chunk.rsplit_once('.').is_some_and(|(_, ending)| {
        ending.len() <= 4 && marks::ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
    })
}

fn has_mark_inside(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    let inner = bytes.get(..bytes.len().saturating_sub(1)).unwrap_or(&[]);
    inner.iter().any(|b| matches!(b, b'.' | b'!' | b'?' | b')' | b']' | b'(' | b'[' | b':' | b';'))
        || chunk.contains('…')
}

/// One run of letters that looks glued, with the offsets of its missing spaces.
struct Glued<'t> {
    run: &'t str,
    start: usize,
    split: Split,
}

fn find_compounds<'t>(chunk: &'t str, start: usize, out: &mut Vec<Glued<'t>>) {
    let mut at = 0;
    while let Some((from, run)) = next_run(chunk, at) {
        at = from + run.len();
        let before = chunk.get(..from).and_then(|s| s.chars().next_back());
        let after = chunk.get(at..).and_then(|s| s.chars().next());
        if let Some(split) = compounds::split(run, before, after) {
            out.push(Glued { run, start: start + from, split });
        }
    }
}

/// Finds the next run of letters from an offset on.
fn next_run(chunk: &str, at: usize) -> Option<(usize, &str)> {
    let rest = chunk.get(at..)?;
    let from = rest.find(char::is_alphabetic)?;
    let run = rest.get(from..)?;
    let end = run.find(|c: char| !c.is_alphabetic()).unwrap_or(run.len());
    Some((at + from, run.get(..end)?))
}

/// Drops what came back too often to be an accident, and gives the offsets of the rest.
fn kept_apart(compounds: &[Glued<'_>]) -> Vec<usize> {
    let mut seen: HashMap<&str, usize> = HashMap::default();
    for glued in compounds {
        *seen.entry(glued.run).or_default() += 1;
    }
    let once = compounds.iter().filter(|glued| seen[glued.run] <= glued.split.at_most);
    once.flat_map(|glued| glued.split.offsets.iter().map(|n| glued.start + n)).collect()
}

//! Takes the sting out of pages that are built to be costly.
//!
//! In: the source of a page. Out: the same source, or one without the tags that lie too deep or
//! that pile up unclosed. Building a tree takes time with the depth of its elements, and each
//! formatting element left open is copied into every paragraph that follows; both are bounded
//! here, by one pass over the source, before anything builds a tree. Words are never left out.
//! Must hold: time is linear, and a page that people wrote comes through as it is.

use std::borrow::Cow;

/// How deep elements may lie inside one another; browsers stop at twice this.
const DEEPEST: usize = 256;

/// How many formatting elements may stay open at once.
const MOST_OPEN: usize = 32;

/// Tags beyond this are left out: a page has some thousands.
const MOST_TAGS: usize = 200_000;

/// Elements that never hold others.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that a sibling closes, so that a missing end tag makes nothing deeper.
const CLOSED_BY_NEXT: [&str; 16] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "rp",
    "rt", "colgroup", "caption",
];

/// Elements that are opened anew in every block until they are closed.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements whose content is no markup.
const RAW: [&str; 8] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// One tag in the source.
struct Tag<'s> {
    start: usize,
    end: usize,
    name: &'s str,
    closing: bool,
    empty: bool,
}

/// Gives a source whose tree is cheap to build; tells whether anything was left out by being owned.
pub(super) fn tamed(source: &str) -> Cow<'_, str> {
    let (mut depth, mut deepest, mut open, mut most_open, mut tags) = (0usize, 0, 0usize, 0, 0);
    let mut foreign = false;
    for tag in Tags::of(source) {
        tags += 1;
        foreign |= is_one_of(tag.name, &["svg", "math"]);
        if is_one_of(tag.name, &FORMATTING) {
            open = if tag.closing { open.saturating_sub(1) } else { open + 1 };
            most_open = most_open.max(open);
        }
        depth = deeper(depth, &tag, foreign);
        deepest = deepest.max(depth);
    }
    let too_open = most_open > MOST_OPEN;
    if deepest <= DEEPEST && !too_open && tags <= MOST_TAGS {
        return Cow::Borrowed(source);
    }
    Cow::Owned(without_excess(source, foreign, too_open))
}

fn without_excess(source: &str, foreign: bool, too_open: bool) -> String {
    let mut out = String::with_capacity(source.len());
    let (mut depth, mut from) = (0, 0);
    for (n, tag) in Tags::of(source).enumerate() {
        let before = depth;
        depth = deeper(depth, &tag, foreign);
        let deep = before.max(depth) > DEEPEST;
        let formatting = too_open && is_one_of(tag.name, &FORMATTING);
        if deep || formatting || n > MOST_TAGS || is_one_of(tag.name, &["svg", "math"]) {
            out.push_str(source.get(from..tag.start).unwrap_or(""));
            // What two elements held stays two words.
            out.push(if formatting { '\u{200B}' } else { '\n' });
            from = tag.end;
        }
    }
    out.push_str(source.get(from..).unwrap_or(""));
    if too_open { out.replace('\u{200B}', "") } else { out }
}

fn deeper(depth: usize, tag: &Tag<'_>, foreign: bool) -> usize {
    let flat = is_one_of(tag.name, &VOID) || tag.empty && foreign;
    if flat || !foreign && is_one_of(tag.name, &CLOSED_BY_NEXT) {
        return depth;
    }
    if tag.closing { depth.saturating_sub(1) } else { depth + 1 }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The tags of a source, comments and raw content passed over.
struct Tags<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Tags<'s> {
    fn of(source: &'s str) -> Tags<'s> {
        Tags { source, at: 0 }
    }

    /// Finds the end of a tag, behind its `>`; a `>` in quotes does not end it.
    fn end_of(&self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut quote = None;
        let mut after_equals = false;
        for (at, &byte) in bytes.iter().enumerate().skip(from) {
            match (quote, byte) {
                (None, b'>') => return at + 1,
                (None, b'"' | b'\'') if after_equals => quote = Some(byte),
                (Some(open), byte) if byte == open => quote = None,
                _ => {}
            }
            after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
        }
        bytes.len()
    }

    /// Passes over the content of an element that holds no markup.
    fn after_raw(&self, name: &str, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        while let Some(found) = memchr(bytes, b'<', at) {
            let rest = bytes.get(found + 1..).unwrap_or(&[]);
            let closes = rest.first() == Some(&b'/')
                && rest
                    .get(1..=name.len())
                    .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
            if closes {
                return found;
            }
            at = found + 1;
        }
        bytes.len()
    }
}

fn memchr(bytes: &[u8], wanted: u8, from: usize) -> Option<usize> {
    bytes.get(from..)?.iter().position(|b| *b == wanted).map(|n| from + n)
}

impl<'s> Iterator for Tags<'s> {
    type Item = Tag<'s>;

    fn next(&mut self) -> Option<Tag<'s>> {
        let bytes = self.source.as_bytes();
        loop {
            let start = memchr(bytes, b'<', self.at)?;
            let rest = self.source.get(start..)?;
            if rest.starts_with("<!--") {
                let end = rest.get(4..)?.find("-->");
                self.at = end.map_or(bytes.len(), |n| start + 4 + n + 3);
                continue;
            }
            let closing = rest.as_bytes().get(1) == Some(&b'/');
            let from = start + 1 + usize::from(closing);
            let name = self.source.get(from..)?;
            let length = name.bytes().take_while(|b| !b" \t\n\r\x0C/>".contains(b)).count();
            let name = name.get(..length).unwrap_or("");
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at = start + 1;
                continue;
            }
            let end = self.end_of(from + length);
            let empty = bytes.get(end.saturating_sub(2)) == Some(&b'/');
            let raw = !closing && is_one_of(name, &RAW);
            self.at = if raw { self.after_raw(name, end) } else { end };
            return Some(Tag { start, end, name, closing, empty });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::tamed;

    #[test]
    fn a_page_that_people_wrote_comes_through() {
        let list = "<ul><li>one<li>two</ul><p>a<p>b <b>c</b><br>".repeat(500);
        for page in [
            "<p>Short <b>and</b> plain",
            &list,
            "<script>if (a<b) { '<div>'.repeat(999) }</script><p a='>'>x",
        ] {
            assert!(matches!(tamed(page), Cow::Borrowed(same) if same == page));
        }
    }

    #[test]
    fn depth_and_open_formatting_are_bounded_and_words_stay() {
        let deep = format!("{}The mill burnt.", "<div>".repeat(5000));
        let tamed_deep = tamed(&deep);
        assert!(tamed_deep.matches("<div>").count() <= 256 && tamed_deep.contains("mill burnt"));
        let open: String = (0..300).map(|n| format!("<font color={n}>w{n} ")).collect();
        let tamed_open = tamed(&open);
        assert!(!tamed_open.contains("<font") && tamed_open.contains("w299"));
        let many = "<p>x</p>".repeat(150_000);
        assert!(tamed(&many).len() < many.len());
    }

    #[test]
    fn broken_markup_ends() {
        for page in ["<", "</", "<!--", "<script>", "<p a=\"", "<p a='<<<<", "<é>", "a<b"] {
            drop(tamed(page));
        }
    }
}

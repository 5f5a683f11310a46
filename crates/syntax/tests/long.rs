//! Long texts of the kinds that make careless parsers quadratic, or run out of memory.

use crate::PIPELINE;

const UNITS: &[&str] = &[
    "(",
    "'",
    ".",
    "a",
    "1",
    "-",
    "a.",
    "a@",
    "a-",
    "a/b:",
    "1.1.",
    "http://",
    "it's",
    ":-)",
    "e\u{301}",
    " ",
    "\n",
    "of ",
    ", ",
    ":-) ",
    "dogs and ",
    "the man said that ",
    "He left. ",
];

fn parse_all(bytes: usize) {
    for unit in UNITS {
        let text = unit.repeat(bytes / unit.len());
        let doc = PIPELINE.parse(&text);
        let last = doc.tokens.last().unwrap();
        assert_eq!(last.end as usize + usize::from(last.whitespace_after), text.len(), "{unit:?}");
    }
}

#[test]
fn lines_without_end_parse_to_their_end() {
    parse_all(60_000);
}

#[test]
#[ignore = "takes minutes: each kind of line at 10 MB"]
fn lines_of_ten_megabytes_parse_to_their_end() {
    parse_all(10_000_000);
}

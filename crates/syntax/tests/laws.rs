//! What holds for every text, tried on many odd ones.

use rashomon_syntax::{Doc, Iob, Pipeline};

use crate::{Numbers, PIPELINE};

const PARTS: &[&str] = &[
    "the",
    "Velm",
    "said",
    "killed",
    "don't",
    "a.m.",
    "U.S.",
    "...",
    "…",
    "--",
    "—",
    "-",
    "/",
    "://",
    "www.",
    "a.bc",
    "x@y.org",
    "@",
    ":",
    ":-)",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "``",
    "“",
    "”",
    "$",
    "US$",
    "€",
    "10",
    "3.5",
    "1,000",
    "km",
    "°C.",
    "%",
    "+",
    "^",
    "#",
    "_",
    "\\",
    "İ",
    "ß",
    "ǅ",
    "½",
    "٣",
    "\u{651}",
    "مرحبا",
    "。",
    "東京",
    "😀",
    "🇺🇳",
    "\u{200d}",
    "\u{a0}",
    "\u{2028}",
    "\t",
    "\n",
    " ",
    "  ",
    "\u{1c}",
    "\u{85}",
    "\u{feff}",
    "192.168.1.1",
    "8.8.8.8",
    "gonna",
    "e\u{301}",
    "\u{10ffff}",
    "\0",
    "тб",
    "µg",
];

fn odd_text(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..numbers.below(30) {
        match numbers.below(8) {
            0 => text.extend(char::from_u32(numbers.below(0x11_0000) as u32)),
            1 => text.push(' '),
            _ => text.push_str(PARTS[numbers.below(PARTS.len())]),
        }
    }
    text
}

fn for_odd_texts(seed: u64, check: impl Fn(&str, &Doc)) {
    let mut numbers = Numbers(seed);
    for _ in 0..400 {
        let text = odd_text(&mut numbers);
        check(&text, &PIPELINE.parse(&text));
    }
}

#[test]
fn tokens_ascend_and_leave_out_single_spaces_alone() {
    for_odd_texts(1, |text, doc| {
        let mut at = 0;
        for token in &doc.tokens {
            let (start, end) = (token.start as usize, token.end as usize);
            assert_eq!(start, at, "{text:?}");
            assert!(start < end && text.get(start..end).is_some(), "{text:?}");
            at = end;
            if token.whitespace_after {
                assert_eq!(text.as_bytes()[at], b' ', "{text:?}");
                at += 1;
            }
        }
        assert_eq!(at, text.len(), "{text:?}");
    });
}

#[test]
fn tokenizing_alone_gives_the_tokens_of_the_parse() {
    for_odd_texts(2, |text, doc| {
        let spans = PIPELINE.tokenize(text);
        let alike = spans.iter().zip(&doc.tokens).all(|(s, t)| {
            (s.start, s.end, s.whitespace_after) == (t.start, t.end, t.whitespace_after)
        });
        assert!(alike && spans.len() == doc.tokens.len(), "{text:?}");
    });
}

#[test]
fn heads_form_trees_and_children_mirror_them() {
    for_odd_texts(3, |text, doc| {
        for (i, token) in doc.tokens.iter().enumerate() {
            let mut at = i;
            for _ in 0..doc.tokens.len() {
                at = doc.tokens[at].head as usize;
            }
            assert_eq!(doc.tokens[at].head as usize, at, "a cycle in {text:?}");
            let is_child = doc.children(token.head as usize).contains(&(i as u32));
            assert_eq!(is_child, token.head as usize != i, "{text:?}");
            assert!(doc.children(i).is_sorted());
        }
        assert!(doc.children(doc.tokens.len()).is_empty());
    });
}

#[test]
fn sentences_cover_the_tokens_in_order() {
    for_odd_texts(4, |text, doc| {
        let mut at = 0;
        for sentence in doc.sentences() {
            assert_eq!(sentence.start, at, "{text:?}");
            assert!(!sentence.is_empty() && doc.tokens[at].sent_start);
            assert!(doc.tokens[at + 1..sentence.end].iter().all(|t| !t.sent_start));
            at = sentence.end;
        }
        assert_eq!(at, doc.tokens.len(), "{text:?}");
    });
}

#[test]
fn named_spans_ascend_and_mark_their_tokens() {
    for_odd_texts(5, |text, doc| {
        let mut inside = vec![None; doc.tokens.len()];
        let mut at = 0;
        for span in &doc.entities {
            assert!(at <= span.start_token && span.start_token < span.end_token, "{text:?}");
            at = span.end_token;
            for place in span.start_token..span.end_token {
                inside[place as usize] = Some((place == span.start_token, span.label));
            }
        }
        for (token, inside) in doc.tokens.iter().zip(inside) {
            let want = match inside {
                None => (Iob::Outside, ""),
                Some((true, label)) => (Iob::Begin, label.as_str()),
                Some((false, label)) => (Iob::Inside, label.as_str()),
            };
            assert_eq!((token.ent_iob, token.ent_type.as_str()), want, "{text:?}");
        }
    });
}

#[test]
fn a_parse_depends_on_nothing_parsed_before() {
    let fresh = Pipeline::embedded().unwrap();
    let mut numbers = Numbers(6);
    for _ in 0..50 {
        let text = odd_text(&mut numbers);
        assert_eq!(PIPELINE.parse(&text), fresh.parse(&text), "{text:?}");
    }
}

#[test]
fn a_long_text_parses_like_its_beginning_at_every_block() {
    // Vectors reach over block borders; were they cut there, tags near a border would change.
    let line = "Rebels loyal to the Kesh Front shelled Velm on Tuesday, killing 12 people.\n";
    let long = PIPELINE.parse(&line.repeat(60));
    let tags = |doc: &Doc| doc.tokens.iter().map(|t| t.tag).collect::<Vec<_>>();
    let period = PIPELINE.parse(line).tokens.len();
    let all = tags(&long);
    for repeat in 2..58 {
        let here = &all[repeat * period..(repeat + 1) * period];
        assert_eq!(here, &all[period..2 * period], "repeat {repeat}");
    }
}

#[test]
fn many_threads_agree() {
    let text =
        "Mara Teld of the Orsk Defence Council denied that nine people had died in Lower Kesh.";
    let want = PIPELINE.parse(text);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..20).for_each(|_| assert_eq!(PIPELINE.parse(text), want)));
        }
    });
}

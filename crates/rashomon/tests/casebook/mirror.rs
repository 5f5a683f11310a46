//! The same page with its parties swapped: whoever is told what, the outcome follows the roles.
//!
//! Names are swapped as whole words, all at once, in texts, outlets, titles and rows. The page
//! must then hold as before: a program that reads one side's denial and misses the other's fails.

use super::graded;
use super::page::Page;
use super::row::Row;
use super::ruling::Ruling;
use super::said::Kind;

/// Returns the mirror of a page, if it names one.
pub fn of(page: &Page) -> Option<Page> {
    if page.mirror.is_empty() {
        return None;
    }
    let mut out = page.clone();
    let swap = |words: &str| swapped(words, &page.mirror);
    for report in &mut out.reports {
        report.text = swap(&report.text);
        report.outlet = report.outlet.as_deref().map(swap);
        report.title = report.title.as_deref().map(swap);
    }
    out.sources = page.sources.iter().map(|table| swap(table)).collect();
    let ruling = |ruling: &Ruling| Ruling::parse(&swap(&ruling.line)).ok().flatten();
    out.rulings = page.rulings.iter().filter_map(ruling).collect();
    let row = |row: &Row| match row.kind {
        Kind::Grade => graded::parse(&swap(&row.line)).ok().flatten(),
        _ => Row::parse(&swap(&row.line)).ok().flatten(),
    };
    out.rulebooks = page.rulebooks.iter().map(|book| swap(book)).collect();
    out.rows = page.rows.iter().filter_map(row).collect();
    Some(out)
}

fn swapped(words: &str, pairs: &[(String, String)]) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while !rest.is_empty() {
        let edge = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let found = pairs
            .iter()
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .filter(|(from, _)| edge && starts(rest, from))
            .max_by_key(|(from, _)| from.len());
        match (found, rest.chars().next()) {
            (Some((from, to)), _) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            (None, Some(c)) => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
            (None, None) => break,
        }
    }
    out
}

fn starts(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name)
        .is_some_and(|after| after.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}

#[test]
fn swapping_twice_gives_the_page_back() {
    let pairs =
        [("Orland".to_owned(), "Sarn".to_owned()), ("al-Sahra".to_owned(), "Velm".to_owned())];
    let text = "Orland's army and Sarn met at Velm; Orlandish papers wrote of al-Sahra.";
    let once = swapped(text, &pairs);
    assert_eq!(once, "Sarn's army and Orland met at al-Sahra; Orlandish papers wrote of Velm.");
    assert_eq!(swapped(&once, &pairs), text);
}

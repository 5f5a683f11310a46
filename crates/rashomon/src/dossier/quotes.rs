//! Quotes with the words around them, cut at blanks, from the archived text.

use super::Known;
use crate::json::case::{Claim, Event};
use crate::json::offsets::Offsets;
use crate::wording;

/// Bytes of context before and after a quote, as far as the text goes.
const AROUND: usize = 220;

/// One claim's words in their context.
pub struct Quote<'c> {
    /// The claim.
    pub claim: &'c Claim,
    /// Its value in words.
    pub value: String,
    /// The chain of voices in words.
    pub voice: String,
    /// The words before the quote; `…` in front where the text goes on.
    pub before: String,
    /// The quote as it stands in the text.
    pub quote: &'c str,
    /// The words after it.
    pub after: String,
    /// Number of the report among the sources.
    pub report: usize,
}

/// The quotes of an event, in the order of its claims.
pub fn of<'c>(known: &Known<'c>, event: &'c Event) -> Vec<Quote<'c>> {
    let mut last: Option<(&str, Offsets<'c>)> = None;
    let mut out = Vec::with_capacity(event.claims.len());
    for claim in &event.claims {
        let at = known.reports.get(claim.report.as_str()).copied();
        let text = at.and_then(|at| known.case.reports.get(at)).map_or("", |r| r.text.as_str());
        // Claims come report by report: each text is indexed once.
        if last.as_ref().is_none_or(|(report, _)| *report != claim.report) {
            last = Some((&claim.report, Offsets::new(text)));
        }
        let Some((_, offsets)) = &last else { continue };
        let [start, end] = claim.span.map(|point| offsets.byte(point) as usize);
        out.push(Quote {
            claim,
            value: wording::value(&claim.slot, &claim.value),
            voice: wording::voice(&claim.said_by, &[], &known.names),
            before: before(text, start),
            quote: text.get(start..end).unwrap_or(&claim.quote),
            after: after(text, end),
            report: at.map_or(0, |at| at + 1),
        });
    }
    out
}

fn before(text: &str, start: usize) -> String {
    let mut from = text.floor_char_boundary(start.saturating_sub(AROUND));
    let Some(words) = text.get(from..start) else { return String::new() };
    if from == 0 {
        return words.to_owned();
    }
    // A run of letters without blanks is cut where it is.
    from += words.find(char::is_whitespace).map_or(0, |at| at + 1);
    let from = text.ceil_char_boundary(from);
    format!("…{}", text.get(from..start).unwrap_or(""))
}

fn after(text: &str, end: usize) -> String {
    let to = text.ceil_char_boundary(end.saturating_add(AROUND));
    let Some(words) = text.get(end..to) else { return String::new() };
    if to == text.len() {
        return words.to_owned();
    }
    let cut = words.rfind(char::is_whitespace).unwrap_or(words.len());
    format!("{}…", words.get(..cut).unwrap_or(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_at_blanks_and_never_inside_a_letter() {
        let text = format!("{} quote {}", "حلب ".repeat(200), "é".repeat(900));
        let start = text.find("quote").unwrap();
        let (left, right) = (before(&text, start), after(&text, start + 5));
        assert!(left.starts_with("…حلب") && left.ends_with(' '), "{left}");
        assert!(right.starts_with(" ") || right.starts_with('…'), "{right}");
        assert_eq!(before("short quote", 6), "short ");
        assert_eq!(after("quote end", 5), " end");
    }
}

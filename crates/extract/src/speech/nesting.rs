//! Which attribution holds which, and which is innermost at a token.
//!
//! In: attributions in pieces. Out: for each the one around it, and for each token the innermost.
//! One sweep over the tokens in linear time, with the open pieces on a stack; where contents cross,
//! the one that opened last counts as inside. Must hold: following "within" always ends.
//!
//! Shown by the casebook pages `chain`, `citing`.

use super::SpokenContent;

/// Marks the innermost content at each token, among those that pass the test.
pub(super) fn innermost(
    contents: &[SpokenContent],
    tokens: usize,
    counts: impl Fn(&SpokenContent) -> bool,
) -> Vec<Option<u32>> {
    let mut pieces: Vec<(usize, usize, u32)> = Vec::new();
    for (number, content) in contents.iter().enumerate().filter(|(_, c)| counts(c)) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        pieces.extend(content.parts.iter().map(|p| (p.start, p.end, number)));
    }
    pieces.sort_by_key(|(start, end, number)| (*start, std::cmp::Reverse(*end), *number));
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut next = pieces.into_iter().peekable();
    let mut marks = vec![None; tokens];
    for (token, mark) in marks.iter_mut().enumerate() {
        while let Some((_, end, number)) = next.next_if(|(start, _, _)| *start <= token) {
            open.push((end, number));
        }
        while open.last().is_some_and(|(end, _)| *end <= token) {
            open.pop();
        }
        *mark = open.last().map(|(_, number)| *number);
    }
    marks
}

/// Returns for each attribution the one whose content holds it, cue and content.
pub(super) fn around(contents: &[SpokenContent], tokens: usize) -> Vec<Option<usize>> {
    let marks = innermost(contents, tokens, |_| true);
    let at = |token: usize| marks.get(token).copied().flatten().map(|n| n as usize);
    let holder = |(number, content): (usize, &SpokenContent)| {
        let first = content.cue_head.unwrap_or(content.content.start);
        let holds = |outer: &usize| {
            let outer = contents.get(*outer).map_or(0..0, |o| o.content.clone());
            outer.len() > content.content.len()
                && outer.start <= content.content.start
                && content.content.end <= outer.end
        };
        at(first).filter(|outer| *outer != number && holds(outer))
    };
    contents.iter().enumerate().map(holder).collect()
}

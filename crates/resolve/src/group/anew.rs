//! Whether a report tells a happening as one more: "a second raid", "another strike".
//!
//! In: the text and where the happening's first word stands. Out: whether one of the two words
//! before it says so, without "the" before them, which may only point back. The words are those by
//! which reading tells a second happening from the first.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rashomon_model::Span;
use rashomon_text::Lexicon;

const TABLE: &str = include_str!("../../../../data/lexicon/en/events-cues.tsv");

/// Bytes before a word in which the two words before it are looked for.
const BACK: usize = 60;

static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let Ok(table) = Lexicon::parse("events-cues.tsv", TABLE) else { return BTreeSet::new() };
    let rows = table.rows().filter(|row| row.get("cue") == "another");
    rows.map(|row| row.get("word").to_owned()).collect()
});

/// Tells whether the words before a trigger set it beside what was told before.
pub fn is_anew(text: &str, trigger: Span) -> bool {
    let end = trigger.start as usize;
    let start = (end.saturating_sub(BACK)..=end).find(|at| text.is_char_boundary(*at));
    let Some(before) = start.and_then(|start| text.get(start..end)) else { return false };
    let clause = before.rsplit(['.', ',', ';', ':', '\n', '"']).next().unwrap_or("");
    let mut words = clause.split_whitespace().rev().map(str::to_lowercase);
    let near: Vec<String> = words.by_ref().take(3).collect();
    let cue = near.iter().take(2).position(|word| WORDS.contains(word));
    cue.is_some_and(|at| near.get(at + 1).is_none_or(|word| word != "the"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anew(text: &str, word: &str) -> bool {
        let at = u32::try_from(text.find(word).unwrap()).unwrap();
        let end = at + u32::try_from(word.len()).unwrap();
        is_anew(text, Span { start: at, end })
    }

    #[test]
    fn a_second_raid_is_one_more() {
        assert!(anew("In a second raid on the town two died.", "raid"));
        assert!(anew("Another air strike hit Velm.", "strike"));
        assert!(anew("A separate attack came later.", "attack"));
    }

    #[test]
    fn what_points_back_or_stands_in_another_clause_is_not() {
        assert!(!anew("The second raid was the worst.", "raid"));
        assert!(!anew("A raid on Velm killed two.", "raid"));
        assert!(!anew("He had another. A raid came.", "raid"));
        assert!(!anew("raid", "raid"));
        assert!(!anew("北京北京北京北京北京北京北京北京北京 raid", "raid"));
    }
}

//! Where names stand: runs of capitalised words with their particles, cut and mended.
//!
//! In: the page. Out: [`Name`]s in text order that do not overlap, without leading articles,
//! titles, possessive endings or closing marks; known names and states are marked as such. The
//! name tagger's spans are one hint among others, since on war reports it splits "al-" names and
//! glues neighbours. Does not decide what sort of thing is named (see `kinds`).
//!
//! Shown by the casebook pages `article-and-hyphen`, `titles`.

use std::ops::Range;

use rashomon_model::EntityKind;
use rashomon_text::syntax::Iob;

use super::addresses::is_address;
use super::lexicon::{CastLexicon, CuePattern, LONGEST_KNOWN, StateForm};
use super::page::Page;
use super::tables::fold_known;

/// Words that name something.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub tokens: Range<usize>,
    /// The token that heads the words in the sentence.
    pub head: usize,
    /// The words of address or office before it.
    pub title: Option<Range<usize>>,
    /// Kind and line in the table of known names.
    pub known: Option<(EntityKind, usize)>,
    /// Line in the table of states, where it names one.
    pub state: Option<usize>,
    /// Whether it is the people of a state ("the Orlanders").
    pub people: bool,
    /// Whether it was cut off the end of a body's name ("Air Force | Ann Roe"): then the
    /// tagger's word for the whole says nothing of it.
    pub torn: bool,
}

/// Finds the names of a report.
pub(crate) fn find(page: &Page<'_>, lexicon: &CastLexicon) -> Vec<Name> {
    let finder = Finder { page, lexicon };
    let mut names = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let found = finder.known_at(at).or_else(|| finder.run_at(at));
        let Some(run) = found else {
            at += 1;
            continue;
        };
        at = run.end.max(at + 1);
        finder.take(run, &mut names);
    }
    finder.join_of(&mut names);
    finder.drop_doubtful(&mut names);
    for name in &mut names {
        name.head = finder.head_of(&name.tokens);
    }
    names
}

/// What cutting names looks at.
pub(super) struct Finder<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) lexicon: &'p CastLexicon,
}

/// Labels of the name tagger that name somebody or something.
pub(super) const NAMING: [&str; 7] = ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT"];

impl Finder<'_, '_> {
    /// Tells whether a token can be part of a name by its own looks.
    fn is_name_word(&self, i: usize) -> bool {
        let page = self.page;
        if is_address(page.word(i)) {
            return true;
        }
        // Tokens glued to brackets or commas hold more than a name.
        if !page.has_letter(i) || page.word(i).contains(['(', ')', '[', ']', ',', ';']) {
            return false;
        }
        let named = NAMING.contains(&page.ent(i));
        let word = page.word(i);
        let capital = page.is_capitalised(i);
        // "m-19", "5th": letters and digits that the tagger holds to be a name.
        let coded = word.chars().any(|c| c.is_ascii_digit()) && page.is_proper(i);
        if !capital && !coded {
            return false;
        }
        // A month or weekday is none, unless somebody is called so.
        if self.lexicon.is_no_name(page.lower(i)) && page.ent(i) != "PERSON" {
            return false;
        }
        let dated = page.ent(i) == "DATE"
            && (page.starts_with_digit(i + 1) || i > 0 && page.starts_with_digit(i - 1));
        if dated || self.in_time(i) {
            return false;
        }
        // "IS" is tagged as a verb more often than not; its capitals and the table speak for it.
        let known = page.is_acronym(i) && self.lexicon.known(word).is_some();
        if known && !page.is_acronym(i + 1) && !page.in_headline(i) {
            return true;
        }
        match page.tag(i) {
            "NNP" | "NNPS" => true,
            _ if capital && self.is_prefixed(i) => true,
            "NN" | "NNS" | "JJ" | "FW" | "VBG" | "VBN" | "VB" | "VBP" | "IN" | "XX" | "UH"
            | "RB" => named && !page.opens_sentence(i) || page.is_acronym(i) && word.len() > 2,
            _ => false,
        }
    }

    /// "pro-Roe": tagged as an adjective for its joined word.
    pub(super) fn is_prefixed(&self, i: usize) -> bool {
        i > 1
            && self.page.is_hyphen(i - 1)
            && self.lexicon.cue(CuePattern::Prefix, self.page.lower(i - 2)).is_some()
    }

    fn in_time(&self, i: usize) -> bool {
        let times = &self.page.annotated.times;
        let after = times.partition_point(|t| t.tokens.end <= i);
        times.get(after).is_some_and(|t| t.tokens.contains(&i))
    }

    pub(super) fn is_particle(&self, i: usize) -> bool {
        // "an", "as" and "at" are English words before anything but a hyphen.
        let english = matches!(self.page.word(i), "an" | "as" | "at" | "ad");
        self.lexicon.is_article(self.page.lower(i)) && (!english || self.page.is_hyphen(i + 1))
    }

    pub(super) fn is_linker(&self, i: usize) -> bool {
        self.lexicon.is_link(self.page.lower(i)) || self.is_particle(i)
    }

    /// Finds the longest known name that starts at a token.
    fn known_at(&self, at: usize) -> Option<Range<usize>> {
        let page = self.page;
        if !page.is_capitalised(at) && !self.is_particle(at) {
            return None;
        }
        let longest = LONGEST_KNOWN.min(page.len() - at);
        (2..=longest).rev().map(|n| at..at + n).find(|run| {
            page.is_capitalised(run.end - 1)
                && (self.lexicon.known(&self.folded(run)).is_some() || self.state_of(run).is_some())
                && !self.goes_on(run.end)
        })
    }

    /// Tells whether a capitalised word follows that may belong to the same name.
    fn goes_on(&self, next: usize) -> bool {
        let page = self.page;
        next < page.len()
            && page.is_proper(next)
            && page.is_capitalised(next)
            && self.lexicon.name_head(page.lower(next)).is_some()
    }

    /// Folds a run for the table of known names: hyphens are spaces, no space before "'".
    pub(super) fn folded(&self, run: &Range<usize>) -> String {
        let mut text = String::new();
        for i in run.clone() {
            if self.page.is_hyphen(i) {
                continue;
            }
            if !text.is_empty() && !self.page.lower(i).starts_with('\'') {
                text.push(' ');
            }
            text.push_str(self.page.word(i));
        }
        fold_known(&text)
    }

    pub(super) fn state_of(&self, run: &Range<usize>) -> Option<StateForm> {
        // "us" is a state only in capitals.
        let acronym = self.page.is_capitalised(run.start);
        acronym.then(|| self.lexicon.state(&self.page.lower_run(run.clone())))?
    }

    /// Finds the run of name words that starts at a token.
    fn run_at(&self, at: usize) -> Option<Range<usize>> {
        let opens = self.is_name_word(at)
            || self.is_linker(at) && self.leads_on(at)
            || self.is_name_adjective(at);
        if !opens {
            return None;
        }
        let mut end = at + 1;
        // An account is a name of its own, whatever stands beside it.
        if is_address(self.page.word(at)) {
            return Some(at..end);
        }
        loop {
            if is_address(self.page.word(end)) {
                break;
            }
            if self.is_name_word(end) && (!self.parts(end - 1, end) || self.is_hyphenated(end)) {
                end += 1;
            } else if let Some(next) = self.bridge(end) {
                end = next;
            } else {
                break;
            }
        }
        Some(at..end)
    }

    fn is_hyphenated(&self, i: usize) -> bool {
        i > 0 && self.page.is_hyphen(i - 1)
    }

    /// Tells whether a particle is followed by a name word, perhaps after a hyphen.
    fn leads_on(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.page.is_hyphen(at + 1));
        let plain = next == at + 1;
        self.is_name_word(next)
            || !plain && self.page.is_capitalised(next) && self.page.has_letter(next)
    }

    /// Steps over a hyphen or particle inside a name; gives the end of the longer run.
    fn bridge(&self, at: usize) -> Option<usize> {
        let page = self.page;
        if page.is_hyphen(at) {
            let tight = page.touches_next(at) && at > 0 && page.touches_next(at - 1);
            let after_article = at > 0 && self.is_particle(at - 1);
            let right = page.is_capitalised(at + 1) && page.has_letter(at + 1)
                || page.word(at + 1).chars().next().is_some_and(|c| c.is_ascii_digit());
            let two_states = at > 0
                && self.state_of(&(at - 1..at)).is_some()
                && self.state_of(&(at + 1..at + 2)).is_some();
            let to_article = self.is_particle(at + 1) && page.is_hyphen(at + 2);
            return ((tight || after_article) && right && !two_states)
                .then_some(at + 2)
                .or_else(|| (tight && to_article).then_some(at + 2));
        }
        if self.is_linker(at) && self.leads_on(at) && !self.parts(at - 1, at + 1) {
            return Some(at + 1);
        }
        // "Da'esh" and "Ba'ath" where the tokeniser cut at the mark.
        let mark = matches!(page.word(at), "'" | "’" | "`" | "ʿ");
        let glued = mark && at > 0 && page.touches_next(at - 1) && page.touches_next(at);
        (glued && page.has_letter(at + 1)).then_some(at + 2)
    }

    /// Tells whether a name ends between two neighbouring tokens.
    fn parts(&self, a: usize, b: usize) -> bool {
        let page = self.page;
        let named = |i: usize| NAMING.contains(&page.ent(i));
        let begins = page.token(b).is_some_and(|t| t.ent_iob == Iob::Begin);
        let linked = self.linked(a, b);
        if named(a) && named(b) && begins {
            return !linked || page.ent(a) != page.ent(b);
        }
        if named(a) && named(b) {
            return false;
        }
        !linked
    }

    /// Tells whether two neighbours belong to one noun group by the parse.
    fn linked(&self, a: usize, b: usize) -> bool {
        let page = self.page;
        if page.dep(b) == "appos" && page.head(b) == a {
            return false;
        }
        let (ha, hb) = (page.head(a), page.head(b));
        ha == b
            || hb == a
            || ha == hb && page.dep(a) != "pobj"
            || ha > b && ha < b + 6 && page.is_proper(ha)
    }

    /// Tells whether a capitalised adjective opens a name ("Free Northern Army").
    fn is_name_adjective(&self, at: usize) -> bool {
        let page = self.page;
        let numbered = is_ordinal(page.lower(at));
        let tagged = page.is_capitalised(at) && matches!(page.tag(at), "JJ" | "NNP" | "NN" | "VBN");
        if !numbered && !tagged {
            return false;
        }
        let mut end = at + 1;
        while end < at + 4 && (self.is_name_word(end) || self.is_soft_word(end)) {
            end += 1;
        }
        let of_state = self.state_of(&(at..at + 1)).is_some();
        let sure = numbered
            || of_state
            || self.lexicon.is_no_name(page.lower(at))
            || !page.opens_sentence(at);
        let in_time = matches!(page.ent(at), "DATE" | "TIME") && !numbered;
        end > at + 1
            && sure
            && !in_time
            && (at + 1..end)
                .any(|i| page.is_proper(i) && self.lexicon.name_head(page.lower(i)).is_some())
    }

    fn is_soft_word(&self, i: usize) -> bool {
        self.page.is_capitalised(i) && self.page.tag(i) == "JJ" && !self.page.opens_sentence(i)
    }

    fn head_of(&self, tokens: &Range<usize>) -> usize {
        let inside = |i: &usize| !tokens.contains(&self.page.head(*i)) || self.page.head(*i) == *i;
        // Where the parse gives several tops, the last before an "of" is the noun itself.
        let tops: Vec<usize> = tokens.clone().filter(inside).collect();
        tops.last().copied().unwrap_or(tokens.end.saturating_sub(1))
    }
}

/// "5th", "102nd": the number of a unit.
fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    matches!(word.strip_prefix(digits), Some("st" | "nd" | "rd" | "th"))
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit())
}

/// Tells whether a word is a type code: letters, then digits ("MIG-23", "F16", "T72").
pub(crate) fn is_code(word: &str) -> bool {
    let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = word.chars().skip(letters).filter(|c| *c != '-').collect();
    (1..=5).contains(&letters)
        && !rest.is_empty()
        && rest.chars().next().is_some_and(|c| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_alphanumeric())
}

//! Finding words in a case.
//!
//! In: words as a person typed them, and what to look among. Out: passages, best first, each with a
//! snippet and the places of the words, in the snippet and in the report's text. Words are folded as
//! the index was ([`terms`]): case, accents, spellings of Arabic. A word that is a name in the case
//! stands for every spelling of it, and the answer says which. Asking changes nothing, and no query
//! is an error.

use std::ops::Range;

use jiff::civil::Date;
use rashomon_ledger::{Hit, Phrase, Query};
use rashomon_text::terms::{Term, terms};

use super::CaseFile;
use super::index::{self, NAMES, OUTLET, QUOTE, TEXT, TITLE};
use super::rows::{CLAIM, ENTITY_BRIEF};
use crate::Error;
use crate::json::reading::Pair;
use crate::query::brief::EntityBrief;

/// Characters that a snippet shows before the first found word, and in all.
const LEAD: usize = 60;
const LENGTH: usize = 240;
/// So many spellings of a name are looked for, and so many entities or outlets for one filter.
const SPELLINGS: usize = 32;
const NAMED: u32 = 64;
/// Kinds of entities that are places, and the others.
const PLACES: [&str; 2] = ["place", "facility"];
const ACTORS: [&str; 4] = ["person", "group", "outlet", "people"];

/// What to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchAsk {
    /// Words that must all be there; between double quotes they stand together, a final star stands
    /// for any ending. None where the rest says enough.
    pub words: String,
    /// Only in these: title, text, quote, names, outlet; in titles, texts and names where none is given.
    pub fields: Vec<String>,
    /// Only in reports of an outlet whose name has these words.
    pub outlet: Option<String>,
    /// Only in reports that name a place so.
    pub place: Option<String>,
    /// Only in reports that name somebody so.
    pub actor: Option<String>,
    /// Only in reports published on or after this day.
    pub since: Option<String>,
    /// Only in reports published on or before this day.
    pub until: Option<String>,
    /// Whether names stand only for the spelling given.
    pub exact: bool,
    /// At most so many.
    pub limit: u32,
}

/// A passage that has the words asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Id of the report, claim, entity or outlet.
    pub id: String,
    /// Where in it: title, text, quote, names or outlet.
    pub field: String,
    /// The report it stands in.
    pub report: Option<String>,
    /// The event of the claim.
    pub event: Option<String>,
    /// A stretch around the words.
    pub snippet: String,
    /// Where the words stand in the stretch, in bytes.
    pub found: Vec<Range<usize>>,
    /// Where the words stand in the text of that field, in code points.
    pub spans: Vec<Pair>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Searched {
    /// The passages, best first; the last entered first where they are not ranked.
    pub passages: Vec<Passage>,
    /// Whether they are ranked: not where thousands have the words.
    pub ranked: bool,
    /// Other spellings that were looked for.
    pub also: Vec<String>,
}

impl CaseFile {
    /// Finds passages; see [`SearchAsk`].
    ///
    /// # Errors
    /// Where a day is none, a field is unknown, or the file does not read.
    pub fn search(&self, ask: &SearchAsk) -> Result<Searched, Error> {
        let phrases = phrases(&ask.words);
        let mut also = Vec::new();
        let mut all = Vec::new();
        for phrase in phrases {
            let mut any = vec![phrase];
            if !ask.exact && !any[0].open {
                for spelling in self.spellings(&any[0])? {
                    let words: Vec<String> = terms(&spelling).map(|term| term.folded).collect();
                    let other = Phrase { words, open: false };
                    if !any.contains(&other) && any.len() < SPELLINGS {
                        any.push(other);
                        also.push(spelling);
                    }
                }
            }
            all.push(any);
        }
        let query = Query { facets: self.facets(ask, all.is_empty())?, all };
        if query.all.is_empty() && query.facets.len() < 2 {
            return Ok(Searched::default());
        }
        let found = self.ledger.derived().search(&query, ask.limit)?;
        also.sort_unstable();
        also.dedup();
        let passages = found.hits.into_iter().map(|hit| self.passage(hit, &query.all));
        let passages = passages.collect::<Result<_, Error>>()?;
        Ok(Searched { passages, ranked: found.ranked, also })
    }

    /// Returns every spelling of the entities that are called exactly so.
    fn spellings(&self, phrase: &Phrase) -> Result<Vec<String>, Error> {
        let query =
            Query { all: vec![vec![phrase.clone()]], facets: vec![vec![index::of_field(NAMES)]] };
        let is_it =
            |name: &str| terms(name).map(|term| term.folded).eq(phrase.words.iter().cloned());
        let mut spellings = Vec::new();
        for hit in self.ledger.derived().search(&query, NAMED)?.hits {
            if !hit.text.lines().any(is_it) {
                continue;
            }
            let entity: Option<EntityBrief> =
                self.ledger.derived().get_json(ENTITY_BRIEF, &hit.id)?;
            spellings.extend(entity.into_iter().flat_map(|it| it.names));
        }
        Ok(spellings)
    }

    fn facets(&self, ask: &SearchAsk, alone: bool) -> Result<Vec<Vec<String>>, Error> {
        let known = [TITLE, TEXT, QUOTE, NAMES, OUTLET];
        if let Some(odd) = ask.fields.iter().find(|field| !known.contains(&field.as_str())) {
            let known = known.join(", ");
            return Err(Error::refused(format!("nothing is kept under `{odd}`; there is {known}")));
        }
        let fields: Vec<&str> = match (ask.fields.as_slice(), alone) {
            ([], false) => vec![TITLE, TEXT, NAMES],
            ([], true) => vec![TEXT],
            (fields, _) => fields.iter().map(String::as_str).collect(),
        };
        let mut facets = vec![fields.into_iter().map(index::of_field).collect()];
        if let Some(outlet) = &ask.outlet {
            let hits = self.named(outlet, &[index::of_field(OUTLET)])?;
            facets.push(hits.iter().map(|hit| index::of_outlet(&hit.id)).collect());
        }
        for (name, kinds) in [(&ask.place, &PLACES[..]), (&ask.actor, &ACTORS[..])] {
            if let Some(name) = name {
                let kinds: Vec<String> = kinds.iter().map(|kind| index::of_kind(kind)).collect();
                let hits = self.named(name, &kinds)?;
                facets.push(hits.iter().map(|hit| index::of_entity(&hit.id)).collect());
            }
        }
        if ask.since.is_some() || ask.until.is_some() {
            let since = day(ask.since.as_deref(), FIRST)?;
            let until = day(ask.until.as_deref(), LAST)?;
            facets.push(days(since, until));
        }
        Ok(facets)
    }

    /// Finds entities or outlets by words of their names.
    fn named(&self, words: &str, among: &[String]) -> Result<Vec<Hit>, Error> {
        let all: Vec<Vec<Phrase>> = phrases(words).into_iter().map(|phrase| vec![phrase]).collect();
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let query = Query { all, facets: vec![among.to_vec()] };
        Ok(self.ledger.derived().search(&query, NAMED)?.hits)
    }

    fn passage(&self, hit: Hit, asked: &[Vec<Phrase>]) -> Result<Passage, Error> {
        let found = found_in(&hit.text, asked);
        let spans = found.iter().map(|range| {
            let points = |to: usize| {
                let before = hit.text.get(..to).unwrap_or_default().chars().count();
                hit.start.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
            };
            [points(range.start), points(range.end)]
        });
        let spans = spans.take(MARKED).collect();
        let (snippet, found) = cut(&hit.text, &found);
        let (mut report, mut event) = (None, None);
        match hit.field.as_str() {
            TITLE | TEXT => report = Some(hit.id.clone()),
            QUOTE => {
                report = hit.id.rsplit_once('#').map(|(report, _)| report.to_owned());
                let key: Option<String> = self.ledger.derived().get_json(CLAIM, &hit.id)?;
                event = key.and_then(|key| key.split_once(' ').map(|(_, id)| id.to_owned()));
            }
            _ => {}
        }
        Ok(Passage { id: hit.id, field: hit.field, report, event, snippet, found, spans })
    }
}

/// So many places of words are told of one passage.
const MARKED: usize = 64;

const FIRST: Date = jiff::civil::date(1900, 1, 1);
const LAST: Date = jiff::civil::date(2099, 12, 31);

fn day(asked: Option<&str>, open: Date) -> Result<Date, Error> {
    let Some(asked) = asked else { return Ok(open) };
    let day = asked.parse::<Date>();
    day.map_err(|_| Error::refused(format!("`{asked}` is no day; give one as 2031-03-04")))
}

/// Writes a stretch of days as whole years, whole months and days.
fn days(since: Date, until: Date) -> Vec<String> {
    let (mut at, until) = (since.max(FIRST), until.min(LAST));
    let mut facets = Vec::new();
    while at <= until {
        let (facet, last) = if at.month() == 1 && at.day() == 1 && at.last_of_year() <= until {
            (at.strftime("y%Y"), at.last_of_year())
        } else if at.day() == 1 && at.last_of_month() <= until {
            (at.strftime("m%Y%m"), at.last_of_month())
        } else {
            (at.strftime("d%Y%m%d"), at)
        };
        facets.push(facet.to_string());
        let Ok(next) = last.tomorrow() else { break };
        at = next;
    }
    facets
}

/// Takes a query apart: words between double quotes stand together, others by themselves.
fn phrases(words: &str) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    let mut put = |chunk: &str| {
        let words: Vec<String> = terms(chunk).map(|term| term.folded).collect();
        if !words.is_empty() {
            phrases.push(Phrase { words, open: chunk.ends_with('*') });
        }
    };
    for (at, part) in words.split('"').enumerate() {
        match at % 2 {
            1 => put(part),
            _ => part.split_whitespace().for_each(&mut put),
        }
    }
    phrases
}

/// Finds where the words asked for stand in a text, in bytes; in order, none inside another.
fn found_in(text: &str, asked: &[Vec<Phrase>]) -> Vec<Range<usize>> {
    let words: Vec<Term> = terms(text).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for phrase in asked.iter().flatten() {
        let length = phrase.words.len();
        if length == 0 || length > words.len() {
            continue;
        }
        for window in words.windows(length) {
            let fits = window.iter().zip(&phrase.words).enumerate().all(|(at, (term, word))| {
                let goes_on = phrase.open && at + 1 == length;
                term.folded == *word || (goes_on && term.folded.starts_with(word.as_str()))
            });
            if let (true, [first, .., last] | [first @ last]) = (fits, window) {
                found.push(first.start..last.end);
            }
        }
    }
    found.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}

/// Cuts a stretch out of a text, from a little before the first found word, at spaces where there
/// are some.
fn cut(text: &str, found: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let first = found.first().cloned().unwrap_or(0..0);
    let before = text[..first.start].char_indices().rev().take(LEAD).last();
    let mut start = before.map_or(first.start, |(at, _)| at);
    if start > 0 {
        let mut lead = text[start..first.start].char_indices();
        let space = lead.find(|(_, c)| c.is_whitespace());
        start += space.map_or(0, |(at, c)| at + c.len_utf8());
    }
    let mut end = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    if end < text.len() {
        // A found word longer than a snippet is cut; any other stays whole.
        let keep = first.end.min(end);
        end = text[keep..end].rfind(char::is_whitespace).map_or(end, |space| keep + space);
    }
    let lead = if start > 0 { "…" } else { "" };
    let tail = if end < text.len() { "…" } else { "" };
    let shown = found.iter().take_while(|range| range.start < end).map(|range| {
        let shift = |at: usize| at.min(end) - start + lead.len();
        shift(range.start)..shift(range.end)
    });
    (format!("{lead}{}{tail}", &text[start..end]), shown.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_written_with_few_words() {
        let some = days(date("2030-11-29"), date("2032-02-02"));
        let wanted =
            ["d20301129", "d20301130", "m203012", "y2031", "m203201", "d20320201", "d20320202"];
        assert_eq!(some, wanted);
        assert!(days(date("2031-01-02"), date("2031-01-01")).is_empty());
        assert!(days(FIRST, LAST).len() == 200);
    }

    #[test]
    fn a_query_is_taken_apart() {
        let of = |words: &str| -> Vec<String> {
            let star = |phrase: &Phrase| if phrase.open { "*" } else { "" };
            phrases(words).iter().map(|it| it.words.join("+") + star(it)).collect()
        };
        assert_eq!(of("Market \"kidney CENTRE\" bomb*"), ["market", "kidney+centre", "bomb*"]);
        assert_eq!(of("al-Bab Sana'a 轰炸"), ["al+bab", "sanaa", "轰+炸"]);
        assert!(of("\"\" * … '").is_empty());
        assert_eq!(of("\"open end"), ["open+end"]);
    }

    #[test]
    fn found_words_are_marked_also_in_other_spellings() {
        let asked = vec![phrases("Café"), phrases("bomb*"), phrases("\"al bab\" bab")];
        let text = "CAFÉS? The café's wall; bombing of al-Bab.";
        let marked: Vec<&str> = found_in(text, &asked).into_iter().map(|at| &text[at]).collect();
        assert_eq!(marked, ["café", "bombing", "al-Bab"]);
    }

    #[test]
    fn a_snippet_begins_a_little_before() {
        let text = format!("{} market {}", "word ".repeat(60), "ende ".repeat(80));
        let (snippet, found) = cut(&text, &found_in(&text, &[phrases("market")]));
        assert!(snippet.starts_with("…word") && snippet.ends_with("ende…"), "{snippet}");
        assert_eq!(&snippet[found[0].clone()], "market");
        assert!(snippet.chars().count() <= LENGTH + 2);
    }
}

//! One judgement of a page: what a person decides between adding the reports and looking.
//!
//! In: a line of the table `judge · what · why`. Out: what to ask of the case. Things are named by
//! spellings, reports and withdrawn judgements by their number on the page, from 1; a happening by
//! words of a claim on it and the report: `"two houses were hit" in 2`; a claim by its words, the
//! report and the slot: `"four people" in 1, killed`.

use rashomon::{Ask, AskedClaim, Given};

/// One judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// Why.
    pub why: String,
    /// The line as written.
    pub line: String,
    kind: String,
    what: String,
}

impl Ruling {
    /// Reads a table line; nothing for the head of a table.
    pub fn parse(line: &str) -> Result<Option<Ruling>, String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        if cells[0] == "judge" || cells[0].starts_with("--") {
            return Ok(None);
        }
        let [kind, what, why] = cells.as_slice() else {
            return Err(format!("a judgement has three cells, this one {}", cells.len()));
        };
        let (kind, what, why) = ((*kind).to_owned(), (*what).to_owned(), (*why).to_owned());
        let ruling = Ruling { kind, what, why, line: line.trim().to_owned() };
        // A slip of the pen must not wait for the case to be found.
        ruling.ask(&[], &[])?;
        Ok(Some(ruling))
    }

    /// Puts ids of claims in place of words of claims; `claim` finds the id of the claim of a report
    /// (by its number, from 1) that rests on some words, on a slot where one is given.
    pub fn with_claims(
        ask: Ask,
        claim: impl Fn(usize, &str, Option<&str>) -> Option<String>,
    ) -> Option<Ask> {
        let one = |word: String| -> Option<String> {
            let Some((quote, rest)) = word.strip_prefix('"').and_then(|w| w.split_once("\" in "))
            else {
                return Some(word);
            };
            let (report, slot) = match rest.split_once(',') {
                Some((report, slot)) => (report, Some(slot.trim())),
                None => (rest, None),
            };
            claim(report.trim().parse().ok()?, quote, slot)
        };
        let found =
            |words: Vec<String>| -> Option<Vec<String>> { words.into_iter().map(one).collect() };
        Some(match ask {
            Ask::Same(words) => Ask::Same(found(words)?),
            Ask::Different(words) => Ask::Different(found(words)?),
            Ask::Accept(word) => Ask::Accept(one(word)?),
            Ask::Reject(word) => Ask::Reject(one(word)?),
            Ask::Correct { claim, value } => Ask::Correct { claim: one(claim)?, value },
            Ask::Note(word) => Ask::Note(one(word)?),
            Ask::Add(mut asked) => {
                asked.event = match asked.event.take() {
                    Some(word) => Some(one(word)?),
                    None => None,
                };
                Ask::Add(asked)
            }
            other => other,
        })
    }

    /// The words that an added claim rests on, and the number of their report.
    pub fn added_words(&self) -> Option<(usize, &str)> {
        let words = self.what.strip_prefix('"').filter(|_| self.kind == "add")?;
        let (quote, rest) = words.split_once("\" in ")?;
        let report = rest.split(',').next()?.trim().parse().ok()?;
        Some((report, quote))
    }

    /// Reads `"WORDS" in 1, killed = 3, of "OTHER WORDS"`; the words are looked up by the caller.
    fn addition(&self) -> Result<AskedClaim, String> {
        let shape = "an added claim is `\"WORDS\" in 1, killed = 3, of \"WORDS\"`";
        let rest = self.what.split_once("\" in ").map(|(_, rest)| rest).ok_or(shape)?;
        let mut parts = rest.splitn(3, ',').map(str::trim);
        let report = parts.next().ok_or(shape)?;
        let (slot, value) = parts.next().and_then(|p| p.split_once('=')).ok_or(shape)?;
        let of = parts.next().and_then(|part| part.strip_prefix("of ")).ok_or(shape)?;
        Ok(AskedClaim {
            slot: slot.trim().to_owned(),
            event: Some(format!("{of} in {report}")),
            value: Given { value: Some(value.trim().to_owned()), ..Given::default() },
            ..AskedClaim::default()
        })
    }

    /// Says what to ask; `reports` are the ids of the page's reports, `entered` those of the
    /// judgements before.
    pub fn ask(&self, reports: &[String], entered: &[String]) -> Result<Ask, String> {
        let parts = |mark: char| -> Vec<String> {
            self.what.split(mark).map(|part| part.trim().to_owned()).collect()
        };
        let numbered = |word: &str, ids: &[String]| -> Result<String, String> {
            let number: usize = word.parse().map_err(|_| format!("`{word}` is no number"))?;
            Ok(ids.get(number.wrapping_sub(1)).cloned().unwrap_or_default())
        };
        match self.kind.as_str() {
            "same" => Ok(Ask::Same(parts('='))),
            "different" => Ok(Ask::Different(parts('≠'))),
            "rename" => match parts('→').as_slice() {
                [thing, name] => Ok(Ask::Rename { thing: thing.clone(), name: name.clone() }),
                _ => Err("a rename is `NAME → NAME`".to_owned()),
            },
            "accept" => Ok(Ask::Accept(self.what.clone())),
            "reject" => Ok(Ask::Reject(self.what.clone())),
            "note" => Ok(Ask::Note(self.what.clone())),
            "correct" => match self.what.rsplit_once('→') {
                Some((claim, value)) => {
                    let value = Some(value.trim().to_owned());
                    let value = Given { value, ..Given::default() };
                    Ok(Ask::Correct { claim: claim.trim().to_owned(), value })
                }
                None => Err("a correction is `\"WORDS\" in 1, killed → 7`".to_owned()),
            },
            "add" => Ok(Ask::Add(Box::new(self.addition()?))),
            "withdraw" => Ok(Ask::Withdraw(numbered(&self.what, entered)?)),
            "split" => {
                let mut words = parts(',').into_iter();
                let mut split = (Vec::new(), Vec::new());
                let from = words.next().unwrap_or_default();
                for word in words {
                    if let Some(number) = word.strip_prefix("in ") {
                        split.1.push(numbered(number, reports)?);
                    } else if let Some(name) = word.strip_prefix("spelled ") {
                        split.0.push(name.to_owned());
                    } else {
                        return Err("a split is `NAME, in 2` or `NAME, spelled NAME`".to_owned());
                    }
                }
                Ok(Ask::Split { from, names: split.0, reports: split.1 })
            }
            other => Err(format!("`{other}` is no kind of judgement")),
        }
    }
}

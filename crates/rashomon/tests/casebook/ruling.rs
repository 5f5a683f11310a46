//! One judgement of a page: what a person decides between adding the reports and looking.
//!
//! In: a line of the table `judge · what · why`. Out: what to ask of the case. Things are named by
//! spellings, reports and withdrawn judgements by their number on the page, from 1; a happening by
//! words of a claim on it and the report: `"two houses were hit" in 2`.

use rashomon::Ask;

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
    /// (by its number, from 1) that rests on some words.
    pub fn with_claims(ask: Ask, claim: impl Fn(usize, &str) -> Option<String>) -> Option<Ask> {
        let found = |words: Vec<String>| -> Option<Vec<String>> {
            let one =
                |word: String| match word.strip_prefix('"').and_then(|w| w.split_once("\" in ")) {
                    Some((quote, report)) => claim(report.trim().parse().ok()?, quote),
                    None => Some(word),
                };
            words.into_iter().map(one).collect()
        };
        Some(match ask {
            Ask::Same(words) => Ask::Same(found(words)?),
            Ask::Different(words) => Ask::Different(found(words)?),
            other => other,
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

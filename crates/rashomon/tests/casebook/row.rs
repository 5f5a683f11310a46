//! One row of an expectation table, and when it holds.
//!
//! In: a table line, and what the program says ([`Said`]). A row names a kind of statement and
//! as many of its cells as matter; an empty cell holds whatever is said. Case and articles do not
//! count. The grammar is written out for people in `casebook/README.md`.

use super::said::{Kind, Said};

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What sort of statement it speaks of.
    pub kind: Kind,
    /// Whether it must not come out.
    pub not: bool,
    /// Positions of the reports it speaks of, from 1; empty for any.
    pub reports: Vec<usize>,
    /// Who says it, innermost voice first; for pairs, the two sides.
    pub voices: Vec<String>,
    /// What it is about, and what qualifies that.
    pub about: Vec<String>,
    /// Whether the first side is the one that refines or denies, for pairs.
    pub directed: bool,
    /// The value in words.
    pub value: String,
    /// How firmly.
    pub firmly: Vec<String>,
    /// Words of the text that it must rest on.
    pub quotes: Vec<String>,
    /// The line as written.
    pub line: String,
}

impl Row {
    /// Reads a table line; nothing for the head of a table.
    pub fn parse(line: &str) -> Result<Option<Row>, String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        if cells[0] == "expect" || cells[0].starts_with("--") {
            return Ok(None);
        }
        let [head, said_by, about, value, firmly, quote] = cells.as_slice() else {
            return Err(format!("a row has six cells, this one {}", cells.len()));
        };
        let not = head.starts_with("not expected");
        let (kind, number) = kind_of(head.strip_prefix("not expected").unwrap_or(head).trim())?;
        let (mut reports, voices) = sides(kind, said_by);
        reports.extend(number);
        Ok(Some(Row {
            kind,
            not,
            reports,
            voices,
            about: parts(about),
            directed: said_by.contains('→'),
            value: (*value).to_owned(),
            firmly: parts(firmly),
            quotes: quoted(quote),
            line: line.trim().to_owned(),
        }))
    }

    /// Tells whether a statement is the one this row speaks of.
    pub fn is_met_by(&self, said: &Said) -> bool {
        self.kind == said.kind
            && self.names_reports(said)
            && self.names_voices(said)
            && self.is_about(said)
            && (self.value.is_empty() || value_is(self.kind, &self.value, &said.values))
            && self.is_as_firm(said)
            && self.quotes.iter().all(|quote| said.rests_on(quote))
    }

    /// Counts the cells in which a statement differs, for showing the nearest one.
    pub fn distance(&self, said: &Said) -> usize {
        usize::from(self.kind != said.kind) * 8
            + usize::from(!self.names_reports(said)) * 4
            + usize::from(self.about.first() != said.about.first()) * 4
            + usize::from(!self.names_voices(said))
            + usize::from(!self.is_about(said))
            + usize::from(!self.value.is_empty() && !value_is(self.kind, &self.value, &said.values))
            + usize::from(!self.is_as_firm(said))
            + usize::from(!self.quotes.iter().all(|quote| said.rests_on(quote))) * 2
    }

    fn names_reports(&self, said: &Said) -> bool {
        self.reports.iter().all(|n| said.reports.contains(n))
    }

    fn names_voices(&self, said: &Said) -> bool {
        if matches!(self.kind, Kind::Relation | Kind::OpposedAgree) {
            // Either order, unless the row says which one refines or denies.
            let (a, b) = (said.sides.first(), said.sides.get(1));
            let meets = |first, second| {
                side_is(self.voices.first(), first) && side_is(self.voices.get(1), second)
            };
            return meets(a, b) || (!self.directed && b.is_some() && meets(b, a));
        }
        let named = self.voices.iter().zip(&said.voices);
        self.voices.is_empty()
            || (self.voices.len() == said.voices.len()
                && named.into_iter().all(|(want, have)| have.iter().any(|h| contains(h, want))))
    }

    fn is_about(&self, said: &Said) -> bool {
        self.about.iter().enumerate().all(|(at, want)| match at {
            0 => said.about.first().is_some_and(|have| head_is(self.kind, want, have)),
            _ => said.about.iter().skip(1).any(|have| joined(have) == joined(want)),
        })
    }

    fn is_as_firm(&self, said: &Said) -> bool {
        let denied = self.firmly.iter().any(|word| word == "denied");
        let spoken = self.firmly.is_empty() || said.firmly.iter().any(|w| w == "denied") == denied;
        spoken && self.firmly.iter().all(|want| said.firmly.contains(want))
    }
}

/// Every voice that a side of a pair may be named by: report number, voices, outlet.
fn side_is(want: Option<&String>, have: Option<&Vec<String>>) -> bool {
    let Some(want) = want else { return true };
    have.is_some_and(|names| {
        let number = want.parse::<usize>().is_ok();
        names.iter().any(|name| if number { name == want } else { contains(name, want) })
    })
}

fn kind_of(word: &str) -> Result<(Kind, Option<usize>), String> {
    let (name, number) = match word.rsplit_once(' ') {
        Some((name, digits)) if digits.parse::<usize>().is_ok() => (name, digits.parse().ok()),
        _ => (word, None),
    };
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == name);
    match (name, kind) {
        ("" | "account", _) => Ok((Kind::Claim, number)),
        (_, Some(kind)) => Ok((kind, number)),
        _ => Err(format!("`{word}` is no kind of row")),
    }
}

/// Reads the cell of voices: a chain, or two sides.
fn sides(kind: Kind, cell: &str) -> (Vec<usize>, Vec<String>) {
    let split: Vec<String> = if cell.contains(['↔', '→']) {
        cell.split(['↔', '→']).map(|side| side.trim().to_owned()).collect()
    } else {
        cell.split(", via ").map(|voice| voice.trim().to_owned()).collect()
    };
    let voices: Vec<String> = split.into_iter().filter(|voice| !voice.is_empty()).collect();
    let numbers: Vec<usize> = voices.iter().filter_map(|voice| voice.parse().ok()).collect();
    match kind {
        Kind::SameName | Kind::SameEvent | Kind::Origins | Kind::When => (numbers, Vec::new()),
        _ => (Vec::new(), voices),
    }
}

/// Cuts a cell at its commas.
pub fn parts(cell: &str) -> Vec<String> {
    cell.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The quoted stretches of a cell; other words in it are a remark.
pub fn quoted(cell: &str) -> Vec<String> {
    if cell.len() < 2 || !cell.starts_with('"') || !cell.ends_with('"') {
        return Vec::new();
    }
    cell.trim_matches('"').split("\" + \"").map(str::to_owned).collect()
}

fn head_is(kind: Kind, want: &str, have: &str) -> bool {
    let prefix = have.strip_prefix(want).is_some_and(|rest| rest.starts_with('/'));
    have == want
        || (prefix && matches!(kind, Kind::Event | Kind::SameEvent | Kind::When | Kind::Gap))
        || (kind == Kind::Attribution && contains(have, want))
}

fn value_is(kind: Kind, want: &str, have: &[String]) -> bool {
    match kind {
        // Both names must be among those of one thing.
        Kind::Grade => parts(want).iter().all(|part| have.iter().any(|h| plain(h) == plain(part))),
        Kind::SameName => want.split('=').all(|name| have.iter().any(|h| plain(h) == plain(name))),
        Kind::Name
        | Kind::Link
        | Kind::Relation
        | Kind::Origins
        | Kind::Channels
        | Kind::Time
        | Kind::Report
        | Kind::When => have.iter().any(|h| plain(h) == plain(want)),
        _ if want.starts_with(|c: char| c.is_ascii_digit()) => {
            have.iter().any(|h| plain(h) == plain(want))
        }
        _ => have.iter().any(|h| contains(h, want)),
    }
}

/// As [`plain`], without the article after "of" or "held by".
fn joined(words: &str) -> String {
    plain(words).replacen("of the ", "of ", 1).replacen("held by the ", "held by ", 1)
}

/// Lower case, one space, no article in front, no quotation marks.
pub fn plain(words: &str) -> String {
    let lower = words.to_lowercase().replace(['“', '”', '"'], "").replace('’', "'");
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    for article in ["the ", "a ", "an "] {
        if let Some(rest) = joined.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    joined
}

/// Tells whether whole words stand inside others.
fn contains(have: &str, want: &str) -> bool {
    let (have, want) = (joined(have), joined(want));
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !want.is_empty()
        && have.match_indices(&want).any(|(at, found)| {
            edge(have[..at].chars().next_back()) && edge(have[at + found.len()..].chars().next())
        })
}

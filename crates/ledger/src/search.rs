//! Finds passages by their words.
//!
//! In: texts under an id and a field, with facets beside them and the caller's way of folding words; then a [`Query`].
//! Out: hits, best first, with the passage that has the words and where it begins. It knows no language: how a text
//! becomes words is the caller's, who folds queries the same way and marks the words in what it shows.
//! What must hold: no query is an error (every word is quoted, so that FTS5's own signs are plain characters), an
//! answer takes time linear in the texts it shows, and one that very many passages have is not ranked.

use rusqlite::params;

use crate::{Derive, Derived, Error};

/// Bytes of a passage. A longer text is cut into several, at white space: a hit in a book should say where. News reports
/// are one passage.
const PASSAGE: usize = 16 << 10;

/// Alternatives and words of a query past this many are left out: FTS5 refuses expressions that are too large.
const MOST: usize = 256;

/// Where more passages than this have the words, ranking them would take longer than anybody waits.
const RANKED: u32 = 4_000;

/// Words that stand together, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The words, in order.
    pub words: Vec<String>,
    /// Whether the last one may go on.
    pub open: bool,
}

/// A facet that no caller gives.
const NOTHING: &str = "x0nothing0x";

/// Says what to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// One phrase of each has to be there.
    pub all: Vec<Vec<Phrase>>,
    /// One facet of each has to be there.
    pub facets: Vec<Vec<String>>,
}

/// Holds one passage that has what was asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// The id it was indexed under.
    pub id: String,
    /// The field it was indexed under.
    pub field: String,
    /// The passage: the text, or a piece of a long one.
    pub text: String,
    /// Where it begins in the text that was indexed, in code points.
    pub start: u32,
    /// BM25 rank; lower is better. Comparable within one answer only.
    pub rank: f64,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Found {
    /// The hits, best first; the last indexed first where they are not ranked.
    pub hits: Vec<Hit>,
    /// Whether they are ranked: not where thousands of passages have the words.
    pub ranked: bool,
}

impl Derived<'_> {
    /// Finds the passages that have what a query asks for, at most `limit`; nothing where it asks for nothing.
    ///
    /// A text of more than about 16,000 bytes is several passages, and may be hit several times.
    ///
    /// # Errors
    /// Where the file cannot be read; never because of the query.
    pub fn search(&self, query: &Query, limit: u32) -> Result<Found, Error> {
        let Some(asked) = expression(query) else {
            return Ok(Found::default());
        };
        let ranked = self.count_up_to(&asked, RANKED + 1)? <= RANKED;
        // The inner query ranks and cuts off inside the index; only what is left is fetched.
        let order = if ranked { "rank" } else { "rowid DESC" };
        let rank = if ranked { "rank" } else { "0.0" };
        let sql = format!(
            "SELECT passage.id, passage.field, passage.text, passage.start, hit.rank
             FROM (SELECT rowid AS number, {rank} AS rank FROM passage_index
                   WHERE passage_index MATCH ?1 ORDER BY {order} LIMIT ?2) AS hit
             JOIN passage ON passage.number = hit.number
             ORDER BY hit.rank, hit.number {}",
            if ranked { "" } else { "DESC" }
        );
        let hits = self.connection.prepare_cached(&sql).and_then(|mut statement| {
            let hit = |row: &rusqlite::Row<'_>| {
                Ok(Hit {
                    id: row.get(0)?,
                    field: row.get(1)?,
                    text: row.get(2)?,
                    start: row.get(3)?,
                    rank: row.get(4)?,
                })
            };
            statement.query_map(params![asked, limit], hit)?.collect()
        });
        Ok(Found { hits: hits.map_err(|cause| self.fail(cause))?, ranked })
    }

    fn count_up_to(&self, asked: &str, most: u32) -> Result<u32, Error> {
        let sql = "SELECT count(*) FROM
                   (SELECT 1 FROM passage_index WHERE passage_index MATCH ?1 LIMIT ?2)";
        let counted = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params![asked, most], |row| row.get(0)));
        counted.map_err(|cause| self.fail(cause))
    }
}

impl Derive<'_> {
    /// Makes a text searchable under an id and a field, in place of what was there.
    ///
    /// `facets` are what a query may ask for besides words, each a single word; `fold` gives the words of a piece of the
    /// text as they are looked up, with spaces between.
    ///
    /// # Errors
    /// Where the disk is full or the file cannot be written.
    pub fn index_text(
        &mut self,
        id: &str,
        field: &str,
        text: &str,
        facets: &[String],
        fold: impl Fn(&str) -> String,
    ) -> Result<(), Error> {
        self.forget("WHERE id = ?1 AND field = ?2", &[id, field])?;
        let facets = facets.join(" ");
        let mut start = 0_u32;
        for piece in passages(text) {
            let sql = "INSERT INTO passage (id, field, start, text) VALUES (?1, ?2, ?3, ?4)";
            self.run(sql, params![id, field, start, piece])?;
            let number = self.transaction.last_insert_rowid();
            let sql = "INSERT INTO passage_index (rowid, folded, facets) VALUES (?1, ?2, ?3)";
            self.run(sql, params![number, fold(piece), facets])?;
            start = start.saturating_add(u32::try_from(piece.chars().count()).unwrap_or(u32::MAX));
        }
        Ok(())
    }

    /// Makes everything under an id unsearchable.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn remove_text(&mut self, id: &str) -> Result<(), Error> {
        self.forget("WHERE id = ?1", &[id])
    }

    fn forget(&mut self, which: &str, given: &[&str]) -> Result<(), Error> {
        let in_index = format!(
            "DELETE FROM passage_index WHERE rowid IN (SELECT number FROM passage {which})"
        );
        self.run(&in_index, rusqlite::params_from_iter(given))?;
        self.run(&format!("DELETE FROM passage {which}"), rusqlite::params_from_iter(given))
    }
}

/// Writes a query in FTS5's language; nothing where it asks for nothing.
fn expression(query: &Query) -> Option<String> {
    let mut left = MOST;
    let mut parts = Vec::new();
    for alternatives in &query.all {
        let phrases: Vec<String> = alternatives
            .iter()
            .filter_map(|phrase| {
                let words: Vec<&str> = phrase.words.iter().map(|it| word(it)).collect();
                let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
                left = left.checked_sub(words.len())?;
                let open = if phrase.open { " *" } else { "" };
                (!words.is_empty()).then(|| format!("\"{}\"{open}", words.join(" ")))
            })
            .collect();
        if !phrases.is_empty() {
            parts.push(format!("{{folded}} : ({})", phrases.join(" OR ")));
        }
    }
    for alternatives in &query.facets {
        let facets: Vec<String> = alternatives
            .iter()
            .map(|it| word(it))
            .filter(|it| !it.is_empty())
            .take(MOST)
            .map(|it| format!("\"{it}\""))
            .collect();
        // A facet that nothing can have finds nothing.
        let facets = if facets.is_empty() { vec![format!("\"{NOTHING}\"")] } else { facets };
        parts.push(format!("{{facets}} : ({})", facets.join(" OR ")));
    }
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// Leaves of a word what can be quoted: a quotation mark would end it, and NUL the whole query.
fn word(word: &str) -> &str {
    let end = word.find(['"', '\0']).unwrap_or(word.len());
    word.get(..end).unwrap_or_default()
}

/// Cuts a text into passages that join to the text again, after white space where there is some.
fn passages(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_whole = rest.len() <= PASSAGE;
        let limit = (0..=PASSAGE.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at));
        let limit = limit.unwrap_or(rest.len());
        let space = rest[..limit].char_indices().rev().find(|(_, c)| c.is_whitespace());
        let end = match space {
            Some((at, c)) if !is_whole => at + c.len_utf8(),
            _ => limit,
        };
        let passage;
        (passage, rest) = rest.split_at(end);
        (!passage.is_empty()).then_some(passage)
    })
}

//! Finds passages by their words.
//!
//! In: text under an id and a field, with a folded form beside it; then a query as a person typed it. Out: hits, best
//! first, with a snippet and where in it the words stand. It folds nothing itself beyond case and Latin diacritics:
//! spelling of Arabic and other scripts is the caller's (it passes folded text, and a folded query).
//! What must hold: no query is an error. Every word is quoted, so that FTS5's own signs are plain characters.

use std::ops::Range;

use rusqlite::{OptionalExtension, Row, params};

use crate::{Derive, Derived, Error};

/// Marks the found words inside a snippet on its way out of SQLite: noncharacters, which no text should hold.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// So many words long is a snippet.
const SNIPPET_WORDS: u32 = 24;

/// Holds one passage that has the words asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// The id it was indexed under.
    pub id: String,
    /// The field it was indexed under.
    pub field: String,
    /// A stretch of the text (or of its folded form, where the words were found there), cut ends marked by `…`.
    pub snippet: String,
    /// Where the found words stand in the snippet, in bytes, in order.
    pub found: Vec<Range<usize>>,
    /// BM25 rank; lower is better. Comparable within one answer only.
    pub rank: f64,
}

impl Derived<'_> {
    /// Finds the passages that have all words of a query, best first, at most `limit`.
    ///
    /// Words between double quotes stand together; a star at the end of a word stands for any ending. Signs without a
    /// letter or digit are ignored, and a query of nothing else finds nothing.
    ///
    /// # Errors
    /// Where the file cannot be read; never because of the query.
    pub fn search(&self, query: &str, limit: u32) -> Result<Vec<Hit>, Error> {
        let Some(words) = quoted(query) else {
            return Ok(Vec::new());
        };
        // The inner query ranks and cuts off inside the index; only what is left is looked up.
        let sql = "SELECT passage.id, passage.field, hit.snippet, hit.rank
             FROM (SELECT rowid AS number, rank, snippet(passage_index, -1, ?3, ?4, '…', ?5) AS snippet
                   FROM passage_index WHERE passage_index MATCH ?1 ORDER BY rank LIMIT ?2) AS hit
             JOIN passage ON passage.number = hit.number
             ORDER BY hit.rank, hit.number";
        let marks = (OPEN.to_string(), CLOSE.to_string());
        let hits = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let given = params![words, limit, marks.0, marks.1, SNIPPET_WORDS];
            statement.query_map(given, hit)?.collect()
        });
        hits.map_err(|cause| self.fail(cause))
    }
}

impl Derive<'_> {
    /// Makes a text searchable under an id and a field, in place of what was there.
    ///
    /// `folded` is the same text with spellings levelled by the caller, or empty where that would be the same.
    ///
    /// # Errors
    /// Where the disk is full or the file cannot be written.
    pub fn index_text(
        &mut self,
        id: &str,
        field: &str,
        text: &str,
        folded: &str,
    ) -> Result<(), Error> {
        self.forget("WHERE id = ?1 AND field = ?2", &[id, field])?;
        let sql = "INSERT INTO passage (id, field, text, folded) VALUES (?1, ?2, ?3, ?4)";
        self.run(sql, params![id, field, text, folded])?;
        let number = self.transaction.last_insert_rowid();
        let sql = "INSERT INTO passage_index (rowid, text, folded) VALUES (?1, ?2, ?3)";
        self.run(sql, params![number, text, folded])
    }

    /// Makes everything under an id unsearchable.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn remove_text(&mut self, id: &str) -> Result<(), Error> {
        self.forget("WHERE id = ?1", &[id])
    }

    /// Takes passages away one by one: the index has to be told the text it holds by reference.
    fn forget(&mut self, which: &str, given: &[&str]) -> Result<(), Error> {
        let sql = format!("SELECT number, text, folded FROM passage {which} LIMIT 1");
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?));
        loop {
            let found: Option<(i64, String, String)> = self
                .transaction
                .prepare_cached(&sql)
                .and_then(|mut it| it.query_row(rusqlite::params_from_iter(given), read).optional())
                .map_err(|cause| self.fail(cause))?;
            let Some((number, text, folded)) = found else {
                return Ok(());
            };
            let sql = "INSERT INTO passage_index (passage_index, rowid, text, folded)
                       VALUES ('delete', ?1, ?2, ?3)";
            self.run(sql, params![number, text, folded])?;
            self.run("DELETE FROM passage WHERE number = ?1", [number])?;
        }
    }
}

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let marked: String = row.get(2)?;
    let (snippet, found) = unmark(&marked);
    Ok(Hit { id: row.get(0)?, field: row.get(1)?, snippet, found, rank: row.get(3)? })
}

/// Takes the marks out of a snippet and says where they were.
fn unmark(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut plain = String::with_capacity(marked.len());
    let mut found = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match c {
            OPEN => open = Some(plain.len()),
            CLOSE => found.extend(open.take().map(|start| start..plain.len())),
            other => plain.push(other),
        }
    }
    (plain, found)
}

/// Writes a person's query in FTS5's language with every word quoted, or nothing where it has no word.
fn quoted(query: &str) -> Option<String> {
    let mut words = Vec::new();
    // Every second stretch between double quotes is a phrase; an unclosed one ends with the query.
    for (i, stretch) in query.split('"').enumerate() {
        if i % 2 == 1 {
            words.extend(term(stretch));
        } else {
            words.extend(stretch.split_whitespace().filter_map(term));
        }
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn term(word: &str) -> Option<String> {
    // FTS5 reads its query up to the first NUL.
    let plain = word.replace('\0', " ");
    if !plain.chars().any(char::is_alphanumeric) {
        return None;
    }
    let star = if plain.ends_with('*') { "*" } else { "" };
    Some(format!("\"{plain}\"{star}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_quoted_words() {
        let cases = [
            ("two words", Some("\"two\" \"words\"")),
            ("say \"two words\" now", Some("\"say\" \"two words\" \"now\"")),
            ("NEAR(a OR -b)", Some("\"NEAR(a\" \"OR\" \"-b)\"")),
            ("harb*", Some("\"harb*\"*")),
            ("\"open", Some("\"open\"")),
            ("- * \" \0", None),
            ("", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(quoted(typed).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn marks_become_ranges() {
        let (plain, found) = unmark("a \u{fdd0}bé\u{fdd1} \u{fdd0}c\u{fdd1}\u{fdd1}\u{fdd0}");
        assert_eq!(plain, "a bé c");
        assert_eq!(found, [2..5, 6..7]);
    }
}

//! Finds passages by their words.
//!
//! In: text under an id and a field, with a folded form beside it; then a query as a person typed it. Out: hits, best
//! first, with a snippet and where in it the words stand. It folds nothing itself beyond case and Latin diacritics:
//! spelling of Arabic and other scripts is the caller's (it passes folded text, and a folded query).
//! What must hold: no query is an error (every word is quoted, so that FTS5's own signs are plain characters), and
//! an answer takes time linear in the texts it shows.

use std::ops::Range;

use rusqlite::{OptionalExtension, Row, params};

use crate::{Derive, Derived, Error};

/// Marks the found words inside a snippet on its way out of SQLite: noncharacters, which no text should hold.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// Characters that a snippet shows before the first found word, and in all.
const LEAD: usize = 60;
const LENGTH: usize = 240;

/// Bytes of a passage. A longer text is cut into several, at white space: FTS5 marks found words in time that grows with
/// the square of their number, and a hit in a book should say where. News reports are one passage.
const PASSAGE: usize = 16 << 10;

/// Words of a query past this many are left out: FTS5 refuses expressions that are too large.
const MOST_WORDS: usize = 64;

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
    /// Where the snippet begins in the indexed text, in bytes (after its leading `…`); nothing where the words were
    /// found in the folded form.
    pub start: Option<usize>,
    /// Where the found words stand in the snippet, in bytes, in order.
    pub found: Vec<Range<usize>>,
    /// BM25 rank; lower is better. Comparable within one answer only.
    pub rank: f64,
}

impl Derived<'_> {
    /// Finds the passages that have all words of a query, best first, at most `limit`.
    ///
    /// A text of more than about 16,000 bytes is several passages, and may be hit several times.
    /// Words between double quotes stand together; a star at the end of a word stands for any ending. Signs without a
    /// letter or digit are ignored, and a query of nothing else finds nothing.
    ///
    /// # Errors
    /// Where the file cannot be read; never because of the query.
    pub fn search(&self, query: &str, limit: u32) -> Result<Vec<Hit>, Error> {
        let Some(words) = quoted(query) else {
            return Ok(Vec::new());
        };
        // The inner query ranks and cuts off inside the index; only what is left is marked.
        let sql = "SELECT passage.id, passage.field, passage.start, hit.rank, hit.text, hit.folded
             FROM (SELECT rowid AS number, rank, highlight(passage_index, 0, ?3, ?4) AS text,
                          highlight(passage_index, 1, ?3, ?4) AS folded
                   FROM passage_index WHERE passage_index MATCH ?1 ORDER BY rank LIMIT ?2) AS hit
             JOIN passage ON passage.number = hit.number
             ORDER BY hit.rank, hit.number";
        let marks = (OPEN.to_string(), CLOSE.to_string());
        let hits = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let given = params![words, limit, marks.0, marks.1];
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
        let mut start = 0;
        let (mut texts, mut foldeds) = (passages(text), passages(folded));
        loop {
            // Each form is cut by its own length; a word is found in either, so the two need not keep step.
            let (text, folded) = match (texts.next(), foldeds.next()) {
                (None, None) => return Ok(()),
                (text, folded) => (text.unwrap_or_default(), folded.unwrap_or_default()),
            };
            let sql =
                "INSERT INTO passage (id, field, start, text, folded) VALUES (?1, ?2, ?3, ?4, ?5)";
            self.run(sql, params![id, field, start, text, folded])?;
            let number = self.transaction.last_insert_rowid();
            let sql = "INSERT INTO passage_index (rowid, text, folded) VALUES (?1, ?2, ?3)";
            self.run(sql, params![number, text, folded])?;
            start += text.len() as i64;
        }
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

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let passage = usize::try_from(row.get::<_, i64>(2)?).ok();
    let (plain, found) = unmark(&row.get::<_, String>(4)?);
    let (snippet, start, found) = if found.is_empty() {
        let (plain, found) = unmark(&row.get::<_, String>(5)?);
        let (snippet, _, found) = cut(&plain, &found);
        (snippet, None, found)
    } else {
        let (snippet, start, found) = cut(&plain, &found);
        (snippet, passage.map(|passage| passage + start), found)
    };
    Ok(Hit { id: row.get(0)?, field: row.get(1)?, snippet, start, found, rank: row.get(3)? })
}

/// Cuts a stretch out of a text, from a little before the first found word, at spaces where there are some; says where
/// it begins.
fn cut(text: &str, found: &[Range<usize>]) -> (String, usize, Vec<Range<usize>>) {
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
    let snippet = format!("{lead}{}{tail}", &text[start..end]);
    (snippet, start, shown.collect())
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
    words.truncate(MOST_WORDS);
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
    fn a_snippet_is_cut_at_spaces_around_the_first_found_word() {
        let text = format!("{}harbour {}", "ضربة ".repeat(50), "é ".repeat(300));
        let at = text.find("harbour").unwrap();
        let (snippet, start, found) = cut(&text, &[at..at + 7, text.len() - 3..text.len() - 1]);
        assert!(snippet.starts_with("…ضربة ضربة") && snippet.ends_with("é é…"), "{snippet}");
        assert!(snippet.chars().count() <= LENGTH + 2);
        assert_eq!(found.len(), 1);
        assert_eq!(&snippet[found[0].clone()], "harbour");
        assert!(text[start..].starts_with(&snippet["…".len()..snippet.len() - "…".len()]));
        assert_eq!(cut("short", &[]), ("short".into(), 0, vec![]));
        let (endless, _, found) = cut(&"x".repeat(1000), std::slice::from_ref(&(100..900)));
        assert_eq!(endless.chars().count(), LENGTH + 2);
        assert_eq!(found.len(), 1);
    }

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
    fn passages_join_to_the_text_again() {
        for text in
            [String::new(), "short".into(), "ضربة é\u{3000}".repeat(9_000), "é".repeat(40_000)]
        {
            assert_eq!(passages(&text).collect::<String>(), text);
            assert!(passages(&text).all(|passage| passage.len() <= PASSAGE));
        }
    }

    #[test]
    fn marks_become_ranges() {
        let (plain, found) = unmark("a \u{fdd0}bé\u{fdd1} \u{fdd0}c\u{fdd1}\u{fdd1}\u{fdd0}");
        assert_eq!(plain, "a bé c");
        assert_eq!(found, [2..5, 6..7]);
    }
}

//! One page: its title, its marks, its texts and its table.
//!
//! In: Markdown as `casebook/README.md` describes it. Out: reports to read and rows to hold.
//! Whatever does not read is an error with file and line; a quote that stands in none of the
//! page's texts is one too, so that a slip of the pen cannot pass for a failing program.

use std::path::{Path, PathBuf};

use rashomon::intake::{self, Format};
use rashomon::model::{Report, ReportId};

use super::graded;
use super::row::Row;
use super::ruling::Ruling;
use super::said::Kind;

/// Whether a page is expected to hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// It is.
    Right,
    /// It is not yet, for this reason.
    Wrong(String),
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub path: PathBuf,
    /// The behaviour in one sentence.
    pub title: String,
    /// Whether it is expected to hold.
    pub status: Known,
    /// Pairs of names that the mirror swaps.
    pub mirror: Vec<(String, String)>,
    /// Letters of prose.
    pub prose: usize,
    /// The reports, in order; reports are counted from 1.
    pub reports: Vec<Report>,
    /// Source tables that are imported once the reports are in.
    pub sources: Vec<String>,
    /// What people decide once the reports are in, in order.
    pub rulings: Vec<Ruling>,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// Rulebooks of the user's own, as TOML, entered before the case is looked at.
    pub rulebooks: Vec<String>,
    /// The table being read.
    table: Table,
}

/// Which table of a page a line stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Table {
    /// What is expected.
    Expected,
    /// What people decide.
    Judgements,
    /// What rulebooks make of it.
    Grades,
}

impl Table {
    /// Returns the table that a line is the head of, if it is one.
    pub fn headed(line: &str) -> Option<Table> {
        match line.trim().trim_start_matches('|').split('|').next().map(str::trim) {
            Some("judge") => Some(Table::Judgements),
            Some("expect") => Some(Table::Expected),
            Some("rulebook") => Some(Table::Grades),
            _ => None,
        }
    }
}

impl Page {
    /// Reads a page.
    pub fn load(path: &Path) -> Result<Page, String> {
        let written =
            std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let page = Reading::of(path, &written).page?;
        page.check()?;
        Ok(page)
    }

    /// Returns the path from the casebook on.
    pub fn name(&self) -> String {
        let path = self.path.to_string_lossy();
        path.rsplit_once("casebook/").map_or(path.to_string(), |(_, name)| name.to_owned())
    }

    /// Returns why the page is known to be wrong, if it is.
    pub fn known_wrong(&self) -> Option<&str> {
        match &self.status {
            Known::Right => None,
            Known::Wrong(reason) => Some(reason),
        }
    }

    /// Tells whether the page says what must not come out.
    pub fn is_trap(&self) -> bool {
        self.rows.iter().any(|row| row.not)
    }

    fn check(&self) -> Result<(), String> {
        let fail = |why: String| Err(format!("{}: {why}", self.path.display()));
        if self.title.is_empty() {
            return fail("no title".to_owned());
        }
        if self.reports.is_empty() {
            return fail("no text".to_owned());
        }
        for row in &self.rows {
            let texts = || self.reports.iter().map(|r| &r.text).chain(&self.sources);
            let said = |quote: &String| texts().any(|text| text.contains(quote.as_str()));
            // Of a relation the words are those of the sentence that says why.
            let quotes = row.quotes.iter().filter(|_| row.kind != Kind::Relation);
            if let Some(quote) = quotes.into_iter().find(|quote| !said(quote)) {
                return fail(format!("“{quote}” stands in none of its texts"));
            }
            if let Some(n) = row.reports.iter().find(|n| **n == 0 || **n > self.reports.len()) {
                return fail(format!("there is no report {n}"));
            }
        }
        Ok(())
    }
}

struct Reading {
    page: Result<Page, String>,
}

impl Reading {
    fn of(path: &Path, written: &str) -> Reading {
        let mut page = Page {
            path: path.to_owned(),
            title: String::new(),
            status: Known::Right,
            mirror: Vec::new(),
            prose: 0,
            reports: Vec::new(),
            sources: Vec::new(),
            rulings: Vec::new(),
            rows: Vec::new(),
            rulebooks: Vec::new(),
            table: Table::Expected,
        };
        let mut lines = written.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            let step = if let Some(head) = line.strip_prefix("```") {
                let body: Vec<&str> =
                    lines.by_ref().map(|(_, l)| l).take_while(|l| *l != "```").collect();
                page.block(head, &body.join("\n"))
            } else {
                page.line(line)
            };
            if let Err(why) = step {
                return Reading { page: Err(format!("{}:{}: {why}", path.display(), at + 1)) };
            }
        }
        Reading { page: Ok(page) }
    }
}

impl Page {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(title) = line.strip_prefix("# ") {
            self.title = title.trim().to_owned();
        } else if let Some(status) = line.strip_prefix("status:") {
            self.status = status_of(status)?;
        } else if let Some(pairs) = line.strip_prefix("mirror:") {
            self.mirror = pairs.split(';').map(pair).collect::<Result<_, _>>()?;
        } else if line.starts_with('|') {
            self.table = Table::headed(line).unwrap_or(self.table);
            match self.table {
                Table::Expected => self.rows.extend(Row::parse(line)?),
                Table::Judgements => self.rulings.extend(Ruling::parse(line)?),
                Table::Grades => self.rows.extend(graded::parse(line)?),
            }
        } else {
            self.prose += line.chars().filter(|c| c.is_alphabetic()).count();
        }
        Ok(())
    }

    /// Takes a fenced block: `text` with its marks, a rulebook as `toml`, or a file of another format
    /// as received.
    fn block(&mut self, head: &str, body: &str) -> Result<(), String> {
        let (kind, marks) = head.split_once(' ').unwrap_or((head, ""));
        let format = match kind {
            "text" => {
                let report = self.report(marks, body);
                self.reports.push(report?);
                return Ok(());
            }
            "toml" => {
                self.rulebooks.push(body.to_owned());
                return Ok(());
            }
            "sources" => {
                self.sources.push(body.to_owned());
                return Ok(());
            }
            "jsonl" => Format::JsonLines,
            "json" => Format::Json,
            "csv" => Format::Csv,
            "markdown" => Format::Markdown,
            other => return Err(format!("a block of `{other}` is not read")),
        };
        let bytes = std::io::Cursor::new(body.as_bytes().to_vec());
        let items = intake::from_reader("page", Some(format), bytes).map_err(|e| e.to_string())?;
        self.reports.extend(items.filter_map(Result::ok).map(|item| item.report));
        Ok(())
    }

    fn report(&self, marks: &str, body: &str) -> Result<Report, String> {
        let mut report = Report {
            id: ReportId(format!("r{}", self.reports.len() + 1)),
            outlet: None,
            published: None,
            url: None,
            title: None,
            lang: Some("en".into()),
            text: body.to_owned(),
        };
        for (name, value) in marks_of(marks)? {
            match name.as_str() {
                "outlet" => report.outlet = Some(value),
                "title" => report.title = Some(value),
                "lang" => report.lang = Some(value),
                "date" => {
                    let date = value.parse().map_err(|_| format!("`{value}` is not a date"))?;
                    report.published = Some(date);
                }
                other => return Err(format!("a text has no mark `{other}`")),
            }
        }
        Ok(report)
    }
}

fn status_of(written: &str) -> Result<Known, String> {
    match written.trim().split_once("known wrong") {
        Some(("", reason)) if reason.trim_matches([' ', ':', ',', '.']).len() > 10 => {
            Ok(Known::Wrong(reason.trim_matches([' ', ':', ',']).to_owned()))
        }
        _ => Err("a status is `known wrong: REASON`".to_owned()),
    }
}

fn pair(written: &str) -> Result<(String, String), String> {
    let (a, b) = written.split_once('↔').ok_or("a mirror is `NAME ↔ NAME; …`")?;
    Ok((a.trim().to_owned(), b.trim().to_owned()))
}

/// Reads `name=value` and `name="some words"`.
fn marks_of(written: &str) -> Result<Vec<(String, String)>, String> {
    let mut out = Vec::new();
    let mut rest = written.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(format!("`{rest}` is no mark"))?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or("a mark's quotation does not end")?,
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        out.push((name.to_owned(), value.to_owned()));
        rest = after.trim();
    }
    Ok(out)
}

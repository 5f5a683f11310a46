//! Reads a page's reports, builds its case, and holds its rows against what came out.

use std::collections::BTreeMap;

use rashomon::json::case::Claim;
use rashomon::json::reading::Reading;
use rashomon::{Ask, CaseFile, Entry, Reader, read_sources};

use super::mirror;
use super::page::Page;
use super::row::Row;
use super::ruling::Ruling;
use super::said::{Kind, Said};
use super::said_case::of_case;
use super::said_numbers::of_numbers;
use super::said_report::of_reading;

/// What came of one page, as written and mirrored.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Rows that do not hold, as written and then mirrored.
    pub misses: Vec<Miss>,
}

/// One row that does not hold.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The row.
    pub row: Row,
    /// Whether that was in the mirror.
    pub mirrored: bool,
    /// The nearest statements, or those that should not be.
    pub instead: Vec<String>,
}

impl Outcome {
    /// Tells whether every row holds.
    pub fn holds(&self) -> bool {
        self.misses.is_empty()
    }

    /// Writes the differences for people.
    pub fn differences(&self, page: &Page) -> String {
        let mut out = format!("\n{}: {}", page.name(), page.title);
        for miss in &self.misses {
            let head = if miss.row.not { "came out though not expected" } else { "does not hold" };
            let side = if miss.mirrored { " (parties swapped)" } else { "" };
            out.push_str(&format!("\n  {head}{side}:\n    - {}", miss.row.line));
            for said in &miss.instead {
                out.push_str(&format!("\n    + {said}"));
            }
        }
        out
    }
}

/// Runs a page, and its mirror where it has one.
pub fn page(reader: &Reader, page: &Page) -> Outcome {
    let said = everything(reader, page);
    let mut misses = misses(page, &said, false);
    if let Some(mirrored) = mirror::of(page) {
        let swapped = everything(reader, &mirrored);
        misses.extend(self::misses(&mirrored, &swapped, true));
    }
    Outcome { misses }
}

fn misses(page: &Page, said: &[Said], mirrored: bool) -> Vec<Miss> {
    let several = page.reports.len() > 1;
    let miss = |row: &Row| {
        let met: Vec<&Said> = said.iter().filter(|said| row.is_met_by(said)).collect();
        let instead = match (row.not, met.is_empty()) {
            (true, true) | (false, false) => return None,
            (true, false) => met.iter().map(|said| said.row(several)).collect(),
            (false, true) => nearest(row, said, several),
        };
        Some(Miss { row: row.clone(), mirrored, instead })
    };
    page.rows.iter().filter_map(miss).collect()
}

fn nearest(row: &Row, said: &[Said], several: bool) -> Vec<String> {
    let mut near: Vec<(usize, &Said)> = said.iter().map(|s| (row.distance(s), s)).collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.iter().filter(|(distance, _)| *distance < 8).take(3).map(|(_, s)| s.row(several)).collect()
}

/// Lists everything the program says of a page.
pub fn everything(reader: &Reader, page: &Page) -> Vec<Said> {
    let mut out = Vec::new();
    for (at, report) in page.reports.iter().enumerate() {
        let reading = Reading::of(report, &reader.read(report));
        out.extend(of_reading(at + 1, &reading));
    }
    if page.reports.len() > 1 || page.rows.iter().any(|row| row.kind.is_of_case()) {
        out.extend(together(reader, page));
    }
    out.retain(|said| said.kind != Kind::SameEvent || said.reports.len() > 1);
    out
}

/// Enters the judgements of a page, in order.
fn judge(case: &mut CaseFile, page: &Page) {
    let reports: Vec<String> = page.reports.iter().map(|r| r.id.to_string()).collect();
    let mut entered: Vec<String> = Vec::new();
    for ruling in &page.rulings {
        let fail = |why: String| -> ! { panic!("{}: {}: {why}", page.name(), ruling.line) };
        let ask = ruling.ask(&reports, &entered).unwrap_or_else(|why| fail(why));
        let events = case.events().expect("the events read");
        let set_aside = case.set_aside().expect("they read");
        let claim = |report: usize, quote: &str, slot: Option<&str>| -> Option<String> {
            let report = reports.get(report.checked_sub(1)?)?;
            let rejected = events.iter().flat_map(|event| &event.rejected).chain(&set_aside);
            let claims = events.iter().flat_map(|event| &event.claims);
            let mut claims = claims.chain(rejected.map(|rejected| &rejected.claim));
            let is_meant = |c: &&Claim| {
                c.report == *report && c.quote.contains(quote) && slot.is_none_or(|s| c.slot == s)
            };
            claims.find(is_meant).map(|c| c.id.clone())
        };
        let ask = Ruling::with_claims(ask, claim)
            .unwrap_or_else(|| fail("no claim rests on these words".to_owned()));
        let ask = match (ask, ruling.added_words()) {
            (Ask::Add(mut asked), Some((report, words))) => {
                let held = report.checked_sub(1).and_then(|at| page.reports.get(at));
                let held = held.unwrap_or_else(|| fail("there is no such report".to_owned()));
                let at = held.text.find(words).unwrap_or_else(|| fail("no such words".to_owned()));
                let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
                let start = count(&held.text[..at]);
                asked.report = held.id.to_string();
                asked.span = [start, start + count(words)];
                Ask::Add(asked)
            }
            (ask, _) => ask,
        };
        let stamp = ("2031-01-02T00:00:00Z", "casebook");
        match case.judge(&ask, &ruling.why, stamp) {
            Ok(changed) => entered.push(changed.judgement.id),
            Err(error) => fail(error.to_string()),
        }
    }
}

fn together(reader: &Reader, page: &Page) -> Vec<Said> {
    let folder = tempfile::tempdir().expect("a folder for the case");
    let mut case = CaseFile::open_or_create(folder.path().join("page.rashomon")).expect("a case");
    let entries = page.reports.iter().map(|report| Entry {
        raw: report.text.clone().into_bytes(),
        report: report.clone(),
        diagnostics: Vec::new(),
        received: None,
    });
    case.add(reader, entries, ("2031-01-01T00:00:00Z", "casebook"), &mut |_| ()).expect("added");
    for (at, book) in page.rulebooks.iter().enumerate() {
        let stamp = ("2031-01-01T00:00:00Z", "casebook");
        let kept = case.import_rulebook(&format!("own-{}.toml", at + 1), book, stamp);
        kept.unwrap_or_else(|error| panic!("{}: {error}", page.name()));
    }
    for table in &page.sources {
        let read = read_sources("page", table.as_bytes()).unwrap_or_else(|why| panic!("{why}"));
        assert!(read.skipped.is_empty(), "{}: {:?}", page.name(), read.skipped);
        case.keep_sources(&read, ("2031-01-01T00:00:00Z", "casebook")).expect("kept");
    }
    case.refresh().expect("derived");
    judge(&mut case, page);
    let order: BTreeMap<String, usize> =
        page.reports.iter().enumerate().map(|(at, r)| (r.id.to_string(), at + 1)).collect();
    let whole = case.case().expect("the case reads");
    let mut out = of_case(&whole, &order);
    // The gazetteer is loaded for them: only where a page asks.
    if page.rows.iter().any(|row| matches!(row.kind, Kind::Number | Kind::Gap)) {
        out.extend(of_numbers(&case, &whole, &order));
    }
    out
}

//! Web archives: captured pages and documents as reports.
//!
//! In: a WARC stream. Out: the items of each response or resource that is a document; its address
//! is the report's, the time of capture is kept beside it and is never a day of publication. Raw
//! bytes are the whole record, which is a WARC file by itself. Images, scripts, redirects and
//! errors are passed over and counted in a note; a revisit whose page is elsewhere is named, and so
//! is a record whose digests do not hold. In a WACZ only listed pages are taken. Must hold: nothing
//! is taken from a record that is not what the archive says it sealed.

mod digest;
mod http;
mod kind;
mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use self::http::Response;
use self::kind::Document;
use self::record::{Record, Records};
use super::super::options::Context;
use super::super::source::Source;
use super::super::{Captured, Intake, IntakeProblem, Limit, Received, canonical, start};

pub(super) use self::digest::holds;

/// The items of a web archive.
pub(super) struct Warc {
    path: PathBuf,
    records: Records,
    context: Context,
    current: Option<Page>,
    /// Records passed over, by why.
    passed: BTreeMap<&'static str, usize>,
    /// Whether any record was of a page, taken or not.
    any: bool,
    ended: bool,
}

/// A record that is being read.
struct Page {
    items: Intake,
    uri: String,
    captured: Captured,
    raw: Vec<u8>,
    document: Document,
}

/// What becomes of a record.
enum Fate {
    Read(Page),
    Named(IntakeProblem),
    /// Passed over, for a reason that is counted.
    Passed(&'static str),
    /// Held already, or taken later from the list of pages.
    Known,
    /// Passed over as every archive has it: what was asked, what was set.
    Silent,
}

const OTHERS: &str = "images, scripts and other files that are no documents";
const NOT_FOUND: &str = "redirects and errors of servers";
const AGAIN: &str = "repeated captures of what this archive holds";
const UNLISTED: &str = "documents that its list of pages does not have";

impl Warc {
    pub fn new(path: &Path, stream: Box<dyn Read + Send>, context: Context) -> Warc {
        let records = Records::new(stream, context.limits());
        let passed = BTreeMap::new();
        Warc {
            path: path.to_owned(),
            records,
            context,
            current: None,
            passed,
            any: false,
            ended: false,
        }
    }

    fn fate(&self, record: Record) -> Fate {
        if matches!(record.field("WARC-Type"), Some("warcinfo" | "request" | "metadata") | None) {
            return Fate::Silent;
        }
        let Some(uri) = record.uri().filter(|uri| kind::is_of_the_web(uri)).map(str::to_owned)
        else {
            return Fate::Silent;
        };
        let name = |problem: IntakeProblem| {
            Fate::Named(IntakeProblem { path: PathBuf::from(&uri), ..problem })
        };
        let refuse = |what: &str, remedy: &str| {
            name(IntakeProblem::new(Path::new(&uri), None, what, remedy))
        };
        let listed = self.context.pages.as_ref();
        if listed.is_some_and(|pages| !pages.wants(&uri)) {
            return Fate::Passed(UNLISTED);
        }
        if record.field("WARC-Segment-Number").is_some_and(|n| n != "1")
            || record.field("WARC-Type") == Some("continuation")
        {
            return refuse(
                "a page in several records, which is not put together",
                "capture it again",
            );
        }
        let response = Response::of(record.block());
        let is_revisit = record.field("WARC-Type") == Some("revisit");
        if let Some(response) = &response
            && response.status != 200
            && !(is_revisit && response.status == 304)
        {
            if let (Some(pages), Some(to)) = (listed, response.field("location")) {
                pages.redirect(&uri, to);
            }
            return Fate::Passed(NOT_FOUND);
        }
        let stated = match &response {
            Some(response) => response.field("content-type"),
            None => record.field("Content-Type"),
        };
        let body = response.as_ref().map_or(record.block(), |response| response.body);
        if is_revisit {
            return self.revisit(&record, &uri, stated);
        }
        let dechunked = response.as_ref().map_or(Cow::Borrowed(body), Response::dechunked);
        let Some(document) = Document::of(stated, &uri, &dechunked) else {
            return Fate::Passed(OTHERS);
        };
        if record.too_large {
            let limit = Limit::Item.at(self.context.limits().item);
            return name(IntakeProblem::of_limit(Path::new(&uri), None, limit));
        }
        if !self.digests_hold(&record, body, response.as_ref()) {
            let remedy = "get the archive again: these bytes are not what was captured";
            return refuse("its digest does not hold", remedy);
        }
        if document.is_one_report() && self.context.is_held(&record.raw) {
            if let Some(pages) = listed {
                pages.found(&uri);
            }
            return Fate::Known;
        }
        let payload = match &response {
            Some(response) => response.decoded(&self.context),
            None => Ok(body.to_vec()),
        };
        let payload = match payload {
            Ok(payload) => document.in_utf8(payload, stated),
            Err(error) => return name(IntakeProblem::of_io(Path::new(&uri), "decode", &error)),
        };
        let captured =
            Captured { at: record.field("WARC-Date").map(str::to_owned), url: Some(uri.clone()) };
        match start(document.path(), Source::of_bytes(payload), &self.context) {
            Ok(items) => Fate::Read(Page { items, uri, captured, raw: record.raw, document }),
            Err(problem) if listed.is_some_and(|pages| pages.has_words(&uri)) => {
                // The list of pages has the words that the browser showed: they are taken later.
                drop(problem);
                Fate::Known
            }
            Err(problem) => name(problem),
        }
    }

    /// Tells whether every digest that can be checked holds. Some writers take that of the body as
    /// sent, some without its chunks, some decoded.
    fn digests_hold(&self, record: &Record, body: &[u8], response: Option<&Response<'_>>) -> bool {
        let block = record.field("WARC-Block-Digest").and_then(|d| holds(d, record.block()));
        if block == Some(false) {
            return false;
        }
        let Some(stated) = record.field("WARC-Payload-Digest") else { return true };
        let payload = holds(stated, body) != Some(false)
            || response.is_some_and(|response| {
                holds(stated, &response.dechunked()) == Some(true)
                    || response
                        .decoded(&self.context)
                        .is_ok_and(|body| holds(stated, &body) == Some(true))
            });
        if payload {
            let mut known = self.context.payloads.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(stated.to_owned());
        }
        payload
    }

    fn revisit(&self, record: &Record, uri: &str, stated: Option<&str>) -> Fate {
        if stated.is_some_and(|stated| Document::of(Some(stated), uri, b"").is_none()) {
            return Fate::Passed(OTHERS);
        }
        let known = self.context.payloads.lock().unwrap_or_else(PoisonError::into_inner);
        if record.field("WARC-Payload-Digest").is_some_and(|digest| known.contains(digest)) {
            return Fate::Passed(AGAIN);
        }
        let of = record.field("WARC-Refers-To-Target-URI").unwrap_or(uri);
        let at = record.field("WARC-Refers-To-Date").unwrap_or("an earlier time");
        let what = format!("a revisit: the page itself was captured at {at}, and is not in here");
        let remedy = format!("add the archive that holds {of}");
        Fate::Named(IntakeProblem::new(Path::new(uri), None, &what, &remedy))
    }

    fn outward(&self, mut problem: IntakeProblem) -> IntakeProblem {
        problem.inside(&self.path);
        problem
    }

    /// Says once what was passed over.
    fn said(&mut self) -> Option<IntakeProblem> {
        let passed = std::mem::take(&mut self.passed);
        if passed.is_empty() {
            return None;
        }
        let told: Vec<String> = passed.iter().map(|(why, n)| format!("{n} {why}")).collect();
        let what = format!("passed over: {}", told.join("; "));
        let remedy = "nothing to do; take a file out of the archive and add it where it is wanted";
        Some(IntakeProblem::note(&self.path, &what, remedy))
    }
}

impl Page {
    fn item(&mut self, path: &Path) -> Option<Result<Received, IntakeProblem>> {
        Some(match self.items.next()? {
            Ok(mut received) => {
                if self.document.is_one_report() || received.report.url.is_none() {
                    received.report.url = Some(canonical(&self.uri).into_owned());
                }
                received.raw.clone_from(&self.raw);
                received.place.path = PathBuf::from(&self.uri);
                received.place.inside(path);
                received.place.captured = Some(self.captured.clone());
                Ok(received)
            }
            Err(mut problem) => {
                problem.path = PathBuf::from(&self.uri);
                problem.inside(path);
                Err(problem)
            }
        })
    }
}

impl Iterator for Warc {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(page) = &mut self.current {
                match page.item(&self.path) {
                    Some(Ok(received)) => {
                        if let Some(pages) = &self.context.pages {
                            pages.found(&page.uri);
                        }
                        return Some(Ok(received));
                    }
                    Some(Err(problem)) => {
                        let words = self.context.pages.as_ref();
                        if !words.is_some_and(|pages| pages.has_words(&page.uri)) {
                            return Some(Err(problem));
                        }
                    }
                    None => self.current = None,
                }
                continue;
            }
            if self.ended || self.context.purse.is_spent() {
                return self.said().map(Err);
            }
            let limits = self.context.limits();
            match self.records.next() {
                Ok(Some(record)) => {
                    if let Err(limit) = self.context.purse.pay_member(&limits) {
                        return Some(Err(IntakeProblem::of_limit(&self.path, None, limit)));
                    }
                    let fate = self.fate(record);
                    self.any |= !matches!(fate, Fate::Silent);
                    match fate {
                        Fate::Read(page) => self.current = Some(page),
                        Fate::Named(problem) => return Some(Err(self.outward(problem))),
                        Fate::Passed(why) => *self.passed.entry(why).or_default() += 1,
                        Fate::Known | Fate::Silent => {}
                    }
                }
                Ok(None) => {
                    self.ended = true;
                    if !self.any {
                        let what = match self.records.number {
                            0 => "no record in the archive",
                            _ => "no captured page in the archive",
                        };
                        let problem = IntakeProblem::new(&self.path, None, what, "leave it out");
                        return Some(Err(problem));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    let rest = format!("all from record {}", self.records.number.max(1));
                    let problem = IntakeProblem::of_io(Path::new(&rest), "read", &error);
                    return Some(Err(self.outward(problem)));
                }
            }
        }
    }
}

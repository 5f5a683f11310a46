//! WACZ, and any ZIP archive with a data package: members held to their listed digests.
//!
//! In: an archive with a `datapackage.json`. Out: its members whose SHA-256 is the one listed; of a
//! WACZ the pages that its lists name, from the web archives inside. Where a page's own bytes hold
//! no words (a script wrote them), the words that the list keeps are taken. A listed page without a
//! record is named. Must hold: a web archive that the package does not list, or lists with another
//! digest, is not read. WACZ 1.1.1.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::super::fields::{Cell, Cells, Field};
use super::super::limits::read_item;
use super::super::lines::{Line, Lines};
use super::super::{Captured, IntakeProblem, Items, Limits, Received, Where};
use super::directory::Entry;
use super::names::Name;
use super::zip::Archive;
use super::{Member, Walk, warc};

const PACKAGE: &[u8] = b"datapackage.json";
const PACKAGE_DIGEST: &[u8] = b"datapackage-digest.json";

/// Tells whether an archive is a data package.
pub(super) fn is_package(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.name == PACKAGE)
}

#[derive(Deserialize)]
struct Package {
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: Option<String>,
    name: Option<String>,
    hash: Option<String>,
}

/// Opens a package.
pub(super) fn open(archive: Archive, entries: Vec<Entry>) -> Result<Items, IntakeProblem> {
    let listed = listed(&archive, &entries).map_err(|mut problem| {
        problem.inside(&archive.path);
        problem
    })?;
    let is_web = |entry: &Entry| entry.name.starts_with(b"archive/") && !entry.is_folder();
    let of_web = entries.iter().any(is_web);
    let mut context = archive.context.clone();
    let mut said = Vec::new();
    if of_web {
        let pages = pages(&archive, &entries, &listed, &mut said);
        context.pages = pages.map(Arc::new);
    }
    let wanted = move |entry: &Entry| match of_web {
        true => is_web(entry),
        false => !entry.is_folder() && !entry.name.starts_with(b"datapackage"),
    };
    let (path, pages) = (archive.path.clone(), context.pages.clone());
    let members = entries.into_iter().filter(wanted).map(move |entry| {
        sealed(&archive, &listed, &entry, of_web)?;
        archive.member(&entry)
    });
    let walk = Walk::new(&path, Box::new(said.into_iter().map(Err).chain(members)), context);
    let left = std::iter::once_with(move || pages.map(|pages| pages.left(&path)));
    Ok(Box::new(walk.chain(left.flatten().flatten())))
}

/// Reads the list of members with their digests, and holds it to its own.
fn listed(archive: &Archive, entries: &[Entry]) -> Result<BTreeMap<String, String>, IntakeProblem> {
    let name = Path::new("datapackage.json");
    let find = |wanted: &[u8]| entries.iter().find(|entry| entry.name == wanted);
    let bytes = match find(PACKAGE) {
        Some(entry) => bytes(archive, entry)?,
        None => Vec::new(),
    };
    if let Some(entry) = find(PACKAGE_DIGEST) {
        let stated = serde_json::from_slice::<Resource>(&self::bytes(archive, entry)?).ok();
        let hash = stated.and_then(|stated| stated.hash);
        if hash.is_some_and(|hash| warc::holds(&hash, &bytes) == Some(false)) {
            let what = "the list of members was changed since it was sealed";
            return Err(IntakeProblem::new(name, None, what, AGAIN));
        }
    }
    let package: Package = serde_json::from_slice(&bytes).map_err(|error| {
        let what = format!("the list of members does not read ({error})");
        IntakeProblem::new(name, None, &what, AGAIN)
    })?;
    let with_hash = |resource: Resource| Some((resource.path.or(resource.name)?, resource.hash?));
    Ok(package.resources.into_iter().filter_map(with_hash).collect())
}

const AGAIN: &str = "get the archive again, or unpack it and add what you trust";

fn bytes(archive: &Archive, entry: &Entry) -> Result<Vec<u8>, IntakeProblem> {
    let member = archive.member(entry)?;
    let read = read_item(member.source.stream(), &archive.context.limits());
    let shown = || Name::of(&entry.name).shown;
    read.map_err(|error| IntakeProblem::of_io(Path::new(&shown()), "read", &error))
}

/// Holds a member to the digest that is listed for it.
fn sealed(
    archive: &Archive,
    listed: &BTreeMap<String, String>,
    entry: &Entry,
    must_be_listed: bool,
) -> Result<(), IntakeProblem> {
    let name = Name::of(&entry.name).shown;
    let refuse = |what: &str| Err(IntakeProblem::new(Path::new(&name), None, what, AGAIN));
    let Some(stated) = listed.get(&*String::from_utf8_lossy(&entry.name)) else {
        let unlisted = must_be_listed && !listed.is_empty();
        return if unlisted { refuse("not in the list of members") } else { Ok(()) };
    };
    let Some(stated) = stated.strip_prefix("sha256:") else { return Ok(()) };
    let once = Archive { slice: archive.slice.clone().unmetered(), ..archive.clone() };
    let mut stream = once.member(entry)?.source.stream();
    let mut digest = Sha256::new();
    let mut lot = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut lot) {
            Ok(0) => break,
            Ok(count) => digest.update(lot.get(..count).unwrap_or_default()),
            Err(error) => return Err(IntakeProblem::of_io(Path::new(&name), "read", &error)),
        }
    }
    let own =
        digest.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    if own.eq_ignore_ascii_case(stated) {
        Ok(())
    } else {
        refuse("its digest is not the listed one")
    }
}

/// The pages that a WACZ lists, and which of them were found.
#[derive(Debug, Default)]
pub(in super::super) struct Pages(Mutex<Listed>);

#[derive(Debug, Default)]
struct Listed {
    pages: Vec<Page>,
    by_address: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct Page {
    told: Told,
    list: String,
    line: u64,
    /// The line itself, where it has words.
    raw: Vec<u8>,
    found: bool,
}

/// A line of a list of pages.
#[derive(Debug, Deserialize)]
struct Told {
    url: Option<String>,
    ts: Option<String>,
    title: Option<String>,
    text: Option<String>,
}

fn bare(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

impl Pages {
    fn lock(&self) -> MutexGuard<'_, Listed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells whether an address is that of a listed page, or one it was sent on to.
    pub fn wants(&self, uri: &str) -> bool {
        self.lock().by_address.contains_key(bare(uri))
    }

    /// Tells whether the list keeps words of a page.
    pub fn has_words(&self, uri: &str) -> bool {
        let listed = self.lock();
        let pages = listed.by_address.get(bare(uri));
        pages.is_some_and(|pages| pages.iter().any(|n| !listed.pages[*n].raw.is_empty()))
    }

    /// Notes that a page was found.
    pub fn found(&self, uri: &str) {
        let mut listed = self.lock();
        let pages = listed.by_address.get(bare(uri)).cloned().unwrap_or_default();
        for page in pages {
            listed.pages[page].found = true;
        }
    }

    /// Notes that a listed address sends on to another.
    pub fn redirect(&self, from: &str, to: &str) {
        let to = match to.strip_prefix("//") {
            Some(rest) => format!("{}://{rest}", from.split(':').next().unwrap_or("https")),
            None if to.starts_with('/') => {
                let host = from.match_indices('/').nth(2).map_or(from.len(), |(at, _)| at);
                format!("{}{to}", from.get(..host).unwrap_or(from))
            }
            None => to.to_owned(),
        };
        let mut listed = self.lock();
        let pages = listed.by_address.get(bare(from)).cloned().unwrap_or_default();
        listed.by_address.entry(bare(&to).to_owned()).or_default().extend(pages);
    }

    /// Gives what was not found: its words where the list keeps them, or its name.
    fn left(&self, archive: &Path) -> Vec<Result<Received, IntakeProblem>> {
        let pages = std::mem::take(&mut self.lock().pages);
        let left = pages.into_iter().filter(|page| !page.found);
        left.map(|page| {
            let item = page.item();
            item.map(|mut received| {
                received.place.inside(archive);
                received
            })
            .map_err(|mut problem| {
                problem.inside(archive);
                problem
            })
        })
        .collect()
    }
}

impl Page {
    fn item(self) -> Result<Received, IntakeProblem> {
        let list = Path::new(&self.list);
        let Told { url, ts, title, text } = self.told;
        let Some(text) = text.filter(|_| !self.raw.is_empty()) else {
            let what = format!("no capture in the archive of the page {}", url.unwrap_or_default());
            let remedy = "add the archive that holds it, or capture it again";
            return Err(IntakeProblem::new(list, Some(self.line), &what, remedy));
        };
        let mut cells = Cells::default();
        for (field, cell) in
            [(Field::Text, Some(text)), (Field::Title, title), (Field::Url, url.clone())]
        {
            if let Some(cell) = cell {
                cells.put_field(field, 0, Cell::Text(cell));
            }
        }
        let mut diagnostics = Vec::new();
        let report = cells.report(list, Some(self.line), &mut diagnostics)?;
        let place = Where {
            format: Some("wacz-text/1"),
            captured: Some(Captured { at: ts, url }),
            ..Where::new(list, Some(self.line))
        };
        Ok(Received { report, raw: self.raw, place, diagnostics })
    }
}

/// Reads the lists of pages; none where there is none, and then every page is taken.
fn pages(
    archive: &Archive,
    entries: &[Entry],
    sealed_as: &BTreeMap<String, String>,
    said: &mut Vec<IntakeProblem>,
) -> Option<Pages> {
    let mut listed = Listed::default();
    let mut words = archive.context.limits().item;
    let is_list =
        |entry: &&Entry| entry.name.starts_with(b"pages/") && entry.name.ends_with(b".jsonl");
    for entry in entries.iter().filter(is_list) {
        let name = Name::of(&entry.name).shown;
        let opened = sealed(archive, sealed_as, entry, true).and_then(|()| archive.member(entry));
        let read = opened.and_then(|member: Member| {
            let stream = member.source.stream();
            list(stream, &name, &archive.context.limits(), &mut words, &mut listed)
        });
        said.extend(read.err());
    }
    (!listed.pages.is_empty()).then(|| Pages(Mutex::new(listed)))
}

fn list(
    stream: Box<dyn Read + Send>,
    name: &str,
    limits: &Limits,
    words: &mut u64,
    listed: &mut Listed,
) -> Result<(), IntakeProblem> {
    let mut lines = Lines::new(BufReader::new(stream), limits.item_len());
    loop {
        let line = lines.next();
        let line = line.map_err(|error| IntakeProblem::of_io(Path::new(name), "read", &error))?;
        let raw = match line {
            None => return Ok(()),
            Some(Line::TooLong) => continue,
            Some(Line::Whole(raw)) => raw,
        };
        let Ok(mut told) = serde_json::from_slice::<Told>(&raw) else { continue };
        // The first line describes the list.
        let Some(url) = &told.url else { continue };
        let number = listed.pages.len();
        listed.by_address.entry(bare(url).to_owned()).or_default().push(number);
        let has_words = told.text.as_ref().is_some_and(|text| !text.trim().is_empty());
        // Words are held as far as one item may go, all pages together.
        let left = words.checked_sub(raw.len() as u64).filter(|_| has_words);
        let raw = match left {
            Some(left) => {
                *words = left;
                raw
            }
            None => Vec::new(),
        };
        if raw.is_empty() {
            told.text = None;
        }
        let (list, line) = (name.to_owned(), lines.number);
        listed.pages.push(Page { told, list, line, raw, found: false });
    }
}

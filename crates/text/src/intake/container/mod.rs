//! Containers: files whose members are read as if they were files.
//!
//! In: the bytes of a ZIP, tar, gzip, WARC or WACZ, on disk, in memory or going by. Out: the items
//! of their members, each with the names that lead to it. Nothing is unpacked to disk, and memory
//! holds one item; an archive inside a compressed one is held whole, and counts as an item. What
//! cannot be taken is named with its container and member, and the rest goes on. Must hold: names
//! inside a container lead nowhere: they are labels.

mod directory;
mod gzip;
mod names;
mod tar;
mod wacz;
mod warc;
mod zip;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rashomon_model::{Diagnostic, DiagnosticCode};

use super::options::Context;
use super::source::Source;
use super::{Intake, IntakeProblem, Items, Received, start};

pub(super) use wacz::Pages;

/// A kind of container, told by the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Gzip,
    Tar,
    Warc,
}

/// First members of files that are ZIP archives by construction only: documents of offices, books.
const DOCUMENTS: [&[u8]; 7] =
    [b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/", b"xl/", b"word/", b"ppt/"];

impl Kind {
    /// Tells a container by its first bytes; a document that is a ZIP archive inside is none.
    pub fn of(path: &Path, prefix: &[u8]) -> Option<Kind> {
        let begins = |signature: &[u8]| prefix.starts_with(signature);
        if begins(b"PK\x03\x04") {
            let name = prefix.get(30..).unwrap_or_default();
            let document = DOCUMENTS.iter().any(|first| name.starts_with(first));
            return (!document).then_some(Kind::Zip);
        }
        if begins(b"PK\x05\x06") {
            return Some(Kind::Zip);
        }
        if begins(b"\x1F\x8B") {
            return Some(Kind::Gzip);
        }
        let named = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("warc"));
        if begins(b"WARC/1.") || begins(b"WARC/") && named {
            return Some(Kind::Warc);
        }
        tar::is_tar(prefix).then_some(Kind::Tar)
    }
}

/// Opens a container.
pub(super) fn open(
    path: &Path,
    kind: Kind,
    source: Source,
    context: &Context,
) -> Result<Intake, IntakeProblem> {
    let inside = context.deeper(path)?;
    let items: Items = match kind {
        Kind::Zip => zip::open(path, source, inside)?,
        Kind::Gzip => gzip::open(path, source, &inside)?,
        Kind::Tar => Box::new(Walk::new(path, Box::new(tar::Tar::new(source)), inside)),
        Kind::Warc => Box::new(warc::Warc::new(path, source.stream(), inside)),
    };
    Ok(Intake { items })
}

/// One member of a container.
struct Member {
    name: names::Name,
    source: Source,
}

/// The members of a container in order; a problem bears the member's name as its path.
type Members = Box<dyn Iterator<Item = Result<Member, IntakeProblem>> + Send>;

/// The items of all members.
struct Walk {
    container: PathBuf,
    members: Members,
    context: Context,
    current: Option<Open>,
    seen: HashMap<String, usize>,
    any: bool,
    ended: bool,
}

/// A member that is being read.
struct Open {
    items: Intake,
    label: PathBuf,
    odd: Option<Diagnostic>,
}

impl Walk {
    fn new(container: &Path, members: Members, context: Context) -> Walk {
        Walk {
            container: container.to_owned(),
            members,
            context,
            current: None,
            seen: HashMap::new(),
            any: false,
            ended: false,
        }
    }

    fn fail(&self, mut problem: IntakeProblem, label: Option<&Path>) -> IntakeProblem {
        if let Some(label) = label {
            problem.path = label.to_owned();
        }
        problem.inside(&self.container);
        problem
    }

    /// Opens the next member.
    fn enter(&mut self, member: Member) -> Result<(), IntakeProblem> {
        let Member { name, source } = member;
        if name.is_hidden() {
            return Ok(());
        }
        self.any = true;
        if let Err(limit) = self.context.purse.pay_member(&self.context.limits()) {
            return Err(IntakeProblem::of_limit(&self.container, None, limit));
        }
        let (label, again) = self.label(&name);
        let opened = start(Path::new(&name.shown), source, &self.context);
        let items = opened.map_err(|problem| self.fail(problem, Some(&label)))?;
        self.current = Some(Open { items, label, odd: name.said().or(again) });
        Ok(())
    }

    /// Tells members of one name apart.
    fn label(&mut self, name: &names::Name) -> (PathBuf, Option<Diagnostic>) {
        let count = self.seen.entry(name.shown.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return (PathBuf::from(&name.shown), None);
        }
        let label = format!("{} ({count})", name.shown);
        let said = Diagnostic {
            code: DiagnosticCode("odd-member-name"),
            span: None,
            message: format!("the container has several members of this name: this is {label}"),
        };
        (PathBuf::from(label), Some(said))
    }

    fn outward(
        container: &Path,
        open: &Open,
        item: Result<Received, IntakeProblem>,
    ) -> Result<Received, IntakeProblem> {
        match item {
            Ok(mut received) => {
                received.place.path.clone_from(&open.label);
                received.place.inside(container);
                received.diagnostics.extend(open.odd.clone());
                Ok(received)
            }
            Err(mut problem) => {
                problem.path.clone_from(&open.label);
                problem.inside(container);
                Err(problem)
            }
        }
    }
}

impl Iterator for Walk {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.current {
                if let Some(item) = open.items.next() {
                    return Some(Walk::outward(&self.container, open, item));
                }
                self.current = None;
            }
            // What the whole may cost is spent: that was said where it was met.
            if self.ended || self.context.purse.is_spent() {
                return None;
            }
            let entered = match self.members.next() {
                Some(Ok(member)) => self.enter(member),
                Some(Err(problem)) => {
                    self.any = true;
                    Err(self.fail(problem, None))
                }
                None => {
                    self.ended = true;
                    let what = "no file in the archive";
                    let empty = || IntakeProblem::new(&self.container, None, what, "leave it out");
                    return (!self.any).then(|| Err(empty()));
                }
            };
            if let Err(problem) = entered {
                return Some(Err(problem));
            }
        }
    }
}

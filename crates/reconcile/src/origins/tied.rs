//! The ties between the reports of a case: copies, rewrites, translations, reposts, passages.
//!
//! In: weighed reports and the pairs worth comparing. Out: the evidence, each tie with its kind, its
//! strength, its direction and the sentences behind it, and the edges by which reports are joined.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{OriginTie, ReportSummary, TieDirection, TieKind, TiePassage, TieSource};
use rayon::prelude::*;

use super::alike::{self, Likeness};
use super::candidates::Pair;
use super::direction::direction;
use super::groups::Edge;
use super::limits::Limits;
use super::translated;
use super::weighed::Page;
use crate::parties::CaseParties;

/// So many passages are kept with a tie.
const PASSAGES: usize = 12;
/// Runs that two reports share at least, where that is all that ties them.
const RUNS: f64 = 6.0;

/// What was found between the reports of a case.
#[derive(Default)]
pub struct Ties {
    /// The evidence.
    pub ties: Vec<OriginTie>,
    /// What joins reports into origins.
    pub edges: Vec<Edge>,
    /// Pairs that words would tie and names and numbers keep apart.
    pub apart: BTreeSet<(usize, usize)>,
}

/// Finds what ties pairs of reports.
pub fn ties(
    pages: &[Page<'_>],
    pairs: &[Pair],
    parties: &CaseParties<'_>,
    limits: &Limits,
) -> Ties {
    let mut out = Ties::default();
    let mut tied = BTreeSet::new();
    let found: Vec<((usize, usize), Found)> = pairs
        .par_iter()
        .map(|&(a, b)| (a as usize, b as usize))
        .filter_map(|pair| Some((pair, between(pages, pair, parties, limits)?)))
        .collect();
    for ((a, b), found) in found {
        let Found::Tied(tie, joins) = found else {
            out.apart.insert((a, b));
            continue;
        };
        if tie.kind != TieKind::Passage {
            tied.insert((a, b));
            out.edges.push(Edge { a, b, strength: tie.strength, joins });
        }
        out.ties.push(*tie);
    }
    same_address(pages, parties, &tied, &mut out);
    out
}

/// What was found between two reports.
enum Found {
    /// Names and numbers keep them apart.
    Apart,
    /// A tie, and whether it joins by itself.
    Tied(Box<OriginTie>, bool),
}

fn between(
    pages: &[Page<'_>],
    (a, b): (usize, usize),
    parties: &CaseParties<'_>,
    limits: &Limits,
) -> Option<Found> {
    let (one, other) = (pages.get(a)?, pages.get(b)?);
    let (swap, known) = direction(one.report, other.report, parties);
    let (source, taker) = if swap { (other, one) } else { (one, other) };
    let found = if source.report.print.foreign == taker.report.print.foreign {
        let like = alike::compare(source, taker, limits);
        if like.is_apart(limits) {
            return Some(Found::Apart);
        }
        same_language(source, taker, known, &like, limits)
    } else {
        across(source, taker, known, limits).map(|tie| (tie, true))
    };
    found.map(|(tie, joins)| Found::Tied(Box::new(tie), joins))
}

fn same_language(
    source: &Page<'_>,
    taker: &Page<'_>,
    known: TieDirection,
    like: &Likeness,
    limits: &Limits,
) -> Option<(OriginTie, bool)> {
    let (one, other) = (&source.report.fingerprint, &taker.report.fingerprint);
    let (mut runs, mut share) = (other.containment(one), like.of_b);
    if known == TieDirection::Unknown {
        runs = runs.max(one.containment(other));
        share = share.max(like.of_a);
    }
    let is_copy = runs >= limits.get("runs");
    // In a short text of the genre's own words few sentences tell anything; its runs still do.
    let untold = source.sentences.is_empty() || taker.sentences.is_empty();
    if (like.lead || untold) && runs >= limits.get("alone") {
        share = share.max(runs);
    }
    // Without a telling word or a name in common, only the very same words count.
    let verbatim = is_copy
        && share >= limits.get("alone")
        && one.0.len().min(other.0.len()) as f64 * runs >= RUNS;
    let said = like.words >= limits.count("words") && like.marks.0 >= limits.count("marks-least");
    // Of what is not read, names cannot be told from words: only copies are.
    let foreign = source.report.print.foreign;
    let whole = share >= limits.get(if foreign { "alone" } else { "whole" })
        && (verbatim || (said && !foreign))
        && like.agrees(limits)
        && (like.lead || share >= limits.get("alone"));
    if !whole {
        return passage(source, taker, known, like, limits).map(|tie| (tie, false));
    }
    let kind = if is_copy { TieKind::Copy } else { TieKind::Rewrite };
    let why = sentence(kind, source.report, taker.report, known, share, runs);
    let mut tie = tie(kind, source, taker, known, share, why);
    tie.passages = like.answers.iter().map(|(p, _)| *p).take(PASSAGES).collect();
    // Who took most of it from one source took it from no other.
    let taken = known != TieDirection::Unknown && share >= limits.get("joins");
    let joins = taken || like.of_a.min(like.of_b) >= limits.get("joins");
    Some((tie, joins))
}

fn across(
    source: &Page<'_>,
    taker: &Page<'_>,
    known: TieDirection,
    limits: &Limits,
) -> Option<OriginTie> {
    let (one, other) = (&source.report.print, &taker.report.print);
    let is_taker_foreign = other.foreign;
    let found = match is_taker_foreign {
        true => translated::compare(one, other),
        false => translated::compare(other, one),
    };
    if !found.holds(limits) {
        return None;
    }
    let why = format!(
        "{} and {} have {:.0} % of their names and numbers in common, {} of them, {:.0} % in the same order",
        source.report.id,
        taker.report.id,
        found.share * 100.0,
        found.marks,
        found.order * 100.0,
    );
    let mut tie = tie(TieKind::Translation, source, taker, known, found.share, why);
    let turn = |p: TiePassage| match (is_taker_foreign, p.source) {
        (false, Some(source)) => TiePassage { source: Some(p.taker), taker: source },
        _ => p,
    };
    tie.passages = found.passages.into_iter().map(turn).take(PASSAGES).collect();
    Some(tie)
}

/// Sentences taken over word for word, where the rest is the taker's own.
fn passage(
    source: &Page<'_>,
    taker: &Page<'_>,
    known: TieDirection,
    like: &Likeness,
    limits: &Limits,
) -> Option<OriginTie> {
    if source.outlet.is_some() && source.outlet == taker.outlet {
        return None;
    }
    let verbatim = limits.get("verbatim") as f32;
    let taken: Vec<TiePassage> =
        like.answers.iter().filter(|(_, alike)| *alike >= verbatim).map(|(p, _)| *p).collect();
    // Without the news of either it is background that both have.
    let too_little =
        taken.len() < limits.count("passage") || like.words < limits.count("words") || !like.lead;
    if too_little {
        return None;
    }
    let why = format!(
        "{} of the sentences of {} stand almost word for word in {}",
        taken.len(),
        taker.report.id,
        source.report.id
    );
    let mut tie = tie(TieKind::Passage, source, taker, known, like.of_b, why);
    tie.passages = taken.into_iter().take(PASSAGES).collect();
    Some(tie)
}

fn sentence(
    kind: TieKind,
    source: &ReportSummary,
    taker: &ReportSummary,
    known: TieDirection,
    share: f64,
    runs: f64,
) -> String {
    let (a, b) = (&source.id, &taker.id);
    let (runs, share) = (runs * 100.0, share * 100.0);
    match (kind, known) {
        (TieKind::Copy, TieDirection::Unknown) => {
            format!("{a} and {b} share about {runs:.0} % of their word runs")
        }
        (TieKind::Copy, _) => format!("about {runs:.0} % of the word runs of {b} are those of {a}"),
        (_, TieDirection::Unknown) => {
            format!("{a} and {b} tell the same in {share:.0} % of their sentences, in other words")
        }
        _ => format!("{share:.0} % of what {b} tells answers {a} sentence by sentence"),
    }
}

fn tie(
    kind: TieKind,
    source: &Page<'_>,
    taker: &Page<'_>,
    direction: TieDirection,
    strength: f64,
    why: String,
) -> OriginTie {
    OriginTie {
        kind,
        from: TieSource::Report(source.report.id.clone()),
        to: taker.report.id.clone(),
        direction,
        strength: strength.clamp(0.0, 1.0),
        event: None,
        claims: Vec::new(),
        why,
        passages: Vec::new(),
    }
}

/// Reports that stand at one address are one.
fn same_address(
    pages: &[Page<'_>],
    parties: &CaseParties<'_>,
    tied: &BTreeSet<(usize, usize)>,
    out: &mut Ties,
) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (b, page) in pages.iter().enumerate() {
        let Some(url) = page.report.url.as_deref().map(bare) else { continue };
        // A bare host is where everything of an outlet stands.
        if !url.contains('/') {
            continue;
        }
        let a = *first.entry(url).or_insert(b);
        let (true, Some(other)) = (a != b, pages.get(a)) else { continue };
        if tied.contains(&(a, b)) {
            continue;
        }
        let (swap, known) = direction(other.report, page.report, parties);
        let (source, taker) = if swap { (page, other) } else { (other, page) };
        let why = format!("{} and {} stand at one address", source.report.id, taker.report.id);
        out.ties.push(tie(TieKind::Repost, source, taker, known, 1.0, why));
        out.edges.push(Edge { a, b, strength: 1.0, joins: true });
    }
}

/// An address without what does not change where it leads.
fn bare(url: &str) -> &str {
    let url = url.split(['#', '?']).next().unwrap_or(url);
    let url = url.trim_start_matches("https://").trim_start_matches("http://");
    url.trim_start_matches("www.").trim_end_matches('/')
}

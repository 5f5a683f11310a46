//! What a report leaves of itself for reconciling, which never sees a text.
//!
//! In: the reports of a case with their readings, and whom their names denote. Out: one summary each:
//! fingerprint and print of the text, and the outlets it names as its sources. Names are known from
//! the reading; of a report that was not read, every word is a name perhaps.

use rashomon_model::{
    CaseEntityId, Credit, CreditKind, EntityId, EntityKind, Print, Reading, Report, ReportId,
    ReportSummary, Sketch, Span, Style,
};
use rashomon_resolve::names::NameMethod;
use rashomon_resolve::outlets::{Outlets, Tie};
use rashomon_text::credits::credits;
use rashomon_text::dataset;
use rashomon_text::fingerprint::shingles;
use rashomon_text::print::{PrintInput, SoundKey, print};

/// Codes of the diagnostics that say that much of a report could not be read. They are all that
/// later stages look at, so a replay brings these back and no others.
pub(crate) const UNREAD: [&str; 5] =
    ["not-read-whole", "not-english", "no-words", "undecodable-bytes", "not-read"];

/// Words with which a name of an outlet may begin without being another's.
const ARTICLE: &str = "the ";

/// Summarises the reports of a case one by one.
pub(crate) struct Summaries<'c> {
    known: Known<'c>,
    method: &'c NameMethod,
}

impl<'c> Summaries<'c> {
    /// Gets to know the outlets of a case.
    pub fn of(reports: &'c [Report], method: &'c NameMethod) -> Summaries<'c> {
        let mut names: Vec<&str> = reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        Summaries { known: Known { outlets: Outlets::shipped(), names }, method }
    }

    /// Summarises one report; `denotes` says whom an entity of its reading is.
    pub fn summary(
        &self,
        report: &Report,
        reading: &Reading,
        denotes: &dyn Fn(&ReportId, EntityId) -> Option<CaseEntityId>,
    ) -> ReportSummary {
        // Rows of one table are alike in all but their cells, and no copies of each other.
        let (fingerprint, print) = match dataset::is_row(&report.text) {
            true => (Sketch::default(), Print::default()),
            false => (shingles(&report.text), print_of(report, reading, self.method)),
        };
        let unread = reading.diagnostics.iter().any(|d| UNREAD.contains(&d.code.0));
        ReportSummary {
            outlet: report.outlet.clone(),
            published: report.published,
            url: report.url.clone(),
            fingerprint,
            print,
            credits: self.known.credits(report, reading, denotes),
            words: u32::try_from(report.text.split_whitespace().count()).unwrap_or(u32::MAX),
            // A report counts as read whole unless a stage said that much could not be read.
            read_whole: !unread,
            ..ReportSummary::bare(report.id.clone())
        }
    }
}

fn print_of(report: &Report, reading: &Reading, method: &NameMethod) -> Print {
    let told = report.lang.as_deref().is_some_and(|lang| !lang.starts_with("en"));
    let foreign = told || reading.diagnostics.iter().any(|d| d.code.0 == "not-english");
    let named = |kind: EntityKind| !matches!(kind, EntityKind::People | EntityKind::Weapon);
    let mut names: Vec<Span> =
        reading.mentions.iter().filter(|m| named(m.kind)).map(|m| m.span).collect();
    names.sort_unstable();
    let direct = reading.attributions.iter().filter(|a| a.style != Style::Indirect);
    let quotes: Vec<Span> = direct.map(|a| a.content).collect();
    let sound = |word: &str| {
        let keys = method.sounds_of(word).into_iter();
        keys.map(|key| SoundKey { hash: key.hash, bits: key.bits }).collect()
    };
    print(&PrintInput {
        text: &report.text,
        foreign,
        names: &names,
        quotes: &quotes,
        sound: &sound,
    })
}

/// The outlets of a case and those that are widely known.
struct Known<'c> {
    outlets: Outlets,
    names: Vec<&'c str>,
}

impl Known<'_> {
    fn credits(
        &self,
        report: &Report,
        reading: &Reading,
        denotes: &dyn Fn(&ReportId, EntityId) -> Option<CaseEntityId>,
    ) -> Vec<Credit> {
        let outlets: Vec<(Span, Option<CaseEntityId>)> = reading
            .mentions
            .iter()
            .filter(|mention| mention.kind == EntityKind::Outlet)
            .map(|m| (m.span, m.entity.and_then(|entity| denotes(&report.id, entity))))
            .collect();
        let mut out: Vec<Credit> = Vec::new();
        let own_name = report.outlet.as_deref().map(bare);
        for place in credits(&report.text) {
            let Some(words) = place.span.of(&report.text) else { continue };
            // "Velm Post" may sign as "Velm Post Online": nobody credits himself.
            let is_own = |own: &String| own.contains(&bare(words)) || bare(words).contains(own);
            if own_name.as_ref().is_some_and(is_own) {
                continue;
            }
            let entity = outlets
                .iter()
                .find(|(span, _)| span.start < place.span.end && place.span.start < span.end)
                .and_then(|(_, entity)| entity.clone());
            let own = self.named(words);
            let listed = self.outlets.tie(words, words) == Some(Tie::Listed);
            if own.is_some() || entity.is_some() || listed {
                let name = own.unwrap_or(words).to_owned();
                out.push(Credit { kind: place.kind, name, entity, span: place.span });
            }
        }
        for (span, entity) in outlets {
            let Some(words) = span.of(&report.text) else { continue };
            if !out.iter().any(|c| c.span.start < span.end && span.start < c.span.end) {
                let name = self.named(words).unwrap_or(words).to_owned();
                out.push(Credit { kind: CreditKind::Mention, name, entity, span });
            }
        }
        out.sort_by_key(|credit| (credit.span, credit.kind));
        out
    }

    /// Returns the outlet of the case that goes by a name.
    fn named(&self, words: &str) -> Option<&str> {
        let same = self.names.iter().find(|name| bare(name) == bare(words));
        let tied = |name: &&&str| self.outlets.tie(name, words).is_some_and(|t| t != Tie::Apart);
        same.or_else(|| self.names.iter().find(tied)).copied()
    }
}

/// A name in lower case without its article.
fn bare(name: &str) -> String {
    name.to_lowercase().trim_start_matches(ARTICLE).to_owned()
}

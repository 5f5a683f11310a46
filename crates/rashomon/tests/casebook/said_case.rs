//! What the program says of several reports together.
//!
//! In: a printed case (the shape of `rashomon export`). Out: how each pair of accounts stands on
//! each slot, which reports tell one happening, which names are one, how many origins stand
//! behind a value, and what is given against interest.

use std::collections::BTreeMap;

use rashomon::json::case::{Account, Case, Claim, Event, Ground, Rejected, Slot, Voice};
use rashomon::json::reading::Value;

use super::graded;
use super::said::{Kind, Said};
use super::said_report::{about, bare, values};

/// Lists everything said of a case; `order` gives the reports by id, from 1.
pub fn of_case(case: &Case, order: &BTreeMap<String, usize>) -> Vec<Said> {
    let names: BTreeMap<&str, Vec<String>> = case
        .entities
        .iter()
        .map(|e| (e.id.as_str(), e.names.iter().map(|n| bare(&n.text)).collect()))
        .collect();
    let whole = Whole { case, order, names };
    let mut out = whole.same_names();
    out.extend(whole.origins());
    out.extend(case.judgements.iter().map(judged));
    out.extend(whole.judged(&[], &case.rejected));
    for event in &case.events {
        out.extend(whole.judged(&event.claims, &event.rejected));
        out.push(whole.same_event(event));
        out.push(whole.when(event));
        out.extend(graded::of_event(event, &whole.numbers(&event.reports)));
        out.extend(event.accounts.iter().map(|account| whole.channels(account)));
        for (name, slot) in &event.slots {
            out.extend(whole.relations(event, name, slot));
            out.extend(whole.slot_values(event, name, slot));
        }
    }
    out
}

/// Says how a judgement stands, with what there is to know of it.
fn judged(judgement: &rashomon::json::judgement::Judgement) -> Said {
    let mut said = Said::of(Kind::Judgement, Vec::new());
    said.about = vec![judgement.decided.kind.clone()];
    said.values = vec![judgement.effect.standing.clone()];
    said.values.extend(judgement.effect.notes.iter().map(|note| bare(note)));
    said
}

struct Whole<'c> {
    case: &'c Case,
    order: &'c BTreeMap<String, usize>,
    names: BTreeMap<&'c str, Vec<String>>,
}

impl Whole<'_> {
    fn numbers(&self, reports: &[String]) -> Vec<usize> {
        let mut out: Vec<usize> =
            reports.iter().filter_map(|id| self.order.get(id)).copied().collect();
        out.sort_unstable();
        out
    }

    fn forms(&self, id: Option<&String>) -> Vec<String> {
        id.and_then(|id| self.names.get(id.as_str())).cloned().unwrap_or_default()
    }

    fn same_names(&self) -> Vec<Said> {
        let one = |(entity, names): (&rashomon::json::case::Entity, &Vec<String>)| {
            let reports: Vec<String> =
                entity.names.iter().flat_map(|name| name.reports.clone()).collect();
            let mut said = Said::of(Kind::SameName, self.numbers(&reports));
            said.about = vec![entity.kind.clone()];
            said.values = names.clone();
            // The name somebody judged it should be shown under is no spelling of a report.
            said.values.extend(entity.named_by.as_ref().map(|_| bare(&entity.name)));
            said
        };
        let names = self.case.entities.iter().map(|e| (e, &self.names[e.id.as_str()]));
        names.map(one).collect()
    }

    /// Says what people made of single claims; of a corrected one both values.
    fn judged(&self, claims: &[Claim], rejected: &[Rejected]) -> Vec<Said> {
        let forms = |id: Option<&String>| self.forms(id);
        let mut out = Vec::new();
        let mut say = |claim: &Claim, word: &str, read: Option<&Value>| {
            let mut said =
                Said::of(Kind::Judged, self.numbers(std::slice::from_ref(&claim.report)));
            said.voices = self.chain(&claim.said_by);
            said.about = vec![claim.slot.clone(), word.to_owned()];
            said.values = values(&claim.slot, &claim.value, &forms);
            said.values.extend(read.iter().flat_map(|read| values(&claim.slot, read, &forms)));
            said.quotes = vec![claim.quote.clone()];
            out.push(said);
        };
        for claim in claims {
            if !claim.accepted.is_empty() {
                say(claim, "accepted", None);
            }
            if let Some(corrected) = &claim.corrected {
                say(claim, "corrected", Some(&corrected.read));
            }
            if claim.added.is_some() {
                say(claim, "added", None);
            }
        }
        rejected.iter().for_each(|rejected| say(&rejected.claim, "rejected", None));
        out
    }

    /// Says for every pair of reports how many origins they have.
    fn origins(&self) -> Vec<Said> {
        let mut out = Vec::new();
        for (at, a) in self.case.reports.iter().enumerate() {
            for b in &self.case.reports[at + 1..] {
                let both = [a.head.id.clone(), b.head.id.clone()];
                let mut said = Said::of(Kind::Origins, self.numbers(&both));
                let one = a.origin.is_some() && a.origin == b.origin;
                said.values = vec![if one { "1" } else { "2" }.to_owned()];
                out.push(said);
            }
        }
        out
    }

    fn same_event(&self, event: &Event) -> Said {
        let mut said = Said::of(Kind::SameEvent, self.numbers(&event.reports));
        said.about = vec![event.class.clone()];
        said.values = vec![event.title.clone()];
        said.quotes = event.claims.iter().map(|claim| claim.quote.clone()).collect();
        said
    }

    /// Says in how many ways a voice came.
    fn channels(&self, account: &Account) -> Said {
        let mut said = Said::of(Kind::Channels, self.numbers(&account.reports));
        said.voices = vec![self.side(account)];
        said.values = vec![account.channels.len().to_string()];
        let through = account.channels.iter().flat_map(|channel| &channel.through);
        said.about = through.filter_map(|voice| voice.text.value().cloned()).collect();
        said
    }

    /// Says between which days an event lies, and how sharp that is.
    fn when(&self, event: &Event) -> Said {
        let mut said = Said::of(Kind::When, self.numbers(&event.reports));
        said.about = vec![event.class.clone()];
        said.values = vec!["not told".to_owned()];
        if let Some(when) = &event.when {
            let one = when.earliest == when.latest;
            let both = format!("{} to {}", when.earliest, when.latest);
            said.values = vec![if one { when.earliest.clone() } else { both }];
            said.about.push(when.precision.clone());
            said.about.extend(when.part.clone());
        }
        said.quotes = event.claims.iter().map(|claim| claim.quote.clone()).collect();
        said
    }

    /// Says how each pair of accounts stands on a slot, and which account or report is silent.
    fn relations(&self, event: &Event, name: &str, slot: &Slot) -> Vec<Said> {
        let mut out = Vec::new();
        for account in event.accounts.iter().filter(|a| slot.silent.contains(&a.id)) {
            out.push(self.relation(&[account], name, "silent"));
        }
        for report in &slot.silent_reports {
            let mut said = Said::of(Kind::Relation, self.numbers(std::slice::from_ref(report)));
            said.sides = vec![said.reports.iter().map(ToString::to_string).collect()];
            said.about = vec![name.to_owned()];
            said.values = vec!["silent".to_owned()];
            out.push(said);
        }
        let account = |id: &String| event.accounts.iter().find(|a| &a.id == id);
        for pair in &slot.pairs {
            let (Some(one), Some(other)) = (account(&pair.one), account(&pair.other)) else {
                continue;
            };
            let mut said = self.relation(&[one, other], name, &pair.relation);
            // The sentence, for rows that say in what words.
            said.quotes = vec![pair.why.clone()];
            out.push(said);
        }
        out
    }

    fn relation(&self, accounts: &[&Account], slot: &str, word: &str) -> Said {
        let reports: Vec<String> = accounts.iter().flat_map(|a| a.reports.clone()).collect();
        let mut said = Said::of(Kind::Relation, self.numbers(&reports));
        said.sides = accounts.iter().map(|a| self.side(a)).collect();
        said.about = vec![slot.to_owned()];
        said.values = vec![word.to_owned()];
        said
    }

    /// A chain of voices, innermost first, each with every form of its name.
    fn chain(&self, said_by: &[Voice]) -> Vec<Vec<String>> {
        let names = |voice: &Voice| {
            let mut names = self.forms(voice.entity.value());
            names.extend(voice.text.value().map(|text| bare(text)));
            names.extend(voice.outlet.value().cloned());
            names
        };
        said_by.iter().rev().map(names).collect()
    }

    /// Everything that an account may be called: its reports' numbers, its innermost voice.
    fn side(&self, account: &Account) -> Vec<String> {
        let mut out: Vec<String> =
            self.numbers(&account.reports).iter().map(ToString::to_string).collect();
        if let Some(voice) = account.said_by.last() {
            out.extend(voice.text.value().cloned());
            out.extend(self.forms(voice.entity.value()));
            out.extend(voice.outlet.value().cloned());
        }
        out
    }

    fn slot_values(&self, event: &Event, name: &str, slot: &Slot) -> Vec<Said> {
        let forms = |id: Option<&String>| self.forms(id);
        let mut out = Vec::new();
        for value in &slot.values {
            let told: Vec<_> =
                event.claims.iter().filter(|c| value.claims.contains(&c.id)).collect();
            let reports: Vec<String> = told.iter().map(|claim| claim.report.clone()).collect();
            let mut origins = Said::of(Kind::Origins, self.numbers(&reports));
            origins.about = about(name, &value.value, &forms);
            origins.values = vec![value.origins.to_string()];
            origins.quotes = told.iter().map(|claim| claim.quote.clone()).collect();
            for revised in &value.superseded {
                let mut said = Said::of(Kind::Superseded, origins.reports.clone());
                said.about = origins.about.clone();
                said.values = values(name, &value.value, &forms);
                said.firmly = vec![revised.on.clone()];
                said.quotes = origins.quotes.clone();
                out.push(said);
            }
            for found in &value.interest {
                let own: Vec<_> = told.iter().filter(|c| found.claims.contains(&c.id)).collect();
                let reports: Vec<String> = own.iter().map(|claim| claim.report.clone()).collect();
                let mut against = Said::of(Kind::AgainstInterest, self.numbers(&reports));
                against.voices = own.first().map_or(Vec::new(), |claim| self.chain(&claim.said_by));
                against.about = origins.about.clone();
                against.values = values(name, &value.value, &forms);
                against.values.push(found.why.clone());
                against.quotes = own.iter().map(|claim| claim.quote.clone()).collect();
                rests_on(&mut against, &found.grounds);
                out.push(against);
            }
            for found in &value.opposed {
                let both =
                    event.accounts.iter().filter(|a| a.id == found.one || a.id == found.other);
                let both: Vec<&Account> = both.collect();
                let mut opposed = self.relation(&both, name, "");
                opposed.kind = Kind::OpposedAgree;
                opposed.about = origins.about.clone();
                opposed.values = values(name, &value.value, &forms);
                opposed.values.push(found.why.clone());
                opposed.quotes = origins.quotes.clone();
                rests_on(&mut opposed, &found.grounds);
                out.push(opposed);
            }
            out.push(origins);
        }
        out
    }
}

/// Adds what a mark rests on: words of reports as quotes, rows of source tables as words.
fn rests_on(said: &mut Said, grounds: &[Ground]) {
    said.quotes.extend(grounds.iter().filter_map(|ground| ground.quote.clone()));
    said.values.extend(grounds.iter().filter_map(|ground| ground.words.clone()));
}

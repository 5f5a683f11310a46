//! What a judgement on one claim is about, and a claim that is put in: from ids and words to anchors.
//!
//! In: ids of claims (`REPORT#c4`, `REPORT#j12` for one added by hand), spans, and values as given.
//! Out: decisions that name the claim by its words, so that they hold when the next reading numbers
//! claims anew. A claim that was rejected can be named, too: that is how it is taken up again.

use rashomon_model::{
    AddedClaim, AddedTo, CaseClaimId, CaseValue, CauseKind, Certainty, ClaimAnchor, Decision,
    EventClass, NoteOn, Polarity, Quantity, ReportId, Slot, StanceKind, Status, ToldAt, Who,
    Wording,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::given::{Given, worded};
use super::judge_events::{happening, tellings};
use super::{CaseFile, store};
use crate::Error;
use crate::json::case::{Claim, Entity, Event};
use crate::json::words::Worded;

/// A claim to add, as a person gives it; the JSON shape of one, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedClaim {
    /// The report.
    pub report: String,
    /// The words it rests on: first code point, and the first behind them.
    pub span: [u32; 2],
    /// The question it answers.
    pub slot: String,
    /// The event it speaks of, by id or by a claim; none where `class` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The class of an event of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The answer.
    #[serde(default)]
    pub value: Given,
    /// The words for who says it; none where the outlet itself does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// How firmly; certain where nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// Whether it is denied.
    #[serde(default)]
    pub denied: bool,
}

/// Tells whether a word is the id of a claim.
pub fn is_claim(word: &str) -> bool {
    let number = word.rsplit_once('#').map_or("", |(_, number)| number);
    let digits = number.strip_prefix(['c', 'j']).unwrap_or("");
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

impl CaseFile {
    /// Returns a claim by its id, also a rejected one, with the class of its event where it has one.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn claim_of(&self, id: &str) -> Result<Option<(Claim, Option<Event>)>, Error> {
        if let Some(event) = self.event_with_claim(id)? {
            let rejected = event.rejected.iter().map(|rejected| &rejected.claim);
            let claim = event.claims.iter().chain(rejected).find(|claim| claim.id == id).cloned();
            return Ok(claim.map(|claim| (claim, Some(event))));
        }
        let set_aside = self.set_aside()?.into_iter().map(|rejected| rejected.claim);
        Ok(set_aside.into_iter().find(|claim| claim.id == id).map(|claim| (claim, None)))
    }

    /// Names a claim by its words.
    pub(super) fn anchor(&self, word: &str) -> Result<ClaimAnchor, Error> {
        let word = word.trim();
        let Some((claim, event)) = self.claim_of(word)?.filter(|_| is_claim(word)) else {
            return Err(Error::not_found(format!(
                "no claim in {} is called `{word}`; claims are named as REPORT#c4, as `rashomon show \
                 CASE EVENT --quotes` lists them",
                self.path().display()
            )));
        };
        let slot = slot_of(&claim)?;
        let told = self.told_in_reading(&claim)?;
        let class = match (&told, &event) {
            (Some((class, _)), _) => class,
            (None, Some(event)) => &event.class,
            (None, None) => "",
        };
        let class = EventClass::parse(class)
            .map_err(|why| Error::derived(super::rows::CLAIM, &claim.id, why.to_string()))?;
        let voice = claim.said_by.last().and_then(|voice| voice.text.value()).cloned();
        Ok(ClaimAnchor {
            report: ReportId(claim.report.clone()),
            start: claim.span[0],
            quote: claim.quote.clone(),
            slot,
            value: shown(&claim, slot).gist(),
            voice: voice.unwrap_or_default(),
            class,
            trigger: told.map(|(_, trigger)| trigger),
            claim: CaseClaimId(claim.id.clone()),
        })
    }

    /// The class of the happening a claim was read of, and where the word for it begins.
    fn told_in_reading(&self, claim: &Claim) -> Result<Option<(String, u32)>, Error> {
        let Some(reading) = store::reading(&self.ledger, &claim.report)? else { return Ok(None) };
        let number = claim.id.rsplit_once('#').map_or("", |(_, number)| number);
        let read = reading.claims.iter().find(|read| read.id == number);
        let event = read.and_then(|read| reading.events.iter().find(|e| e.id == read.event));
        Ok(event.map(|event| (event.class.clone(), event.trigger[0])))
    }

    /// What a correction decides.
    pub(super) fn correction(
        &self,
        claim: &str,
        value: &Given,
        entities: &[Entity],
    ) -> Result<Decision, Error> {
        let claim = self.anchor(claim)?;
        let value = self.given(value, claim.slot, entities)?;
        if value.is_empty() {
            return Err(Error::refused(format!(
                "a correction needs what stands in place of what was read; `{}` takes {}",
                claim.slot.as_str(),
                match claim.slot.is_count() {
                    true => "--value 4, or --low and --high; --status, --who, --party",
                    false => "--value; see --help",
                }
            )));
        }
        Ok(Decision::Correct { claim, value })
    }

    /// What a claim added by hand decides.
    pub(super) fn addition(
        &self,
        asked: &AskedClaim,
        entities: &[Entity],
    ) -> Result<Decision, Error> {
        let Some(text) = self.text(&asked.report)? else { return Err(self.nothing(&asked.report)) };
        let [start, end] = asked.span.map(|n| n as usize);
        let quote: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
        if quote.trim().is_empty() || quote.chars().count() < end.saturating_sub(start) {
            return Err(Error::refused(format!(
                "code points {start} to {end} are no words of `{}`, which has {}; `rashomon search` \
                 finds words",
                asked.report,
                text.chars().count()
            )));
        }
        let slot: Slot = worded("slot", Some(&asked.slot))?.unwrap_or(Slot::Occurrence);
        let mut value = self.given(&asked.value, slot, entities)?;
        if slot.is_count() && value.count.is_none() {
            return Err(Error::refused(format!(
                "`{}` needs a number; give --value 4, or --low and --high",
                slot.as_str()
            )));
        }
        let words = value.text.is_none() && value.party.is_none() && value.place.is_none();
        if words && slot != Slot::Occurrence {
            value.text = Some(quote.clone());
        }
        let certainty = worded("certainty", asked.certainty.as_deref())?;
        Ok(Decision::Add {
            claim: Box::new(AddedClaim {
                report: ReportId(asked.report.clone()),
                start: asked.span[0],
                quote,
                slot,
                value,
                of: self.added_to(asked)?,
                said_by: asked.said_by.clone().filter(|words| !words.trim().is_empty()),
                certainty: certainty.unwrap_or(Certainty::Certain),
                polarity: if asked.denied { Polarity::Denied } else { Polarity::Affirmed },
            }),
        })
    }

    fn added_to(&self, asked: &AskedClaim) -> Result<AddedTo, Error> {
        let event = match (&asked.event, &asked.class) {
            (None, Some(class)) => {
                let class = EventClass::parse(class).map_err(|why| {
                    Error::refused(format!("{why}; give one as ASSAULT or ASSAULT/aerial"))
                })?;
                return Ok(AddedTo::New(class));
            }
            (Some(event), None) => event,
            _ => {
                return Err(Error::refused(
                    "an added claim speaks of an event: give --event V-… (or a claim of it), or \
                     --class for one of its own"
                        .to_owned(),
                ));
            }
        };
        let word = event.trim();
        let event = self.find_event(word)?;
        let of_report = |claim: &&Claim| claim.report == asked.report;
        let named = event.claims.iter().filter(of_report).find(|claim| claim.id == word);
        let nearest = || {
            let away = |claim: &&Claim| claim.span[0].abs_diff(asked.span[0]);
            event.claims.iter().filter(of_report).min_by_key(away)
        };
        let Some(claim) = named.or_else(nearest) else {
            return Err(Error::refused(format!(
                "`{}` does not tell {} “{}”; give --class {} and then say `rashomon judge same` of \
                 both",
                asked.report, event.id, event.title, event.class
            )));
        };
        Ok(AddedTo::Told(told_at(claim)))
    }

    /// What a note is on.
    pub(super) fn note_on(&self, word: &str, entities: &[Entity]) -> Result<NoteOn, Error> {
        let word = word.trim();
        if is_claim(word) {
            return Ok(NoteOn::Claim(Box::new(self.anchor(word)?)));
        }
        if word.starts_with("V-") {
            let event = self.find_event(word)?;
            return Ok(NoteOn::Event(happening(&event, &tellings(&event))));
        }
        if self.text(word)?.is_some() {
            return Ok(NoteOn::Report(ReportId(word.to_owned())));
        }
        Ok(NoteOn::Entity(self.thing(word, entities)?))
    }
}

/// Where a claim tells of its happening.
pub fn told_at(claim: &Claim) -> ToldAt {
    ToldAt {
        report: ReportId(claim.report.clone()),
        start: claim.span[0],
        quote: claim.quote.clone(),
        claim: CaseClaimId(claim.id.clone()),
    }
}

fn slot_of(claim: &Claim) -> Result<Slot, Error> {
    let odd = || Error::derived(super::rows::CLAIM, &claim.id, "its slot is none");
    Slot::of_word(&claim.slot).ok_or_else(odd)
}

/// The value of a claim as far as its gist goes.
fn shown(claim: &Claim, slot: Slot) -> CaseValue {
    let text = claim.value.text.clone().unwrap_or_default();
    let kind = claim.value.kind.as_deref().unwrap_or("");
    match slot {
        Slot::Occurrence => CaseValue::Occurrence,
        slot if slot.is_count() => CaseValue::Toll {
            quantity: Quantity {
                low: claim.value.low.unwrap_or(0),
                high: claim.value.high.value().copied(),
                wording: Wording::Exact,
                status: Status::Unknown,
                who: claim.value.who.value().and_then(|who| Who::of_word(who)),
                side: None,
                cumulative: false,
                text,
            },
            side: None,
        },
        Slot::Cause => {
            CaseValue::Cause { text, kind: CauseKind::of_word(kind).unwrap_or(CauseKind::Unknown) }
        }
        Slot::Stance => CaseValue::Stance {
            kind: StanceKind::of_word(kind).unwrap_or(StanceKind::Condemns),
            text,
        },
        _ => CaseValue::Weapon { entity: None, text },
    }
}

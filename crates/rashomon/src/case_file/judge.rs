//! Entering a judgement: from words to a record, and what it changed.
//!
//! In: what is asked for ([`Ask`]), with things named by entity id, the beginning of one, or exact
//! spelling; reason, author and time from the caller. Out: [`Changed`]: the judgement with its
//! effect, and the entities, reports and events it touched. The case with the judgement is derived
//! before anything is written, so that one that could do nothing is refused and leaves no record.
//! The record is one append: it is there whole or not at all.

use std::collections::BTreeSet;

use rashomon_ledger::Position;
use rashomon_model::{CaseEntityId, Decision, EntityKind, Judgement, JudgementId, ReportId, Thing};

use super::CaseFile;
use super::changed::{Changed, Watch};
use super::given::Given;
use super::judge_claims::AskedClaim;
use super::made::{Making, Piece};
use super::store::{self, Stamp};
use crate::Error;
use crate::json::case::Entity;
use crate::json::judgement;
use crate::json::words::Worded;

/// So many candidates are listed where several answer to one name.
const CANDIDATES: usize = 6;

/// What a person asks to be recorded. Things are named by entity id, the beginning of one, or an
/// exact spelling; happenings by the id of an event, its beginning, or the id of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// These are one: all of them things, or all happenings.
    Same(Vec<String>),
    /// No two of these are one. Two spellings of one entity, or claims of one event, may be named.
    Different(Vec<String>),
    /// Some uses of an entity's names are taken out of it; or what some reports tell, out of an event.
    Split {
        /// The entity, or the event.
        from: String,
        /// Uses that have none but these spellings.
        names: Vec<String>,
        /// Uses in these reports.
        reports: Vec<String>,
    },
    /// An entity is shown under this name.
    Rename {
        /// The entity.
        thing: String,
        /// The name.
        name: String,
    },
    /// A claim was looked at and holds as what its report says.
    Accept(String),
    /// A claim is not what its report says, and takes part in nothing.
    Reject(String),
    /// A claim takes part with another value.
    Correct {
        /// The claim.
        claim: String,
        /// What stands in place of what was read.
        value: Given,
    },
    /// Words say something that was not read.
    Add(Box<AskedClaim>),
    /// The reason is to be remembered with this claim, event, entity or report.
    Note(String),
    /// A judgement no longer holds.
    Withdraw(String),
}

/// Bytes of a worked-out case that are kept until they are written; a larger one is worked out again.
const KEPT: usize = 64 << 20;

/// A judgement that is not in the log, with what it would change.
struct Weighed {
    judgement: Judgement,
    changed: Changed,
    /// The case with it, unless that is too large to be kept.
    pieces: Option<Vec<Piece>>,
}

/// A thing as it was named: its entity, and the spelling where it was named by one.
struct Picked<'e> {
    entity: &'e Entity,
    spelling: Option<&'e str>,
}

impl CaseFile {
    /// Records a judgement; `at` is the time of entry (RFC 3339), `by` whoever decides.
    ///
    /// # Errors
    /// Where the reason is empty, a thing is not found or ambiguous, the judgement would do
    /// nothing, or the file cannot be written. Nothing is recorded then.
    pub fn judge(
        &mut self,
        ask: &Ask,
        reason: &str,
        (at, by): (&str, &str),
    ) -> Result<Changed, Error> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Error::refused(
                "a judgement needs a reason; give it with --reason \"…\"".to_owned(),
            ));
        }
        if by.trim().is_empty() {
            return Err(Error::refused(
                "a judgement needs an author; give a name with --by".to_owned(),
            ));
        }
        self.refresh()?;
        let Weighed { judgement, mut changed, pieces } = self.weigh(ask, reason, (at, by))?;
        let stamp = Stamp { at: judgement.at.clone(), by: judgement.by.clone() };
        let draft = store::draft_judgement(&judgement.decision, &judgement.reason, &stamp);
        let position = self.ledger.append(&[draft], &[])?.first().map_or(0, |at| at.0);
        let id = JudgementId(position);
        match pieces.filter(|_| id == judgement.id) {
            Some(pieces) => {
                self.write(Position(position), |take| pieces.into_iter().try_for_each(take))?
            }
            None => self.rebuild()?,
        }
        if id != judgement.id {
            // Another writer was faster.
            let entered =
                self.judgements()?.into_iter().find(|entered| entered.id == id.to_string());
            changed.judgement = entered.unwrap_or(changed.judgement);
        }
        Ok(changed)
    }

    /// Says what a judgement would change, before anybody takes it: the same that
    /// [`judge`](CaseFile::judge) tells afterwards. Nothing is written; reason and author may still
    /// be empty.
    ///
    /// # Errors
    /// As [`judge`](CaseFile::judge) would refuse it, and where the case was added to since its
    /// tables were made: open it again, then.
    pub fn preview(
        &self,
        ask: &Ask,
        reason: &str,
        (at, by): (&str, &str),
    ) -> Result<Changed, Error> {
        if !super::derived::is_current(&self.ledger)? {
            return Err(Error::refused(format!(
                "{} was added to since it was opened; open it again",
                self.path().display()
            )));
        }
        Ok(self.weigh(ask, reason.trim(), (at, by))?.changed)
    }

    /// Works out the case with a judgement that is not in the log; refuses one that would do nothing.
    fn weigh(&self, ask: &Ask, reason: &str, (at, by): (&str, &str)) -> Result<Weighed, Error> {
        let decision = self.decision(ask, &self.entities()?)?;
        self.refuse_repeats(&decision, reason, by.trim())?;
        let judgement = Judgement {
            id: JudgementId(self.ledger.head()?.position.next().0),
            at: at.to_owned(),
            by: by.trim().to_owned(),
            reason: reason.to_owned(),
            decision,
        };
        let (mut watch, mut pieces, mut bytes) = (Watch::default(), Some(Vec::new()), 0);
        Making::of(&self.ledger, Some(&judgement))?.each_piece(&mut |piece| {
            piece.rows.iter().try_for_each(|row| watch.row(self, row))?;
            bytes += piece.len();
            match &mut pieces {
                Some(pieces) if bytes <= KEPT => pieces.push(piece),
                _ => pieces = None,
            }
            Ok(())
        })?;
        refuse_idle(watch.judgements(), &judgement)?;
        let changed = watch.changed(self, judgement.id)?;
        Ok(Weighed { judgement, changed, pieces })
    }

    fn decision(&self, ask: &Ask, entities: &[Entity]) -> Result<Decision, Error> {
        let pick = |word: &String| self.pick(word, entities);
        if let Some(decision) = self.of_happenings(ask)? {
            return Ok(decision);
        }
        Ok(match ask {
            Ask::Same(words) => Decision::Same { things: self.things(words, entities, "same")? },
            Ask::Different(words) => {
                Decision::Different { things: self.things(words, entities, "different")? }
            }
            Ask::Split { from, names, reports } => {
                self.split(pick(from)?.entity, names, reports)?
            }
            Ask::Rename { thing, name } => {
                let (entity, name) = (pick(thing)?.entity, name.trim());
                if name.is_empty() {
                    return Err(Error::refused("the new name is empty; give one".to_owned()));
                }
                if entity.name == name {
                    return Err(Error::nothing_to_do(format!(
                        "{} is shown as “{name}” already; nothing to do",
                        entity.id
                    )));
                }
                Decision::Rename { thing: whole(entity)?, name: name.to_owned() }
            }
            Ask::Accept(claim) => Decision::Accept { claim: self.anchor(claim)? },
            Ask::Reject(claim) => Decision::Reject { claim: self.anchor(claim)? },
            Ask::Correct { claim, value } => self.correction(claim, value, entities)?,
            Ask::Add(asked) => self.addition(asked, entities)?,
            Ask::Note(on) => Decision::Note { on: self.note_on(on, entities)? },
            Ask::Withdraw(word) => self.withdrawal(word)?,
        })
    }

    fn of_happenings(&self, ask: &Ask) -> Result<Option<Decision>, Error> {
        Ok(match ask {
            Ask::Same(words) => {
                self.happenings(words, "same")?.map(|happenings| Decision::SameEvent { happenings })
            }
            Ask::Different(words) => self
                .happenings(words, "different")?
                .map(|happenings| Decision::DifferentEvents { happenings }),
            Ask::Split { from, names, reports } => self
                .event_split(from, names, reports)?
                .map(|happenings| Decision::DifferentEvents { happenings }),
            _ => None,
        })
    }

    /// Finds the things of a judgement. Where two of them are spellings of one entity, each stands
    /// for itself alone; otherwise the whole entity is meant.
    fn things(
        &self,
        words: &[String],
        entities: &[Entity],
        kind: &str,
    ) -> Result<Vec<Thing>, Error> {
        let picked: Vec<Picked<'_>> =
            words.iter().map(|word| self.pick(word, entities)).collect::<Result<_, _>>()?;
        if picked.len() < 2 {
            return Err(Error::refused(format!("`{kind}` needs two things or more; name them")));
        }
        let mut things: Vec<Thing> = Vec::with_capacity(picked.len());
        for one in &picked {
            let alike = picked.iter().filter(|other| other.entity.id == one.entity.id).count();
            let thing = match (alike, one.spelling) {
                (1, _) => whole(one.entity)?,
                (_, Some(spelling)) => spelled(one.entity, spelling)?,
                (_, None) => return Err(one_already(one.entity)),
            };
            if things.contains(&thing) {
                return Err(one_already(one.entity));
            }
            things.push(thing);
        }
        Ok(things)
    }

    fn split(
        &self,
        from: &Entity,
        names: &[String],
        reports: &[String],
    ) -> Result<Decision, Error> {
        if names.is_empty() && reports.is_empty() {
            return Err(Error::refused(
                "a split needs what to take out; give --name SPELLING or --report ID".to_owned(),
            ));
        }
        let mut spellings = Vec::new();
        for name in names {
            let found = spelling_of(from, name).ok_or_else(|| {
                Error::not_found(format!(
                    "“{name}” is no spelling of {} “{}”; `rashomon explain` lists them",
                    from.id, from.name
                ))
            })?;
            spellings.push(found.to_owned());
        }
        for report in reports {
            if !from.names.iter().any(|name| name.reports.contains(report)) {
                return Err(Error::not_found(format!(
                    "{} “{}” is not named in a report `{report}`; `rashomon explain` lists where it is",
                    from.id, from.name
                )));
            }
        }
        let reports = reports.iter().cloned().map(ReportId).collect();
        Ok(Decision::Split { from: whole(from)?, names: spellings, reports })
    }

    fn withdrawal(&self, word: &str) -> Result<Decision, Error> {
        let id: Option<JudgementId> = word.parse().ok();
        let known = self.judgements()?;
        let found = id.and_then(|id| known.iter().find(|j| j.id == id.to_string()));
        let (Some(id), Some(found)) = (id, found) else {
            return Err(Error::not_found(format!(
                "no judgement in {} is called `{word}`; `rashomon judgements` lists them",
                self.path().display()
            )));
        };
        if let Some(by) = &found.withdrawn {
            return Err(Error::nothing_to_do(format!(
                "{id} was withdrawn by {by} already; nothing to do"
            )));
        }
        Ok(Decision::Withdraw { judgement: id })
    }

    /// Finds the one thing that a word names, with every spelling it has.
    pub(super) fn thing(&self, word: &str, entities: &[Entity]) -> Result<Thing, Error> {
        whole(self.pick(word, entities)?.entity)
    }

    /// Finds the one entity that a word names.
    fn pick<'e>(&self, word: &str, entities: &'e [Entity]) -> Result<Picked<'e>, Error> {
        let word = word.trim();
        if let Some(entity) = entities.iter().find(|e| e.id == word) {
            return Ok(Picked { entity, spelling: None });
        }
        let begins =
            |e: &&Entity| word.len() > 2 && word.starts_with("E-") && e.id.starts_with(word);
        let spelled = |e: &&Entity| e.name == word || e.names.iter().any(|n| n.text == word);
        let lower = word.to_lowercase();
        let alike = |e: &&Entity| {
            e.name.to_lowercase() == lower || e.names.iter().any(|n| n.text.to_lowercase() == lower)
        };
        let mut found: Vec<&Entity> = entities.iter().filter(begins).collect();
        if found.is_empty() {
            found = entities.iter().filter(spelled).collect();
        }
        if found.is_empty() {
            found = entities.iter().filter(alike).collect();
        }
        match found.as_slice() {
            [entity] => Ok(Picked { entity, spelling: spelling_of(entity, word) }),
            [] if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) => {
                Err(Error::not_found(format!(
                    "`{word}` names nothing that lasts: numbers of events move when reports are \
                     added; name an event by its id, as `rashomon events` shows it, or by a claim"
                )))
            }
            [] => Err(Error::not_found(format!(
                "nobody and nothing in {} is called `{word}`; `rashomon entities --name LETTERS` \
                 lists names that have these letters",
                self.path().display()
            ))),
            several => Err(Error::ambiguous(ambiguous(word, several))),
        }
    }

    /// The same judgement twice would only make the log longer.
    fn refuse_repeats(&self, decision: &Decision, reason: &str, by: &str) -> Result<(), Error> {
        let wanted = judgement::Decided::of(decision, "");
        // Two people may look at one claim, and note what they like.
        let is_personal = |known: &judgement::Judgement| match decision {
            Decision::Accept { .. } | Decision::Reject { .. } => known.by == by,
            Decision::Note { .. } => known.by == by && known.decided.reason == reason,
            _ => true,
        };
        let on = |decided: &judgement::Decided| {
            let mut claim = decided.claim.clone();
            // Its number is of the day.
            claim.iter_mut().for_each(|claim| claim.claim.clear());
            (claim, decided.value.clone(), decided.added.clone())
        };
        let known = self.judgements()?;
        let standing = known.iter().filter(|j| j.withdrawn.is_none());
        let repeated = standing.filter(|j| j.effect.standing != "overruled").find(|known| {
            let names = |decided: &judgement::Decided| -> BTreeSet<Vec<judgement::KnownBy>> {
                decided.things.iter().map(|thing| thing.known_by.clone()).collect()
            };
            let words = |decided: &judgement::Decided| -> BTreeSet<Vec<judgement::ToldAt>> {
                decided.happenings.iter().map(|happening| happening.told.clone()).collect()
            };
            if !is_personal(known) || on(&known.decided) != on(&wanted) {
                return false;
            }
            let known = &known.decided;
            (&known.kind, &known.names, &known.reports, &known.name, &known.withdraws)
                == (&wanted.kind, &wanted.names, &wanted.reports, &wanted.name, &wanted.withdraws)
                && names(known) == names(&wanted)
                && words(known) == words(&wanted)
        });
        match repeated {
            None => Ok(()),
            Some(known) => {
                Err(Error::nothing_to_do(format!("{} says so already; nothing to do", known.id)))
            }
        }
    }
}

/// Refuses a judgement that would touch nothing, with the reason.
fn refuse_idle(judgements: &[judgement::Judgement], judgement: &Judgement) -> Result<(), Error> {
    let id = judgement.id.to_string();
    let effect = judgements.iter().find(|j| j.id == id).map(|j| &j.effect);
    let why = effect.map(|effect| effect.notes.join("; ")).unwrap_or_default();
    if effect.is_none_or(|effect| effect.standing != "applies to nothing now") {
        return Ok(());
    }
    Err(Error::nothing_to_do(match &judgement.decision {
        Decision::Split { .. } => "nothing would be taken out, or all of it: a use goes out only \
             if its report has no other spelling for it; nothing to do"
            .to_owned(),
        Decision::DifferentEvents { .. } => {
            "one report tells both as one deed, which stays whole: \
             name claims of two deeds, or two events; nothing to do"
                .to_owned()
        }
        _ if !why.is_empty() => format!("{why}; nothing to do"),
        _ => "that would touch nothing in this case; nothing to do".to_owned(),
    }))
}

fn one_already(entity: &Entity) -> Error {
    Error::nothing_to_do(format!(
        "{} “{}” is named twice; name another, or two spellings of it; nothing to do",
        entity.id, entity.name
    ))
}

/// Tells whether some entity answers to a word.
pub(super) fn has_name(entities: &[Entity], word: &str) -> bool {
    let word = word.trim();
    entities.iter().any(|e| e.id == word || spelling_of(e, word).is_some())
}

/// The spelling of an entity that a word is, as reports have it.
fn spelling_of<'e>(entity: &'e Entity, word: &str) -> Option<&'e str> {
    let names = || entity.known_by.iter().map(|known| known.name.as_str());
    let lower = word.to_lowercase();
    names().find(|name| *name == word).or_else(|| names().find(|n| n.to_lowercase() == lower))
}

/// Lists the things that answer to one name.
pub(super) fn ambiguous(word: &str, found: &[&Entity]) -> String {
    let one = |e: &&Entity| format!("{} ({} “{}”)", e.id, e.kind, e.name);
    let mut named = found.iter().take(CANDIDATES).map(one).collect::<Vec<_>>().join(", ");
    if found.len() > CANDIDATES {
        named.push_str(" …");
    }
    format!("several things are called `{word}`: {named}; give the id")
}

/// The thing that an entity is, with every spelling.
fn whole(entity: &Entity) -> Result<Thing, Error> {
    thing(entity, |_| true)
}

/// The thing that one spelling of an entity means.
fn spelled(entity: &Entity, spelling: &str) -> Result<Thing, Error> {
    let mut out = thing(entity, |known| known.name == spelling)?;
    out.name = spelling.to_owned();
    Ok(out)
}

fn thing(entity: &Entity, is_meant: impl Fn(&judgement::KnownBy) -> bool) -> Result<Thing, Error> {
    let fail = |why: String| Error::derived(super::rows::ENTITY, &entity.id, why);
    let known = entity.known_by.iter().filter(|known| is_meant(known));
    Ok(Thing {
        kind: EntityKind::of_word(&entity.kind)
            .ok_or_else(|| fail(format!("`{}` is no kind", entity.kind)))?,
        entity: CaseEntityId(entity.id.clone()),
        name: entity.name.clone(),
        known_by: known.map(judgement::KnownBy::model).collect::<Result<_, _>>().map_err(fail)?,
    })
}

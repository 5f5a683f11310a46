//! What is laid on an event from elsewhere in the text: accusations, judgements, what became of crews.

use crate::SpokenContent;
use crate::events::scene::Scene;
use crate::events::standing::{self, Reality, Standing};
use crate::events::tell::{Finding, Told, carrying};
use crate::events::triggers::Trigger;
use crate::events::write::{Found, answers, suspected};
use crate::events::{accuse, denials, outcome, stance};
use foldhash::HashMap;
use rashomon_model::{Claim, Polarity, Responsible, Slot, Value, Voice};

impl Found<'_, '_> {
    /// Finds the trigger told last before a token, in its sentence or one of the few before.
    pub(super) fn last_before(
        &self,
        token: usize,
        reach: usize,
        fits: impl Fn(&Trigger) -> bool,
    ) -> Option<usize> {
        let here = self.scene.sentence(token);
        let end = self.triggers.partition_point(|t| t.words.start < token);
        let recent = (0..end).rev().take(12);
        let mut recent = recent
            .filter(|i| here.saturating_sub(self.scene.sentence(self.triggers[*i].token)) <= reach);
        recent.find(|i| fits(&self.triggers[*i]) && self.standings[*i].reality == Reality::Actual)
    }

    pub(super) fn laid(&self, told: &mut Told) {
        let reported = standing::Reported::new(self.scene);
        for laid in accuse::all(self.scene, &self.nearest) {
            let mut near = laid.triggers.iter().copied();
            let named = near.find(|t| answers(self.triggers[*t].class));
            let before = || self.last_before(laid.cue, 2, |t| answers(t.class));
            // "accused of leaving the talks": the charge is told, and it is no attack.
            let behind = |t: &usize| self.triggers[*t].token > laid.cue;
            let other = laid.by == Responsible::Accused && laid.triggers.iter().any(behind);
            let index = if laid.named || other { named } else { named.or_else(before) };
            let Some(index) = index else { continue };
            // Nobody answers for what is only planned or threatened.
            if self.standings[index].reality != Reality::Actual {
                continue;
            }
            // "denied carrying out the attack", "denied that it was behind it", "tried to carry it
            // out": the standing of the words that say who did it.
            let mut plain = match said_of_doing(self.scene, laid.cue) {
                Some(verb) => standing::of_verb(self.scene, &reported, verb),
                None => Standing { polarity: laid.polarity, ..Standing::PLAIN },
            };
            plain.certainty = plain.certainty.max(laid.certainty);
            if plain.reality != Reality::Actual {
                continue;
            }
            let cue = laid.cue..laid.cue + 1;
            told.tell(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Responsibility,
                    tokens: carrying(self.scene, &cue, &laid.party.tokens),
                    value: Value::Responsibility {
                        entity: laid.party.entity,
                        text: laid.party.text,
                        by: laid.by,
                    },
                    // Whom somebody accuses stands inside the accuser's words, the verb before them.
                    at: match laid.by {
                        Responsible::Accused => laid.party.tokens.start,
                        // "denied the attack": the attack is in the denier's words.
                        Responsible::Claimed if laid.polarity == Polarity::Denied => {
                            self.scene.kid(laid.cue, &["dobj"]).unwrap_or(laid.cue)
                        }
                        _ => laid.cue,
                    },
                    standing: suspected(plain, laid.party.suspected),
                    rule: "accuse",
                },
            );
        }
    }

    /// "The army rejected the accusation": it denies the claim of responsibility told last.
    pub(super) fn rejected(&self, told: &mut Told) {
        for rejection in denials::rejections(self.scene, &self.nearest) {
            let scene = self.scene;
            let lent = scene.speech.innermost(rejection.object);
            let cue = lent.and_then(|id| scene.speech.contents.get(id.index())?.cue_head);
            if cue != Some(rejection.verb) {
                continue;
            }
            let sentence = scene.sentence(rejection.verb).saturating_sub(2);
            let doc = &scene.annotated.doc;
            let from = doc.sentences().get(sentence).map_or(0, |s| s.start);
            let from = scene.annotated.span(from..from + 1).start;
            let here = scene.annotated.span(rejection.verb..rejection.verb + 1).start;
            let voices = scene.speech.voices(scene.annotated, rejection.object);
            let denier = lent.and_then(|id| scene.speech.contents.get(id.index()));
            let last = told.claims.iter().filter(|c| is_answered(scene, c, denier)).filter(|c| {
                c.slot == Slot::Responsibility
                    && c.polarity == Polarity::Affirmed
                    && c.said_by != voices
                    && (from..here).contains(&c.span.start)
            });
            let Some(last) = last.max_by_key(|c| c.span.start) else { continue };
            let (event, value) = (last.event, last.value.clone());
            told.tell(
                scene,
                Finding {
                    event,
                    slot: Slot::Responsibility,
                    value,
                    at: rejection.object,
                    tokens: rejection.verb..rejection.object + 1,
                    standing: Standing { polarity: Polarity::Denied, ..Standing::PLAIN },
                    rule: "denials",
                },
            );
        }
    }

    pub(super) fn thoughts(&self, told: &mut Told) {
        let plain = Standing::PLAIN;
        let judges: HashMap<usize, Voice> = self
            .scene
            .speech
            .contents
            .iter()
            .enumerate()
            .filter_map(|(i, c)| {
                let id = rashomon_model::AttributionId::at(i);
                Some((c.cue_head?, Voice::Attribution { id, entity: c.entity }))
            })
            .collect();
        for thought in stance::all(self.scene, &self.nearest) {
            let fits = |t: &Trigger| answers(t.class) || t.class.kind() == "PROTEST";
            let index = thought.trigger.filter(|t| fits(&self.triggers[*t]));
            let Some(index) = index else { continue };
            // Whose judgement it is must be told: "the raid was widely condemned" is nobody's.
            let judge = judges.get(&thought.at).cloned();
            if thought.judged && judge.is_none() {
                continue;
            }
            let text = self.scene.text(thought.tokens.clone());
            told.tell_judgement(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Stance,
                    value: Value::Stance { kind: thought.kind, text },
                    at: thought.at,
                    tokens: thought.tokens,
                    standing: plain,
                    rule: "stance",
                },
                judge.filter(|_| thought.judged),
            );
        }
        let attack = |t: &usize| self.triggers[*t].class.kind() == "ASSAULT";
        let repelled = outcome::repelled(self.scene, &self.nearest).into_iter();
        let repelled = repelled.map(|end| (end.trigger.filter(attack), end));
        let lost = |end: &outcome::End| self.last_before(end.at, 8, |t| t.class.kind() == "LOSS");
        let crew = outcome::crew(self.scene).into_iter().map(|end| (lost(&end), end));
        for (index, end) in repelled.chain(crew) {
            let Some(index) = index else { continue };
            told.tell(
                self.scene,
                Finding {
                    event: self.event[index],
                    slot: Slot::Outcome,
                    value: Value::Outcome { text: end.text, holder: end.holder },
                    at: end.at,
                    tokens: end.tokens,
                    standing: plain,
                    rule: "outcome",
                },
            );
        }
    }
}

/// The word whose standing says whether a party did it, where the cue tells of the doing itself
/// and not of an accusation: "carried out", "was behind", "was involved in".
fn said_of_doing(scene: &Scene<'_>, cue: usize) -> Option<usize> {
    let lays = matches!(
        scene.lemma(cue),
        "blame" | "accuse" | "suspect" | "charge" | "attribute" | "claim" | "admit" | "deny"
    );
    if lays || scene.is_noun(cue) {
        return None;
    }
    if scene.is_verb(cue) || scene.dep(cue) == "acomp" {
        return Some(cue);
    }
    scene.head(cue).filter(|v| scene.is_verb(*v) && scene.lemma(*v) == "be")
}

/// Tells whether a rejection may answer a claim: somebody was accused, or the words for the party
/// and for who rejects it share a name ("Sembrian planes", "the Sembrian ministry").
fn is_answered(scene: &Scene<'_>, claim: &Claim, denier: Option<&SpokenContent>) -> bool {
    let Value::Responsibility { entity, text, by } = &claim.value else { return false };
    let Some(denier) = denier else { return false };
    let source = denier.source.clone().unwrap_or(0..0);
    let party: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let named = |t: usize| scene.word(t).len() > 3 && party.iter().any(|w| w == scene.word(t));
    *by == Responsible::Accused
        || entity.is_some() && *entity == denier.entity
        || source.into_iter().any(named)
}

//! What a trigger's own clause says: that it happened, who did it, to what, with what, why.

use crate::events::killed::none;
use crate::events::lexicon::{Form, Frame};
use crate::events::standing::table::Effect;
use crate::events::standing::{self, Reality, Standing};
use crate::events::tell::{Finding, Told, carrying};
use crate::events::write::{Found, answers, suspected};
use crate::events::{cause, outcome, responsibility, target, weapon};
use rashomon_model::{Polarity, Responsible, Slot, StanceKind, Value};
use std::ops::Range;

impl Found<'_, '_> {
    /// That it happened; the rule depends on how it is told.
    pub(super) fn occurrence(&self, index: usize, told: &mut Told) {
        let trigger = &self.triggers[index];
        let mut standing = self.standings[index];
        // A threat or a demand is somebody's: where nobody is told, it is only a thing to come.
        if !self.is_somebodys(trigger.token) {
            standing.reality = match standing.reality {
                Reality::Threatened | Reality::CalledFor => Reality::Planned,
                told => told,
            };
        }
        if self.counts_nobody(index) || self.is_beaten_off(index) {
            return;
        }
        // "the jet was not shot down": the cause is denied, the loss may well have happened.
        if standing::denies_only_how(self.scene, trigger, standing) {
            return;
        }
        let tokens = trigger.words.clone();
        let text = self.scene.text(tokens.clone());
        let (slot, value) = match standing.reality {
            Reality::Actual | Reality::Planned => (Slot::Occurrence, Value::Occurrence),
            Reality::Threatened => {
                (Slot::Stance, Value::Stance { kind: StanceKind::Threatens, text })
            }
            Reality::CalledFor => {
                (Slot::Stance, Value::Stance { kind: StanceKind::CallsFor, text })
            }
        };
        told.tell(
            self.scene,
            Finding {
                event: self.event[index],
                slot,
                value,
                at: trigger.token,
                tokens,
                standing,
                rule: "standing",
            },
        );
    }

    /// "not the army": what is told of the deed is turned round for whom it is taken from.
    ///
    /// The words then reach to the negation, so that the quote has it.
    fn corrected(&self, standing: Standing, words: Range<usize>) -> (Standing, Range<usize>) {
        let corrections = &self.scene.corrections;
        let reaching = |not: usize| words.start.min(not)..words.end.max(not + 1);
        if let Some(not) = words.clone().find_map(|t| corrections.ruled_out(t)) {
            return (standing.turned(), reaching(not));
        }
        let not = words.clone().find_map(|t| corrections.ruled_out(corrections.replaces(t)?));
        (standing, not.map_or(words.clone(), reaching))
    }

    /// Tells whether the voice at a token wants or threatens it, and is named.
    fn is_somebodys(&self, token: usize) -> bool {
        use crate::speech::Attitude::{Threatens, Wants};
        let lent = self.scene.speech.innermost(token);
        let content = lent.and_then(|id| self.scene.speech.contents.get(id.index()));
        content.is_some_and(|c| c.source.is_some() && matches!(c.attitude, Wants | Threatens))
    }

    /// "The strike caused no injuries": that nobody was hurt does not deny the strike.
    fn counts_nobody(&self, index: usize) -> bool {
        let denied = self.standings[index].polarity == Polarity::Denied;
        let trigger = &self.triggers[index];
        let counts = trigger.counts.is_some() || trigger.frame == Frame::Die;
        if denied && none::is_bare_none(self.scene, trigger) {
            return true;
        }
        if !denied || !counts {
            return false;
        }
        let same = |i: &usize| *i != index && self.event[*i] == self.event[index];
        let near = index.saturating_sub(40)..self.triggers.len().min(index + 40);
        near.into_iter().filter(same).any(|i| self.standings[i].holds())
    }

    /// "Killed 29, foiling the attack": who counts the dead of it says how it ended, and denies nothing.
    fn is_beaten_off(&self, index: usize) -> bool {
        let trigger = &self.triggers[index];
        if self.standings[index].polarity != Polarity::Denied || trigger.form != Form::Noun {
            return false;
        }
        let scene = self.scene;
        let verb = scene.head(trigger.token).filter(|_| scene.dep(trigger.token) == "dobj");
        let foils = verb.and_then(|v| scene.lexicon.firmness.governor(scene.lemma(v), "object"));
        let sentence = scene.sentence(trigger.token);
        let told = |i: usize| {
            self.event[i] == self.event[index]
                && scene.sentence(self.triggers[i].token) == sentence
                && self.standings[i].holds()
        };
        foils.is_some_and(|foils| foils.affirmed == Effect::Fails && foils.even_definite)
            && (index.saturating_sub(8)..self.triggers.len().min(index + 8)).any(told)
    }

    pub(super) fn who_and_what(&self, index: usize, told: &mut Told) {
        let trigger = &self.triggers[index];
        let (scene, roles, standing) = (self.scene, &self.roles[index], self.standings[index]);
        let event = self.event[index];
        let mut tell = |slot, value, argument: Range<usize>, standing, rule| {
            let tokens = carrying(scene, &trigger.words, &argument);
            told.tell(
                scene,
                Finding { event, slot, value, at: trigger.token, tokens, standing, rule },
            );
        };
        // "foiled an attack by rebels", "no strikes by the army": nothing came about, so nobody is
        // held responsible, and the party named has denied nothing.
        let nobody = trigger.form == Form::Noun
            && trigger.object.is_none()
            && standing.polarity == Polarity::Denied;
        // Who loses a place has not done it, and to hold one is no deed.
        let lasting = trigger.class.kind() == "CONTROL"
            && (trigger.frame == Frame::Lose || trigger.class.mode() == Some("held"));
        if answers(trigger.class) && !nobody && !lasting {
            for party in responsibility::of(scene, &self.nearest, trigger, roles) {
                let (standing, tokens) = self.corrected(standing, party.tokens);
                let standing = suspected(standing, party.suspected);
                let by = Responsible::Stated;
                let value = Value::Responsibility { entity: party.entity, text: party.text, by };
                tell(Slot::Responsibility, value, tokens, standing, "responsibility");
            }
        }
        let lost = standing::denies_only_how(scene, trigger, standing);
        for hit in target::of(scene, &self.nearest, trigger, roles).into_iter().filter(|_| !lost) {
            let (entity, text, status) = (hit.entity, hit.text, hit.status);
            let (standing, tokens) = self.corrected(standing, hit.tokens);
            if hit.damaged {
                tell(Slot::Damage, Value::Damage { entity, text }, tokens, standing, "target");
            } else if trigger.class.kind() == "ASSAULT"
                || trigger.class.kind() == "LOSS"
                || trigger.class.kind() == "COERCE"
                || trigger.class.kind() == "CONTROL"
            {
                tell(
                    Slot::Target,
                    Value::Target { entity, text, status },
                    tokens,
                    standing,
                    "target",
                );
            }
        }
        if matches!(trigger.class.kind(), "ASSAULT" | "LOSS") {
            for arm in weapon::of(scene, trigger, roles) {
                let value = Value::Weapon { entity: arm.entity, text: arm.text };
                tell(Slot::Weapon, value, arm.tokens, standing, "weapon");
            }
        }
        if let Some(why) = cause::of(scene, trigger) {
            let value = Value::Cause { text: why.text, kind: why.kind };
            tell(Slot::Cause, value, why.tokens, standing, "cause");
        }
        if let Some(end) = outcome::of(scene, trigger, roles).filter(|_| standing.holds()) {
            let value = Value::Outcome { text: end.text, holder: end.holder };
            tell(Slot::Outcome, value, end.tokens, standing, "outcome");
        }
    }
}

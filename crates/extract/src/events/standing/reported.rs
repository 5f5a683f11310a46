//! What the voice that tells of a happening makes of it: "denied that", "believes that".
//!
//! In: the attributions of a report. Out: the standing a happening starts from: how firmly the
//! innermost voice holds it and whether it denies it. Only what the voice speaks of first is denied:
//! "denied that it bombed the town that rebels hold" says nothing against the rebels. Who denies
//! reports of an attack denies the attack himself, and his is the voice.
//! Shown by the casebook pages `denial`, `dismissed-reports`.

use foldhash::HashMap;
use rashomon_model::{Certainty, Polarity, Style};

use super::path::Way;
use super::{Reality, Standing};
use crate::SpokenContent;
use crate::events::scene::Scene;
use crate::speech::Attitude;

/// The attributions of a report by the words that lend them.
pub(crate) struct Reported {
    by_cue: HashMap<usize, Vec<usize>>,
}

impl Reported {
    /// Prepares the attributions of a report.
    pub(crate) fn new(scene: &Scene<'_>) -> Reported {
        let mut by_cue: HashMap<usize, Vec<usize>> = HashMap::default();
        for (index, content) in scene.speech.contents.iter().enumerate() {
            if let Some(cue) = content.cue_head {
                by_cue.entry(cue).or_default().push(index);
            }
        }
        Reported { by_cue }
    }

    /// The attribution by which a word lends the one below it to a voice.
    fn lent<'a>(
        &self,
        scene: &'a Scene<'_>,
        cue: usize,
        below: usize,
    ) -> Option<&'a SpokenContent> {
        let contents = self.by_cue.get(&cue)?.iter();
        let mut contents = contents.filter_map(|i| scene.speech.contents.get(*i));
        contents.find(|c| c.content.contains(&below))
    }

    /// Tells whether a word lends the one below it to a voice that tells it.
    pub(super) fn lends(&self, scene: &Scene<'_>, cue: usize, below: usize) -> bool {
        self.lent(scene, cue, below).is_some_and(tells)
    }

    /// The standing from which a happening starts, at the top of its way.
    pub(super) fn at_top(
        &self,
        scene: &Scene<'_>,
        from: usize,
        presupposed: bool,
        way: &Way,
    ) -> Standing {
        let mut standing = Standing::PLAIN;
        if let Some(noun) = way.dismissed {
            return Standing { polarity: Polarity::Denied, voiced: Some(noun), ..standing };
        }
        let top = way.steps.last().map_or(from, |s| s.node);
        let Some(content) = self.voice(scene, from, top, way) else { return standing };
        let head = scene.head(top);
        let met = head.is_some() && head == content.cue_head;
        if presupposed {
            return standing;
        }
        if content.attitude == Attitude::Asks {
            standing.become_unreal(Reality::Planned);
        }
        // "wants" and "asks" say nothing of how firm it is; "did not say that" says it is left open.
        let telling = matches!(content.attitude, Attitude::Says | Attitude::Denies);
        if content.certainty != Certainty::Unstated || telling {
            standing.weaken(content.certainty);
        }
        // "was charged with murder": who accuses is not told.
        if content.attitude == Attitude::Accuses && content.source.is_none() {
            standing.weaken(Certainty::Possible);
        }
        // "no evidence that rebels shelled it": nobody says that they did.
        let none = |noun: usize| {
            scene.is_noun(noun) && scene.kid(noun, &["det"]).is_some_and(|d| scene.word(d) == "no")
        };
        if met && head.is_some_and(none) {
            standing.weaken(Certainty::Possible);
        }
        // Where the tree does not reach the cue, the content must at least start its own tree.
        let loose = head.is_none_or(|h| !content.content.contains(&h));
        // "dismissed reports that": verb and noun lend it together.
        let mut cue = content.cue.clone().into_iter().flatten();
        let rejects = cue.any(|t| scene.is_verb(t) && scene.lexicon.cue("rejects", scene.lemma(t)));
        // "denied previous accusations": that there were accusations is not denied.
        let saying = scene.is_noun(from) && scene.lexicon.cue("saying", scene.lemma(from));
        let denied = (content.polarity == Polarity::Denied || rejects) && !saying;
        if denied && content.style != Style::Direct && (met || loose) {
            standing.negate();
        }
        standing
    }

    /// The voice met at the top of the way, or else the innermost one whose own word the way has
    /// not passed ("refused to withdraw": what the refusal says is said on the way).
    fn voice<'a>(
        &self,
        scene: &'a Scene<'_>,
        from: usize,
        top: usize,
        way: &Way,
    ) -> Option<&'a SpokenContent> {
        let met = scene.head(top).and_then(|cue| self.lent(scene, cue, top)).filter(|c| tells(c));
        let innermost = || {
            let id = scene.speech.innermost(from)?;
            let content = scene.speech.contents.get(id.index())?;
            let passed = |cue| way.steps.iter().any(|s| s.node == cue);
            (!content.cue_head.is_some_and(passed)).then_some(content)
        };
        met.or_else(innermost)
    }

    /// "denied reports that", "rejected allegations of": the noun, where somebody denies what it says.
    pub(super) fn dismissed(&self, scene: &Scene<'_>, noun: usize) -> Option<usize> {
        if !scene.is_noun(noun) || !scene.lexicon.cue("saying", scene.lemma(noun)) {
            return None;
        }
        let head = scene.head(noun)?;
        let verb = if scene.dep(noun) == "pobj" { scene.head(head)? } else { head };
        let outer = self.lent(scene, verb, noun)?;
        let denied = outer.polarity == Polarity::Denied && outer.style != Style::Direct;
        (denied && outer.attitude == Attitude::Denies).then_some(noun)
    }
}

/// Tells whether an attribution tells of what happened, rather than wishing or judging.
fn tells(content: &SpokenContent) -> bool {
    matches!(
        content.attitude,
        Attitude::Says
            | Attitude::Holds
            | Attitude::Learns
            | Attitude::Denies
            | Attitude::Accuses
            | Attitude::Asks
    ) && content.is_clause
}

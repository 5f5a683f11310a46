//! What a voice thinks of a happening: condemns, praises, calls for an answer to it.
//!
//! "The council condemned the strike", "praised the pilots for the raid", "called for an inquiry
//! into the attack". In: the tokens of a report. Out: stances with the trigger they speak of: the
//! one under the word. Whose stance it is follows from the voices at the verb; where nobody is
//! named there is none ("the raid was widely condemned"). Threats, and demands for a happening
//! that has not come about, are found by its standing.
//! Shown by the casebook pages `condemned`, `praised-for`, `called-for-an-inquiry`,
//! `widely-condemned`.

use std::ops::Range;

use rashomon_model::StanceKind;

use crate::events::nearest::Nearest;
use crate::events::roles;
use crate::events::scene::Scene;

/// A stance towards a happening.
pub(crate) struct Thought {
    pub(crate) kind: StanceKind,
    pub(crate) tokens: Range<usize>,
    pub(crate) trigger: Option<usize>,
    /// The token at which its voice is looked up.
    pub(crate) at: usize,
    /// Whether the voice is the one that the token lends to, rather than the one it stands in.
    pub(crate) judged: bool,
}

/// Finds the stances of a report.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Thought> {
    let mut out = Vec::new();
    for word in 0..scene.len() {
        let cue = |kind: &str| scene.lexicon.cue(kind, scene.lemma(word));
        let judgement = if cue("condemns") {
            Some(StanceKind::Condemns)
        } else {
            cue("praises").then_some(StanceKind::Praises)
        };
        if let Some(kind) = judgement {
            out.extend(judged(scene, nearest, word, kind));
        } else if cue("calls") {
            out.extend(called(scene, nearest, word));
        }
    }
    out
}

/// "condemned the strike", "praised them for the raid", "its condemnation of the strike".
fn judged(scene: &Scene<'_>, nearest: &Nearest, word: usize, kind: StanceKind) -> Option<Thought> {
    if !scene.is_verb(word) {
        return None;
    }
    let passive = || roles::is_passive(scene, word).then(|| roles::subject(scene, word)).flatten();
    let object = scene.kid(word, &["dobj"]).or_else(passive)?;
    // "welcomed a halt to the shelling" is no praise of the shelling.
    if scene.cue("answer", object) {
        return None;
    }
    let over = scene.prep_object(word, &["for", "over", "after"]);
    let over = over.or_else(|| scene.prep_object(object, &["for", "over", "after"]));
    let below = |o: usize| scene.subtree(o).take(20).find_map(|t| nearest.at(t));
    let (head, trigger) = match below(object) {
        Some(trigger) => (object, trigger),
        None => over.and_then(|o| Some((o, below(o)?)))?,
    };
    // Negated judgements ("did not condemn the strike") are no judgement.
    if scene.kid(word, &["neg"]).is_some() {
        return None;
    }
    let phrase = scene.phrase(head);
    let tokens = word.min(phrase.start)..phrase.end.max(word + 1);
    Some(Thought { kind, tokens, trigger: Some(trigger), at: word, judged: true })
}

/// "called for an inquiry into the attack", "demanded an end to the shelling".
fn called(scene: &Scene<'_>, nearest: &Nearest, verb: usize) -> Option<Thought> {
    if !scene.is_verb(verb) || scene.kid(verb, &["neg"]).is_some() {
        return None;
    }
    let wanted = scene.prep_object(verb, &["for"]).or_else(|| scene.kid(verb, &["dobj"]))?;
    let answer = scene.coordinated(wanted).into_iter().find(|t| scene.cue("answer", *t))?;
    let end = scene.subtree(answer).end.min(answer + 12);
    let trigger = (answer + 1..end).find_map(|t| nearest.at(t))?;
    // Whose call it is must be told.
    let lent = scene.speech.innermost(answer);
    let cue = lent.and_then(|id| scene.speech.contents.get(id.index())?.cue_head);
    if cue != Some(verb) {
        return None;
    }
    let tokens = verb..end;
    Some(Thought {
        kind: StanceKind::CallsFor,
        tokens,
        trigger: Some(trigger),
        at: answer,
        judged: false,
    })
}

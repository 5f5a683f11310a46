//! Corrections: "not by the army but by rebels", "rebels, not the army", "it was not the army".
//!
//! Such a negation does not deny the deed; it takes it from one and may give it to another (Horn
//! 1985, "Metalinguistic negation"). In: the tokens. Out: which negations are corrections, which
//! words they rule out, which they put instead. Only noun phrases, with or without a preposition,
//! are corrected: "did not shell the town but left it" denies the shelling. "not only the army but
//! rebels" corrects nothing.
//! Must hold: finding them is linear in the number of tokens.
//! Shown by the casebook pages `not-the-army-but-rebels`, `not-only`.

use foldhash::HashMap;
use rashomon_text::syntax::Pos;

use crate::events::scene::Scene;

/// Tokens between a negation and its "but" beyond this many belong to something else.
const REACH: usize = 24;

/// The corrections of a report.
#[derive(Default)]
pub(crate) struct Corrections {
    /// What a correction rules out, with its negation and what it puts instead.
    out: HashMap<usize, (usize, Option<usize>)>,
    /// What is put instead, with what it replaces.
    instead: HashMap<usize, usize>,
    /// What stands, with what is ruled out behind it: "rebels, not the army".
    beside: HashMap<usize, usize>,
    /// Negations that are corrections.
    negations: Vec<usize>,
}

impl Corrections {
    /// Finds the corrections of a report.
    pub(crate) fn new(scene: &Scene<'_>) -> Corrections {
        let mut found = Corrections::default();
        for token in 0..scene.annotated.tokens().len() {
            let negates = scene.dep(token) == "neg" && matches!(scene.word(token), "not" | "n't");
            if negates && !matches!(scene.word(token + 1), "only" | "just" | "merely" | "least") {
                found.look(scene, token);
            }
        }
        found
    }

    /// Tells whether a negation only takes the deed from one to another.
    pub(crate) fn is_negation(&self, token: usize) -> bool {
        self.negations.binary_search(&token).is_ok()
    }

    /// Returns the negation that rules a noun out: "not the army".
    pub(crate) fn ruled_out(&self, noun: usize) -> Option<usize> {
        self.out.get(&noun).map(|(negation, _)| *negation)
    }

    /// Returns what is put instead of a noun.
    pub(crate) fn instead_of(&self, noun: usize) -> Option<usize> {
        self.out.get(&noun).and_then(|(_, put)| *put)
    }

    /// Returns what a noun is put instead of.
    pub(crate) fn replaces(&self, noun: usize) -> Option<usize> {
        self.instead.get(&noun).copied()
    }

    /// Returns what is ruled out behind a noun that stands.
    pub(crate) fn beside(&self, noun: usize) -> Option<usize> {
        self.beside.get(&noun).copied()
    }

    fn look(&mut self, scene: &Scene<'_>, negation: usize) {
        let found = cleft(scene, negation)
            .or_else(|| but(scene, negation).map(|(out, put)| (out, Some(put))));
        let (out, put) = match (found, aside(scene, negation)) {
            (Some(found), _) => found,
            (None, Some((stands, out))) => {
                self.beside.extend(stands.map(|s| (s, out)));
                (out, None)
            }
            (None, None) => return,
        };
        self.negations.push(negation);
        self.out.insert(out, (negation, put));
        if let Some(put) = put {
            self.instead.insert(put, out);
        }
    }
}

/// "not by the army but by rebels": what stands before "but" and after it, where both are alike.
///
/// Goes by the words, for the parse ties such phrases now to the noun, now to the verb.
fn but(scene: &Scene<'_>, negation: usize) -> Option<(usize, usize)> {
    let sentence = scene.sentence_tokens(negation);
    let but = (negation + 1..sentence.end.min(negation + REACH))
        .find(|t| scene.word(*t) == "but" && scene.dep(*t) == "cc")?;
    let preposition = Some(but + 1).filter(|t| scene.pos(*t) == Pos::Adp);
    let right = phrase_after(scene, preposition.unwrap_or(but) + 1)?;
    let left = match preposition {
        Some(with) => {
            let same = |t: &usize| scene.word(*t) == scene.word(with);
            (negation + 1..but).rev().find(same).and_then(|by| noun(scene, by))
        }
        None => (negation + 1..but).next_back().filter(|t| scene.is_noun(*t)),
    }?;
    // "not the army but rebels shelled it" begins with what it rules out; elsewhere a verb after
    // "but" begins a clause of its own.
    let opens = scene.phrase(left).start == negation + 1 || scene.head(negation) == Some(left);
    let clause = scene.is_verb(right + 1) || scene.dep(right + 1).starts_with("aux");
    (opens || !clause).then_some((left, right))
}

/// The head of a noun phrase that begins at a token: the last of its nouns.
fn phrase_after(scene: &Scene<'_>, start: usize) -> Option<usize> {
    let sentence = scene.sentence_tokens(start);
    let stop = sentence.end.min(start + REACH);
    let inside =
        |t: &usize| scene.is_noun(*t) || matches!(scene.pos(*t), Pos::Det | Pos::Adj | Pos::Num);
    (start..stop).take_while(inside).filter(|t| scene.is_noun(*t)).last()
}

/// "it was not the army that shelled it (but rebels)".
fn cleft(scene: &Scene<'_>, negation: usize) -> Option<(usize, Option<usize>)> {
    let copula = scene.head(negation).filter(|h| scene.lemma(*h) == "be")?;
    scene.kid(copula, &["nsubj", "expl"]).filter(|s| scene.word(*s) == "it")?;
    let out = scene.kid(copula, &["attr"]).filter(|a| *a > negation && scene.is_noun(*a))?;
    let clause = scene.kids(out).find(|k| scene.dep(*k) == "relcl");
    let clause = clause.or_else(|| scene.kids(copula).find(|k| scene.dep(*k) == "relcl"))?;
    let sentence = scene.sentence_tokens(negation);
    let but = (negation + 1..sentence.end.min(negation + REACH))
        .find(|t| scene.word(*t) == "but" && scene.dep(*t) == "cc");
    // "but" behind the clause is often tied to the clause's object; what follows it is a noun.
    let put = but.and_then(|b| {
        let joined = scene.head(b)?;
        let own = joined == out || scene.subtree(clause).contains(&joined) || joined == copula;
        let conj = scene.kids(joined).find(|k| *k > b && scene.dep(*k) == "conj")?;
        (own && scene.is_noun(conj)).then_some(conj)
    });
    Some((out, put))
}

/// "rebels, not the army, shelled it", "shelled by rebels, not by the army": what stands, where it
/// is found, and what is ruled out.
fn aside(scene: &Scene<'_>, negation: usize) -> Option<(Option<usize>, usize)> {
    let before = negation.checked_sub(1)?;
    if !matches!(scene.word(before), "," | "(" | "–" | "—" | "-" | "and") {
        return None;
    }
    let head = scene.head(negation)?;
    if head < negation {
        // "rebels, not the army": the parse ties "not" to what it stands beside.
        let named = scene.kid(head, &["appos"]).filter(|a| *a > negation && scene.is_noun(*a))?;
        let bare = scene.is_noun(head) && scene.subtree(named).start == negation + 1;
        return bare.then_some((Some(head), named));
    }
    let out = noun(scene, head)?;
    let alike = |t: &usize| scene.word(*t) == scene.word(head) && noun(scene, *t).is_some();
    let twin = (scene.sentence_tokens(negation).start..before).rev().find(alike);
    let bare = scene.subtree(head).start >= negation;
    bare.then(|| (twin.and_then(|t| noun(scene, t)), out))
}

/// The noun of a phrase, behind its preposition.
fn noun(scene: &Scene<'_>, head: usize) -> Option<usize> {
    if scene.pos(head) == Pos::Adp {
        return scene.kid(head, &["pobj"]);
    }
    scene.is_noun(head).then_some(head)
}

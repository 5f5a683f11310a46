//! How far a content reaches: what belongs to it, and where the next voice or the narrator begins.
//!
//! In: a content as the parser cuts it. Out: the same, cut or widened. A thing that is named takes
//! the phrases behind it that the parser hung on the verb ("condemned the raid | on the port"),
//! unless they tell when or through what medium; what follows as an aside ("…, which fell last
//! year", "…, a town of farmers") is the narrator's. A clause ends where another voice begins:
//! "A said five died, | while B said nine had"; "vowed to stay | and praised the crew".
//!
//! Shown by the casebook pages `two-sources`, `aside-of-the-author`.

use std::ops::Range;

use rashomon_text::syntax::Pos;

use super::lexicon::{Frame, SpeechLexicon};
use super::tree::Tree;

/// Prepositions that go on with the thing before them.
const GOES_ON: [&str; 15] = [
    "of", "in", "on", "to", "for", "from", "with", "against", "about", "between", "at", "into",
    "over", "near", "as",
];

/// Widens the words for a thing by the phrases right behind it that hang on the verb instead.
pub(super) fn with_phrases(
    tree: &Tree<'_, '_>,
    verb: usize,
    mut run: Range<usize>,
    lexicon: &SpeechLexicon,
) -> Range<usize> {
    let pronoun = run.len() == 1 && tree.pos(run.start) == Pos::Pron;
    for behind in tree.children(verb).filter(|c| *c > verb) {
        if pronoun && !tree.is(behind, "as") {
            continue;
        }
        let next = tree.subtree(behind);
        let phrase = tree.dep(behind) == "prep" && goes_on(tree, behind, lexicon);
        let purpose = matches!(tree.dep(behind), "xcomp" | "advcl" | "acl") && has_to(tree, behind);
        if next.start == run.end && (phrase || purpose) {
            run.end = next.end;
        }
    }
    run
}

/// "the creation of a force to hold the pass".
fn has_to(tree: &Tree<'_, '_>, verb: usize) -> bool {
    tree.children(verb).any(|c| tree.dep(c) == "aux" && tree.tag(c) == "TO")
}

/// Tells a phrase about the thing from one about the telling: "in a statement", "on Sunday".
fn goes_on(tree: &Tree<'_, '_>, preposition: usize, lexicon: &SpeechLexicon) -> bool {
    let Some(noun) = tree.child(preposition, "pobj") else { return false };
    let telling = lexicon.media.contains(&*tree.lemma(noun))
        || matches!(tree.named(noun), "DATE" | "TIME")
        || matches!(tree.named(noun.saturating_sub(1)), "DATE" | "TIME");
    !telling && tree.is_any(preposition, &GOES_ON)
}

/// Cuts an aside off the end of the words for a thing: ", which …", ", a town of farmers".
pub(super) fn without_aside(tree: &Tree<'_, '_>, run: Range<usize>) -> Range<usize> {
    let run = tree.trim(run);
    let mut at = run.end.saturating_sub(1);
    for _ in 0..12 {
        let aside = tree.subtree(at);
        if aside.start <= run.start {
            break;
        }
        let set_off = tree.annotated.word(aside.start - 1) == ",";
        let relative = tree.dep(at) == "relcl" && tree.tag(aside.start).starts_with('W');
        let listed = || tree.children(at).any(|c| matches!(tree.dep(c), "conj" | "cc"));
        if set_off && (relative || (tree.dep(at) == "appos" && !listed())) {
            return tree.trim(run.start..aside.start - 1);
        }
        let head = tree.head(at);
        if head == at || !run.contains(&head) {
            break;
        }
        at = head;
    }
    run
}

/// Returns where in a clause the next voice begins, or what the same subject does beside telling.
pub(super) fn next_voice(
    tree: &Tree<'_, '_>,
    verb: usize,
    clause: usize,
    lexicon: &SpeechLexicon,
) -> Option<usize> {
    let mut at = clause;
    for _ in 0..6 {
        for other in tree.children(at).filter(|c| *c > clause) {
            let begins = match tree.dep(other) {
                "advcl" | "conj" | "ccomp" if tells(tree, other, lexicon) => true,
                "advcl" => adds(tree, other, lexicon),
                "conj" => {
                    does_beside(tree, verb, clause, other)
                        || tells_beside(tree, verb, clause, other, lexicon)
                }
                _ => false,
            };
            if begins && tree.quote(other).is_none() {
                return Some(before_link(tree, tree.subtree(other).start.max(at + 1)));
            }
        }
        let next = tree.children(at).find(|c| *c > at && tree.dep(*c) == "conj");
        at = next.filter(|n| tree.is_verbal(*n))?;
    }
    None
}

/// "while the ministry said …": a verb of telling with a subject and a clause of its own.
fn tells(tree: &Tree<'_, '_>, verb: usize, lexicon: &SpeechLexicon) -> bool {
    let entry = lexicon.verbs.get(&*tree.lemma(verb));
    let speaks = entry.is_some_and(|e| e.lends(&Frame::Quote).is_some());
    let subject = tree.child(verb, "nsubj").filter(|s| *s < verb);
    let contrast = match tree.dep(verb) {
        "advcl" => tree
            .child(verb, "mark")
            .is_some_and(|m| tree.is_any(m, &["while", "whereas", "though", "although"])),
        _ => true,
    };
    speaks
        && contrast
        && subject.is_some_and(|s| !tree.tag(s).starts_with('W'))
        && tree.child(verb, "ccomp").is_some_and(|c| c > verb)
}

/// ", saying that …": a participle of telling set off by a comma, with a clause of its own.
pub(super) fn adds(tree: &Tree<'_, '_>, verb: usize, lexicon: &SpeechLexicon) -> bool {
    let entry = lexicon.verbs.get(&*tree.lemma(verb));
    let speaks = entry.is_some_and(|e| e.lends(&Frame::Quote).is_some());
    let start = tree.subtree(verb).start;
    speaks
        && tree.dep(verb) == "advcl"
        && tree.tag(verb) == "VBG"
        && start > 0
        && tree.annotated.word(start - 1) == ","
        && tree.child(verb, "ccomp").is_some_and(|c| c > verb)
}

/// "vowed to stay and praised the crew": a finite verb cannot go on with an infinitive.
fn does_beside(tree: &Tree<'_, '_>, verb: usize, clause: usize, other: usize) -> bool {
    let infinitive = tree.children(clause).any(|c| tree.dep(c) == "aux" && tree.tag(c) == "TO");
    let own = tree.children(other).any(|c| tree.dep(c).starts_with("nsubj"));
    infinitive
        && !own
        && matches!(tree.tag(other), "VBD" | "VBZ")
        && tree.tag(verb) == tree.tag(other)
}

/// "said it regretted the deaths and promised to …": who said so promises.
pub(super) fn tells_beside(
    tree: &Tree<'_, '_>,
    verb: usize,
    clause: usize,
    other: usize,
    lexicon: &SpeechLexicon,
) -> bool {
    let subject = tree.child(clause, "nsubj").or_else(|| tree.child(clause, "nsubjpass"));
    let himself = subject.is_some_and(|s| tree.is_any(s, &["he", "she", "it", "they"]));
    let own = tree.children(other).any(|c| {
        tree.dep(c).starts_with("nsubj") || matches!(tree.dep(c), "aux" | "auxpass" | "mark")
    });
    himself
        && !own
        && lexicon.verbs.get(&*tree.lemma(other)).is_some_and(|e| e.lends(&Frame::Quote).is_some())
        && tree.tag(other) == "VBD"
        && tree.tag(verb) == "VBD"
}

/// Widens a clause to what the parser cut off: "said the road was open | and that buses ran",
/// "said | the days of plenty | were gone".
pub(super) fn whole_clause(
    tree: &Tree<'_, '_>,
    verb: usize,
    mut run: Range<usize>,
    takes_object: bool,
) -> Range<usize> {
    let end = run.end;
    for other in tree.children(verb).filter(|c| *c >= end && tree.dep(*c) == "conj") {
        let that = tree.child(other, "mark").filter(|m| tree.is(*m, "that"));
        if that.is_some_and(|t| t <= run.end + 2) {
            run.end = tree.subtree(other).end;
        }
    }
    // A verb that takes no object has none: what stands there opens its clause.
    let object = tree.child(verb, "dobj").filter(|o| *o > verb && *o < run.start);
    if let Some(object) = object.filter(|_| !takes_object && !tree.is(run.start, "that")) {
        let opens = tree.subtree(object);
        if opens.start == verb + 1 && opens.end <= run.start + 1 {
            run.start = opens.start;
        }
    }
    run
}

/// Steps back over "and" and the comma before it.
fn before_link(tree: &Tree<'_, '_>, mut at: usize) -> usize {
    while at > 0
        && (tree.dep(at - 1) == "cc" || matches!(tree.annotated.word(at - 1), "," | ";" | "-"))
    {
        at -= 1;
    }
    at
}

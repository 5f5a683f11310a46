//! How firmly a happening is put: certain or not, come about or not, or only planned.
//!
//! "may have bombed" is possible, "did not bomb" is denied, "plans to bomb" is no happening yet,
//! "threatened to bomb" is a threat. In: a trigger. Out: its standing relative to the innermost
//! voice (FactBank's scale: Saurí and Pustejovsky 2009). A definite noun ("denied the attack was
//! theirs") is presupposed and keeps its standing whatever the words around it.

use rashomon_model::{Certainty, Polarity};

use crate::events::lexicon::Form;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// Whether a happening is told as come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reality {
    /// Told as come about, or as not come about.
    Actual,
    /// Planned, wished for, foreseen, or under a condition.
    Planned,
    /// Threatened.
    Threatened,
    /// Demanded.
    CalledFor,
}

/// How a happening is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) certainty: Certainty,
    pub(crate) polarity: Polarity,
    pub(crate) reality: Reality,
}

impl Standing {
    const PLAIN: Standing = Standing {
        certainty: Certainty::Certain,
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
    };

    fn weaken(&mut self, certainty: Certainty) {
        self.certainty = self.certainty.max(certainty);
    }

    fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Denied,
            Polarity::Denied => Polarity::Affirmed,
        };
    }

    fn become_unreal(&mut self, reality: Reality) {
        if self.reality == Reality::Actual {
            self.reality = reality;
        }
        self.weaken(Certainty::Possible);
    }

    /// Tells whether the happening is told as come about.
    pub(crate) fn holds(self) -> bool {
        self.reality == Reality::Actual && self.polarity == Polarity::Affirmed
    }
}

/// Finds how a trigger's happening is put.
pub(crate) fn of(scene: &Scene<'_>, trigger: &Trigger) -> Standing {
    let mut standing = Standing::PLAIN;
    let mut at = trigger.token;
    let presupposed = trigger.form == Form::Noun && is_definite(scene, at);
    if trigger.form == Form::Noun {
        modifiers_of_noun(scene, at, &mut standing);
    } else {
        modifiers_of_verb(scene, at, &mut standing);
    }
    let mut climbed = Vec::new();
    for _ in 0..5 {
        if presupposed {
            break;
        }
        climbed.extend(scene.head(at));
        match climb(scene, at, &mut standing) {
            Some(next) => at = next,
            None => break,
        }
    }
    voice(scene, trigger, presupposed, &climbed, &mut standing);
    standing
}

/// "the attack", "his killing", "Tuesday's raid".
pub(crate) fn is_definite(scene: &Scene<'_>, noun: usize) -> bool {
    scene.kids(noun).any(|k| {
        scene.dep(k) == "poss"
            || matches!(scene.word(k), "the" | "this" | "that" | "these" | "those")
    })
}

fn voice(
    scene: &Scene<'_>,
    trigger: &Trigger,
    presupposed: bool,
    climbed: &[usize],
    standing: &mut Standing,
) {
    let Some(id) = scene.speech.innermost(trigger.token) else { return };
    let Some(content) = scene.speech.contents.get(id.index()) else { return };
    if content.certainty != Certainty::Unstated {
        standing.weaken(content.certainty);
    }
    // Only what the voice speaks of first is denied: "denied that it bombed the town that rebels
    // hold" says nothing against the rebels.
    let deep = scene
        .head(trigger.token)
        .is_some_and(|h| content.content.contains(&h) && scene.dep(trigger.token) != "xcomp");
    let direct = matches!(content.style, rashomon_model::Style::Direct);
    // "denied that it bombed": the verb has negated what it governs while climbing; once is enough.
    let told = climbed.iter().any(|head| {
        Some(*head) == content.cue_head && scene.lexicon.cue("prevented", scene.lemma(*head))
    });
    if content.polarity == Polarity::Denied && !presupposed && !deep && !direct && !told {
        standing.negate();
    }
}

/// Applies the auxiliaries, negations and adverbs of a verb.
fn modifiers_of_verb(scene: &Scene<'_>, verb: usize, standing: &mut Standing) {
    for kid in scene.kids(verb) {
        match scene.dep(kid) {
            "neg" => standing.negate(),
            "aux" | "advmod" | "npadvmod" => adverb(scene, kid, standing),
            "mark" if matches!(scene.word(kid), "if" | "unless" | "whether" | "lest") => {
                standing.become_unreal(Reality::Planned);
            }
            "nsubj" | "nsubjpass" | "dobj" => {
                let nobody = matches!(scene.word(kid), "nobody" | "none" | "nothing");
                let no = scene.kid(kid, &["det"]).is_some_and(|d| scene.word(d) == "no");
                if nobody || no {
                    standing.negate();
                }
            }
            _ => {}
        }
    }
}

fn adverb(scene: &Scene<'_>, word: usize, standing: &mut Standing) {
    if scene.cue("possible", word) {
        standing.weaken(Certainty::Possible);
    } else if scene.cue("probable", word) {
        standing.weaken(Certainty::Probable);
    } else if scene.dep(word) == "aux" && scene.cue("plan", word) {
        standing.become_unreal(Reality::Planned);
    } else if scene.dep(word) == "advmod" && matches!(scene.word(word), "never" | "neither") {
        standing.negate();
    }
}

/// Applies the determiners and adjectives of a noun: "no attack", "an alleged attack".
fn modifiers_of_noun(scene: &Scene<'_>, noun: usize, standing: &mut Standing) {
    for kid in scene.kids(noun).filter(|k| *k < noun) {
        match scene.dep(kid) {
            "det" | "neg" if matches!(scene.word(kid), "no" | "neither" | "any") => {
                standing.negate();
            }
            "amod" | "advmod" | "compound" => noun_adjective(scene, kid, standing),
            _ => {}
        }
    }
}

fn noun_adjective(scene: &Scene<'_>, word: usize, standing: &mut Standing) {
    if scene.cue("possible", word) {
        standing.weaken(Certainty::Possible);
    } else if scene.cue("probable", word) {
        standing.weaken(Certainty::Probable);
    } else if matches!(
        scene.word(word),
        "planned" | "future" | "imminent" | "impending" | "looming"
    ) {
        standing.become_unreal(Reality::Planned);
    } else if matches!(scene.word(word), "attempted" | "foiled" | "thwarted" | "failed") {
        standing.weaken(Certainty::Possible);
    }
}

/// Looks at the word that governs a token; returns it where its own governors matter too.
fn climb(scene: &Scene<'_>, at: usize, standing: &mut Standing) -> Option<usize> {
    let head = scene.head(at)?;
    let infinitive = scene.kids(at).any(|k| scene.tag(k) == "TO");
    match scene.dep(at) {
        "conj" => {
            let own = scene.kid(at, &["aux", "auxpass", "nsubj", "nsubjpass"]).is_some();
            if own || !scene.is_verb(head) && !scene.is_noun(head) {
                return None;
            }
            if scene.is_verb(head) {
                modifiers_of_verb(scene, head, standing);
            } else {
                modifiers_of_noun(scene, head, standing);
            }
            Some(head)
        }
        "advcl" => {
            if scene.kid(at, &["mark", "advmod"]).is_some_and(|m| m < at && !infinitive) {
                return None;
            }
            if infinitive {
                governed(scene, head, true, standing);
                return None;
            }
            modifiers_of_verb(scene, head, standing);
            Some(head)
        }
        "xcomp" | "pcomp" | "acl" | "ccomp" if scene.is_verb(at) => {
            if scene.dep(at) == "acl" && !infinitive {
                return None;
            }
            governed(scene, head, infinitive, standing);
            if scene.is_verb(head) {
                if scene.dep(at) == "ccomp" {
                    return None;
                }
                modifiers_of_verb(scene, head, standing);
            }
            Some(head)
        }
        "relcl" if infinitive => {
            standing.become_unreal(Reality::Planned);
            None
        }
        "dobj" | "pobj" | "nsubjpass" | "attr" | "oprd" => {
            governed(scene, head, false, standing);
            if scene.is_verb(head) {
                modifiers_of_verb(scene, head, standing);
                return Some(head);
            }
            (scene.dep(head) == "prep" || scene.dep(at) == "pobj").then_some(head)
        }
        "nsubj" if matches!(scene.lemma(head), "occur" | "happen" | "be" | "take" | "begin") => {
            modifiers_of_verb(scene, head, standing);
            Some(head)
        }
        "prep" if scene.word(at) == "of" || scene.cue("threat", head) => {
            governed(scene, head, false, standing);
            scene.is_noun(head).then_some(head)
        }
        "amod" | "compound" if scene.cue("threat", head) || scene.lemma(head) == "plot" => {
            governed(scene, head, false, standing);
            None
        }
        _ => None,
    }
}

/// Applies what a governing verb or noun says of what it governs.
fn governed(scene: &Scene<'_>, head: usize, infinitive: bool, standing: &mut Standing) {
    let lemma = scene.lemma(head);
    let cue = |kind: &str| scene.lexicon.cue(kind, lemma);
    if cue("real") {
        return;
    }
    if cue("threat") {
        standing.become_unreal(Reality::Threatened);
    } else if cue("prevented") && scene.pos(head) != rashomon_text::syntax::Pos::Adp {
        standing.negate();
    } else if cue("call") {
        standing.become_unreal(Reality::CalledFor);
    } else if cue("plan") {
        standing.become_unreal(Reality::Planned);
    } else if cue("possible") {
        standing.weaken(Certainty::Possible);
    } else if cue("probable") {
        standing.weaken(Certainty::Probable);
    } else if infinitive {
        standing.become_unreal(Reality::Planned);
    }
}

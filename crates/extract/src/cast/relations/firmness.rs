//! How firmly a relation is put, whether it is denied, and when it held.
//!
//! In: a cue. Out: certainty and polarity relative to the innermost voice ("may back", "is not a
//! member", "denied that it is allied with"), and the date in the cue's own clause ("joined the
//! Front in 2014"). Decides nothing about parties. A plan, wish or condition is no relation at
//! all: "wants to lead", "if it joins". So is what is over: "a former commander".
//!
//! Shown by the casebook pages `not-headed-by`, `denied-links`, `plans-to-join`, `former-commander`.

use foldhash::HashMap;
use rashomon_model::{Certainty, Polarity, RelationKind, TimeId, TimeKind};

use super::{Party, Ties};
use crate::cast::page::Page;

/// For each verb or noun the date that hangs on it.
#[derive(Default)]
pub(super) struct Dates(HashMap<usize, TimeId>);

impl Dates {
    /// Finds for each date the verb or noun it hangs on.
    pub(super) fn new(page: &Page<'_>) -> Dates {
        let mut dates = HashMap::default();
        for (index, time) in page.annotated.times.iter().enumerate() {
            let dated = time.value.starts_with(|c: char| c.is_ascii_digit() || c == 'X');
            // "since 2014" and "before Sunday" are no dates of it.
            let open = time.tokens.start.checked_sub(1).is_some_and(|b| {
                matches!(page.lower(b), "since" | "until" | "till" | "from" | "before" | "after")
            });
            if !dated || open || !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
                continue;
            }
            let Some(head) = time.tokens.clone().find(|t| !time.tokens.contains(&page.head(*t)))
            else {
                continue;
            };
            let up = page.head(head);
            let governor = if page.dep(head) == "pobj" { page.head(up) } else { up };
            dates.entry(governor).or_insert(TimeId::at(index));
        }
        Dates(dates)
    }
}

impl Ties<'_, '_> {
    /// Returns the date told for a cue: on the cue itself or on the verb of its clause.
    pub(super) fn when(&self, cue: usize) -> Option<TimeId> {
        let at = |token: usize| self.dates.0.get(&token).copied();
        at(cue).or_else(|| at(self.clause(cue)))
    }

    /// Returns the verb or the cue itself, whichever the clause hangs on.
    pub(super) fn clause(&self, cue: usize) -> usize {
        let page = self.page;
        let mut at = cue;
        for _ in 0..6 {
            if page.tag(at).starts_with("VB") || page.head(at) == at {
                break;
            }
            // What stands inside a noun group is not denied with the verb above it.
            if !matches!(page.dep(at), "attr" | "acomp" | "prep" | "pobj" | "oprd") {
                break;
            }
            at = page.head(at);
        }
        at
    }

    /// Tells whether the innermost voice affirms or denies the relation.
    pub(super) fn polarity(&self, cue: usize, object: &Party) -> Polarity {
        let told = self.negated(cue, object);
        let (_, spoken) = self.speech.stance_at(cue);
        // "denied that it is allied with": only the clause that the voice speaks of is denied.
        let clause = self.clause(cue);
        let first = self.speech.innermost(cue).and_then(|id| self.speech.get(id));
        let deep = first.is_some_and(|c| {
            c.content.contains(&self.page.head(clause)) && self.page.head(clause) != clause
        });
        match (told, spoken == Polarity::Denied && !deep) {
            (true, false) | (false, true) => Polarity::Denied,
            _ => Polarity::Affirmed,
        }
    }

    fn negated(&self, cue: usize, object: &Party) -> bool {
        let page = self.page;
        // "headed not by Roe", "not Roe": the "not" stands beside the cue or the party. "Not only"
        // denies nothing.
        let not = |t: usize| {
            page.lower(t) == "not"
                && !matches!(page.lower(t + 1), "only" | "just" | "merely" | "simply" | "solely")
        };
        let verbal = page.tag(cue).starts_with("VB") || page.tag(cue).starts_with("JJ");
        let beside = verbal && (cue + 1..cue + 3).any(|t| not(t) && page.head(t) <= cue + 3);
        if beside || not(object.tokens.start.wrapping_sub(1)) {
            return true;
        }
        let denied = |t: usize| {
            page.children(t).any(|c| {
                (page.dep(c) == "neg" && (page.lower(c) != "not" || not(c)))
                    || matches!(page.lower(c), "never" | "neither")
                    || page.dep(c) == "det" && page.lower(c) == "no" && t == cue
            })
        };
        denied(cue) || denied(self.clause(cue))
    }

    /// Tells how firmly the relation is put.
    pub(super) fn certainty(&self, cue: usize) -> Certainty {
        let page = self.page;
        let clause = self.clause(cue);
        let weak = |t: usize| {
            matches!(
                page.lower(t),
                "may"
                    | "might"
                    | "could"
                    | "possibly"
                    | "perhaps"
                    | "reportedly"
                    | "allegedly"
                    | "alleged"
                    | "suspected"
                    | "possible"
                    | "purported"
                    | "supposedly"
            )
        };
        let likely =
            |t: usize| matches!(page.lower(t), "probably" | "likely" | "apparently" | "presumed");
        let own = match self.held(clause) {
            _ if page.children(clause).chain(page.children(cue)).any(weak) => Certainty::Possible,
            Some(certainty) => certainty,
            None if page.children(clause).chain(page.children(cue)).any(likely) => {
                Certainty::Probable
            }
            None => Certainty::Certain,
        };
        own.max(self.spoken_certainty(cue))
    }

    /// How firmly the innermost voice holds what it says; "unstated" adds no doubt here.
    fn spoken_certainty(&self, cue: usize) -> Certainty {
        match self.speech.stance_at(cue).0 {
            Certainty::Unstated => Certainty::Certain,
            told => told,
        }
    }

    /// "is believed to lead", "seems to back": how far the verb above lends its doubt.
    fn held(&self, clause: usize) -> Option<Certainty> {
        let page = self.page;
        // With "that" the verb makes somebody speak, which is for the voices.
        let infinite = page.children(clause).any(|c| page.lower(c) == "to" && c < clause);
        let held = matches!(page.dep(clause), "xcomp" | "oprd" | "pcomp" | "acomp")
            || infinite && page.dep(clause) == "ccomp";
        if !held {
            return None;
        }
        let above = page.head(clause);
        let above = if page.dep(above) == "prep" { page.head(above) } else { above };
        match &*page.lemma(above) {
            "seem" | "appear" | "believe" | "think" | "presume" => Some(Certainty::Probable),
            "say" | "report" | "suspect" | "allege" | "rumor" | "rumour" | "accuse" => {
                Some(Certainty::Possible)
            }
            _ => None,
        }
    }

    /// Tells whether a verb only plans, wishes or supposes ("to join", "if it joins", "will
    /// join"). What continues, or is said to be, is no plan; and who is "committed to defeat" a
    /// party is against it already.
    pub(super) fn is_unreal(&self, verb: usize, kind: RelationKind) -> bool {
        let page = self.page;
        let hostile = kind == RelationKind::OpposedTo;
        let above = page.head(verb);
        let above = if page.dep(verb) == "pcomp" { page.head(above) } else { above };
        let lemma = page.lemma(above);
        let meant = || {
            REAL.contains(&&*lemma)
                || hostile && (AIMING.contains(&&*lemma) || AIMING.contains(&page.lower(above)))
        };
        // "wants to leave A and join B": the second verb shares the "to" of the first.
        let own = page.children(verb).any(|c| matches!(page.dep(c), "aux" | "nsubj" | "mark"));
        let shared = page.dep(verb) == "conj" && above < verb && !own;
        if shared && page.dep(above) != "conj" && self.is_unreal(above, kind) {
            return true;
        }
        page.children(verb).filter(|c| *c < verb).any(|c| match page.lower(c) {
            "if" | "unless" | "will" | "would" | "should" | "must" | "whether" => true,
            "to" => !meant(),
            _ => false,
        })
    }

    /// Tells whether what a noun names is over or yet to come: "a former commander".
    pub(super) fn is_past(&self, noun: usize) -> bool {
        let page = self.page;
        // The whole noun group, as the parse may hang "former" on the body's name.
        let start = self.party(noun).map_or(noun, |p| p.tokens.start);
        let start = page.children(noun).next().map_or(start, |c| c.min(start)).min(noun);
        let ex = |t: usize| {
            page.is_hyphen(t) && page.lower(t.wrapping_sub(1)) == "ex" && page.touches_next(t)
        };
        (start.max(noun.saturating_sub(10)).saturating_sub(1)..noun)
            .any(|t| PAST.contains(&page.lower(t)) || ex(t))
    }
}

/// Words that say a role is over or yet to come.
const PAST: [&str; 10] = [
    "former", "ex", "ex-", "late", "previous", "onetime", "ousted", "deposed", "future", "would-be",
];

/// Verbs whose "to" tells of something that is so.
const REAL: [&str; 14] = [
    "continue", "begin", "start", "come", "seem", "appear", "happen", "know", "believe", "think",
    "say", "report", "find", "suspect",
];

/// Words of a will that makes its holder an opponent of whom it is against.
pub(super) const AIMING: [&str; 17] = [
    "want",
    "vow",
    "seek",
    "aim",
    "try",
    "work",
    "commit",
    "committed",
    "determined",
    "fight",
    "effort",
    "campaign",
    "determination",
    "commitment",
    "strategy",
    "struggle",
    "mission",
];

//! What a person asks to be recorded, as JSON: what a page posts, and what a queue offers.
//!
//! Goes both ways between [`Asked`] and [`Ask`], field by field. Things are named as `rashomon judge`
//! names them. A field that is none is an error, so that a misspelt one is not taken for silence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case_file::{Ask, AskedClaim, Given};

/// A judgement that is asked for, without its reason, author and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Asked {
    /// These are one: all of them things, or all happenings.
    Same {
        /// Two or more: entity ids or exact spellings; or ids of events and claims.
        things: Vec<String>,
    },
    /// No two of these are one.
    Different {
        /// Two or more: entity ids or exact spellings; or ids of events and claims.
        things: Vec<String>,
    },
    /// Some uses of an entity's names are taken out of it; or what some reports tell, out of an event.
    Split {
        /// The entity, or the event.
        from: String,
        /// Uses that have none but these spellings.
        #[serde(default)]
        names: Vec<String>,
        /// Uses in these reports.
        #[serde(default)]
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
    Accept {
        /// The claim.
        claim: String,
    },
    /// A claim is not what its report says, and takes part in nothing.
    Reject {
        /// The claim.
        claim: String,
    },
    /// A claim takes part with another value.
    Correct {
        /// The claim.
        claim: String,
        /// What stands in place of what was read.
        value: Given,
    },
    /// Words say something that was not read.
    Add(Box<AskedClaim>),
    /// The reason is to be remembered with this.
    Note {
        /// A claim, event, entity or report.
        on: String,
    },
    /// A judgement no longer holds.
    Withdraw {
        /// The judgement.
        judgement: String,
    },
}

impl From<Asked> for Ask {
    fn from(asked: Asked) -> Ask {
        match asked {
            Asked::Same { things } => Ask::Same(things),
            Asked::Different { things } => Ask::Different(things),
            Asked::Split { from, names, reports } => Ask::Split { from, names, reports },
            Asked::Rename { thing, name } => Ask::Rename { thing, name },
            Asked::Accept { claim } => Ask::Accept(claim),
            Asked::Reject { claim } => Ask::Reject(claim),
            Asked::Correct { claim, value } => Ask::Correct { claim, value },
            Asked::Add(claim) => Ask::Add(claim),
            Asked::Note { on } => Ask::Note(on),
            Asked::Withdraw { judgement } => Ask::Withdraw(judgement),
        }
    }
}

impl From<Ask> for Asked {
    fn from(ask: Ask) -> Asked {
        match ask {
            Ask::Same(things) => Asked::Same { things },
            Ask::Different(things) => Asked::Different { things },
            Ask::Split { from, names, reports } => Asked::Split { from, names, reports },
            Ask::Rename { thing, name } => Asked::Rename { thing, name },
            Ask::Accept(claim) => Asked::Accept { claim },
            Ask::Reject(claim) => Asked::Reject { claim },
            Ask::Correct { claim, value } => Asked::Correct { claim, value },
            Ask::Add(claim) => Asked::Add(claim),
            Ask::Note(on) => Asked::Note { on },
            Ask::Withdraw(judgement) => Asked::Withdraw { judgement },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_as_it_was_written() {
        let one = || "E-1".to_owned();
        let value = Given { low: Some(4), party: Some("the Front".into()), ..Given::default() };
        let claim = AskedClaim {
            report: "r1".into(),
            span: [3, 9],
            slot: "killed".into(),
            class: Some("ASSAULT".into()),
            value: value.clone(),
            ..AskedClaim::default()
        };
        for ask in [
            Ask::Same(vec![one(), "V-2".into()]),
            Ask::Different(vec![one(), one()]),
            Ask::Split { from: one(), names: vec!["N".into()], reports: vec![] },
            Ask::Rename { thing: one(), name: "\u{202e}نص".into() },
            Ask::Accept("r1#c2".into()),
            Ask::Reject("r1#c2".into()),
            Ask::Correct { claim: "r1#c2".into(), value },
            Ask::Add(Box::new(claim)),
            Ask::Note(one()),
            Ask::Withdraw("J-3".into()),
        ] {
            let written = serde_json::to_string(&Asked::from(ask.clone())).expect("writes");
            let read: Asked = serde_json::from_str(&written).expect("reads");
            assert_eq!(Ask::from(read), ask, "{written}");
        }
    }

    #[test]
    fn what_is_no_ask_is_an_error_and_not_less_of_one() {
        for odd in [
            r#"{"kind": "bless", "claim": "r1#c2"}"#,
            r#"{"kind": "accept"}"#,
            r#"{"kind": "accept", "claim": "r1#c2", "reason": "x"}"#,
            r#"{"kind": "accept", "claim": 4}"#,
            r#"{"kind": "correct", "claim": "r1#c2", "value": {"lowest": 4}}"#,
            r#"{"kind": "correct", "claim": "r1#c2", "value": {"low": -4}}"#,
            r#"{"kind": "add", "report": "r1", "span": [1], "slot": "killed"}"#,
            r#"{"kind": "add", "report": "r1", "span": [1, 2], "slot": "killed", "colour": 1}"#,
            r#"{"claim": "r1#c2"}"#,
            "[]",
        ] {
            assert!(serde_json::from_str::<Asked>(odd).is_err(), "{odd}");
        }
    }
}

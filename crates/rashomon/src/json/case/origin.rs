//! Origins and the ties behind them, as JSON.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Texts;
use crate::json::reading::Pair;

/// Reports that rest on one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Its id.
    pub id: String,
    /// Its reports.
    pub reports: Vec<String>,
    /// What the others were taken from, where that is known; absent where one stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<TieEnd>,
    /// Why they are taken for one; absent for a report that stands alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// What something was taken from: one of the three is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TieEnd {
    /// A report of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The name of an outlet, whose own report need not be in the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The outlet or the voice as an entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// One piece of evidence that a report rests on another, an outlet or a voice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tie {
    /// copy, rewrite, translation, repost, agency: the whole report; passage, citation, voice:
    /// single claims.
    pub kind: String,
    /// What it was taken from.
    pub from: TieEnd,
    /// The report that took it.
    pub to: String,
    /// How it is known who took it from whom: credited, earlier, or unknown, where from and to say
    /// nothing.
    pub direction: String,
    /// From 0 to 1: the share of the taker that answers the source.
    pub strength: f64,
    /// The event whose claims it is about; absent where it is about the whole report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The claims it is about; absent where it is about the whole report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// The evidence in one sentence.
    pub why: String,
    /// The words.
    pub passages: Vec<TiePassage>,
}

/// Words of the source and of the taker that answer each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TiePassage {
    /// Where in the source, if it is a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Pair>,
    /// The words there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_quote: Option<String>,
    /// Where in the taker.
    pub taker: Pair,
    /// The words there.
    pub taker_quote: String,
}

impl Origin {
    /// Writes an origin.
    pub fn of(o: &model::OriginLink) -> Origin {
        let stands_alone = o.reports.len() < 2;
        Origin {
            id: o.origin.to_string(),
            reports: o.reports.iter().map(ToString::to_string).collect(),
            root: o.root.as_ref().filter(|_| !stands_alone).map(TieEnd::of),
            why: o.why.clone(),
        }
    }
}

impl TieEnd {
    fn of(source: &model::TieSource) -> TieEnd {
        match source {
            model::TieSource::Report(report) => {
                TieEnd { report: Some(report.to_string()), ..TieEnd::default() }
            }
            model::TieSource::Outlet { entity, name } => TieEnd {
                outlet: Some(name.clone()),
                entity: entity.as_ref().map(ToString::to_string),
                ..TieEnd::default()
            },
            model::TieSource::Voice(entity) => {
                TieEnd { entity: Some(entity.to_string()), ..TieEnd::default() }
            }
        }
    }
}

impl Tie {
    /// Writes a tie.
    pub(super) fn of(tie: &model::OriginTie, texts: &Texts<'_>) -> Tie {
        let source = match &tie.from {
            model::TieSource::Report(report) => Some(report),
            _ => None,
        };
        let passage = |p: &model::TiePassage| {
            let answered = source.zip(p.source);
            TiePassage {
                source: answered.map(|(report, span)| texts.pair(report, span)),
                source_quote: answered.map(|(report, span)| texts.words(report, span)),
                taker: texts.pair(&tie.to, p.taker),
                taker_quote: texts.words(&tie.to, p.taker),
            }
        };
        Tie {
            kind: tie.kind.as_str().to_owned(),
            from: TieEnd::of(&tie.from),
            to: tie.to.to_string(),
            direction: tie.direction.as_str().to_owned(),
            strength: (tie.strength * 1000.0).round() / 1000.0,
            event: tie.event.as_ref().map(ToString::to_string),
            claims: tie.claims.iter().map(ToString::to_string).collect(),
            why: tie.why.clone(),
            passages: tie.passages.iter().map(passage).collect(),
        }
    }
}

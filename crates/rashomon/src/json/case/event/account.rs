//! One voice's version of one event, as JSON.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::interest::{self, Ground};
use super::{Texts, Voice, strings};
use crate::json::case::GoneReport;
use crate::json::words::Worded;

/// One voice's version of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Its id inside the event.
    pub id: String,
    /// The voice, from the outlet inwards.
    pub said_by: Vec<Voice>,
    /// The outlet that carries it; the first of several.
    pub outlet: Option<String>,
    /// The ways it came to us: report by report, through whom.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// Every outlet that carries it.
    pub outlets: Vec<String>,
    /// The reports that carry it.
    pub reports: Vec<String>,
    /// The origin it rests on.
    pub origin: String,
    /// How the voice is said to lean.
    pub alignment: Vec<Alignment>,
    /// Its claims.
    pub claims: Vec<String>,
    /// The reports that carry it and are gone from their source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneReport>,
}

/// One way in which a voice reaches us.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Channel {
    /// The outlet of the report.
    pub outlet: Option<String>,
    /// The report.
    pub report: String,
    /// Who stands between the outlet and the voice, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<Voice>,
}

/// One claimed leaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alignment {
    /// Towards whom.
    pub entity: String,
    /// favours, opposes or is.
    pub stance: String,
    /// Quotes behind it.
    pub claims: Vec<String>,
    /// First day on which it holds, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day on which it holds, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether it holds on the days of the event.
    pub holds: bool,
    /// What it rests on.
    pub grounds: Vec<Ground>,
}

/// Writes an account.
pub(super) fn account(a: &model::Account, texts: &Texts<'_>) -> Account {
    let leaning = |l: &model::Alignment| Alignment {
        entity: l.entity.to_string(),
        stance: l.stance.word().to_owned(),
        claims: l.claims.clone(),
        from: l.from.map(|day| day.to_string()),
        until: l.until.map(|day| day.to_string()),
        holds: l.holds,
        grounds: interest::grounds(&l.grounds, texts),
    };
    Account {
        id: a.id.to_string(),
        said_by: a.said_by.iter().map(Voice::of).collect(),
        outlet: a.outlets.first().cloned(),
        channels: a.channels.iter().map(channel).collect(),
        outlets: a.outlets.clone(),
        reports: strings(&a.reports),
        origin: a.origin.to_string(),
        alignment: a.alignment.iter().map(leaning).collect(),
        claims: strings(&a.claims),
        gone: Vec::new(),
    }
}

fn channel(c: &model::Channel) -> Channel {
    Channel {
        outlet: c.outlet.clone(),
        report: c.report.to_string(),
        through: c.through.iter().map(Voice::of).collect(),
    }
}

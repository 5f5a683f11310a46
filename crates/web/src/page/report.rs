//! The page of a report: its text, what was read in it, and what became of that in the case.

use std::collections::BTreeMap;

use rashomon::Tells;
use rashomon::json::case::{Claim, Event, Report};
use rashomon::json::history::ReportHistory;
use rashomon::json::reading::{Pair, Reading};
use rashomon::json::received::Received;
use rashomon::wording;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ids_of_claim, in_order, named};
use crate::app::App;
use crate::error::ApiError;

/// One report with what its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportPage {
    /// The report, with its text.
    pub report: Report,
    /// What was read in it; none where nothing was.
    pub reading: Option<Reading>,
    /// What its claims became in the case.
    pub claims: Vec<ClaimInCase>,
    /// Names of entities by id.
    pub names: BTreeMap<String, String>,
    /// How it came.
    pub received: Option<Received>,
    /// Its mentions, with whom or what they mean in the case.
    pub mentions: Vec<MentionInCase>,
}

/// A claim with its event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimInCase {
    /// The claim.
    pub claim: Claim,
    /// Its event; none where every claim of it is rejected.
    pub event: Option<String>,
    /// The event's line for people.
    pub title: Option<String>,
    /// Its value in words.
    pub words: String,
    /// Its voice in words.
    pub voice: String,
    /// Whether somebody rejected it.
    pub rejected: bool,
}

/// Words that name somebody or something, with the entity of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MentionInCase {
    /// Where it stands.
    pub span: Pair,
    /// Its words.
    pub text: String,
    /// What sort of thing.
    pub kind: String,
    /// The entity of the case; none where it is nobody's name.
    pub entity: Option<String>,
}

/// A claim, the id and title of its event, and whether somebody rejected it.
type Told = (Claim, Option<(String, String)>, bool);

impl ReportPage {
    /// Gathers the page of a report.
    pub fn of(app: &App, id: &str) -> Result<ReportPage, ApiError> {
        let case = app.case()?;
        let Some(mut report) = case.report(id)? else {
            return Err(ApiError::not_found(format!(
                "no report in {} is called `{id}`",
                app.name()
            )));
        };
        report.text = case.text(id)?.unwrap_or_default();
        let reading = case.reading(id)?;
        let mut claims: Vec<Told> = Vec::new();
        let tells = |event: &Event| event.reports.iter().any(|of| of == id);
        for event in case.events_of_report(id)?.into_iter().filter(tells) {
            let of = || Some((event.id.clone(), event.title.clone()));
            let own = |claim: &&Claim| claim.report == id;
            claims
                .extend(event.claims.iter().filter(own).map(|claim| (claim.clone(), of(), false)));
            let rejected = event.rejected.iter().map(|rejected| &rejected.claim);
            claims.extend(rejected.filter(own).map(|claim| (claim.clone(), of(), true)));
        }
        let aside = case.set_aside()?.into_iter().map(|rejected| rejected.claim);
        claims.extend(aside.filter(|claim| claim.report == id).map(|claim| (claim, None, true)));
        claims.sort_by(|(a, ..), (b, ..)| a.span.cmp(&b.span).then_with(|| a.id.cmp(&b.id)));
        let mentions = mentions(&case.tells(id)?, reading.as_ref());
        let meant = mentions.iter().filter_map(|mention| mention.entity.as_ref());
        let names =
            named(&case, claims.iter().flat_map(|(claim, ..)| ids_of_claim(claim)).chain(meant))?;
        let claims = claims.into_iter().map(|(claim, event, rejected)| {
            let (event, title) = event.unzip();
            ClaimInCase {
                words: wording::of_polarity(&claim.slot, &claim.value, &claim.polarity),
                voice: wording::voice(&claim.said_by, &[], &names),
                claim,
                event,
                title,
                rejected,
            }
        });
        Ok(ReportPage {
            claims: claims.collect(),
            received: case.received(id)?,
            names: in_order(names),
            report,
            reading,
            mentions,
        })
    }
}

/// Finds whom the mentions of a report mean: the entity that has their spelling there.
fn mentions(tells: &Tells, reading: Option<&Reading>) -> Vec<MentionInCase> {
    let names = tells.names.iter();
    let meant: BTreeMap<(&str, &str), &String> =
        names.map(|(kind, text, id)| ((kind.as_str(), text.as_str()), id)).collect();
    let one = |mention: &rashomon::json::reading::Mention| MentionInCase {
        span: mention.span,
        text: mention.text.clone(),
        kind: mention.kind.clone(),
        entity: meant.get(&(mention.kind.as_str(), mention.text.as_str())).map(|id| (*id).clone()),
    };
    reading.into_iter().flat_map(|reading| &reading.mentions).map(one).collect()
}

/// The history of a report.
pub fn history(app: &App, id: &str) -> Result<ReportHistory, ApiError> {
    Ok(app.case()?.history_of_report(id)?)
}

//! Who takes an event on itself, and who says that a party did not do it.
//!
//! In: the parties of an event. Out: a row for each claim and each denial, with whoever else accuses.

use std::collections::BTreeSet;

use rashomon_model::{CaseValue, Certainty, Coded};

use super::super::sectors;
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Row, word};

/// Lists whoever takes the event on itself or denies it, party by party.
pub(super) fn statements(about: &About<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for party in &about.roster {
        let accusers: BTreeSet<String> = party
            .accused
            .iter()
            .filter_map(|claim| about.account(claim))
            .filter(|account| account.said_by.len() > 1)
            .map(|account| about.voice(account))
            .collect();
        let accused: Because = party.accused.iter().map(|claim| claim.id.clone()).collect();
        for (kind, claims) in [("claims", &party.claimed), ("denies", &party.denied)] {
            let Some(first) = claims.first() else { continue };
            let CaseValue::Responsibility { text, .. } = &first.value else { continue };
            let mut because: Because = claims.iter().map(|claim| claim.id.clone()).collect();
            let told =
                sectors::of_names([party.name.as_str()]).unwrap_or_else(|| sectors::of_words(text));
            let accuser = if kind == "denies" && !accusers.is_empty() {
                because.extend(accused.iter().cloned());
                Coded::Words(accusers.iter().cloned().collect())
            } else {
                Coded::Unknown
            };
            rows.push(
                Row::of(because)
                    .with("kind", Coded::Word(kind.to_owned()))
                    .with("speaker", Coded::Word(party.name.clone()))
                    .with("accuser", accuser)
                    .with("modality", Coded::Word(modality(first.certainty).to_owned()))
                    .with("text", Coded::Word(text.clone()))
                    .with("sector", word(told.sector)),
            );
        }
    }
    rows
}

fn modality(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Probable => "probable",
        Certainty::Possible => "possible",
        Certainty::Unstated => "unstated",
    }
}

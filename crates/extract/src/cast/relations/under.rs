//! Under whom a body stands: "the army under General Ann Roe", "troops under the command of Roe".
//!
//! In: "under" right after a body. Out: the person (or body) named after it `leads` that body. Between
//! them may stand titles and the words of command, nothing else: "under attack by Roe" and "under
//! Roe's predecessor" are left alone.
//!
//! Shown by the casebook page `under-the-general`.

use rashomon_model::{EntityKind, RelationKind};

use super::{Tie, Ties};
use crate::cast::MentionForm;

const RULE: &str = "under-leader";
/// Words that may stand between "under" and the name.
const BETWEEN: [&str; 13] = [
    "the",
    "in",
    "chief",
    "of",
    "command",
    "leadership",
    "control",
    "overall",
    "supreme",
    "direct",
    "commander-in-chief",
    "its",
    "their",
];
const FAR: usize = 8;

/// Reads the word at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if page.lower(token) != "under" {
        return;
    }
    let Some(body) = body_before(ties, token) else { return };
    let Some(leader) = leader_after(ties, token) else { return };
    let kind = RelationKind::Leads;
    ties.add(Tie { subject: leader, kind, object: body, cue: token, denied: false, rule: RULE });
}

fn body_before(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let page = ties.page;
    let mut last = token.checked_sub(1)?;
    // "the National Army (NA) under": the short form in brackets.
    if matches!(page.word(last), ")" | "]") {
        last = last.checked_sub(1)?;
    }
    let mention = ties.cast.at(last)?;
    let body = mention.tokens.end == last + 1 && mention.kind == EntityKind::Group;
    body.then_some(mention.head)
}

fn leader_after(ties: &Ties<'_, '_>, token: usize) -> Option<usize> {
    let page = ties.page;
    let commanded = (token + 1..token + 4)
        .any(|t| matches!(page.lower(t), "command" | "leadership" | "commander"));
    for at in token + 1..token + FAR {
        let mention =
            ties.cast.at(at).filter(|m| m.tokens.start == at && m.form != MentionForm::Pronoun);
        if let Some(mention) = mention.filter(|m| m.form == MentionForm::Name) {
            let fits = mention.kind == EntityKind::Person
                || commanded && mention.kind == EntityKind::Group;
            // "under Roe's command" is right, "under Roe's predecessor" is not.
            let owned = page.tag(mention.tokens.end) == "POS";
            let command =
                matches!(page.lower(mention.tokens.end + 1), "command" | "leadership" | "control");
            return (fits && (!owned || command)).then_some(mention.head);
        }
        let passed =
            BETWEEN.contains(&page.lower(at)) || ties.lexicon.title(page.lower(at)).is_some();
        if !passed {
            return None;
        }
    }
    None
}

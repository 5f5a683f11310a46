//! The class of an event in the codes of CAMEO and PLOVER, by tables.
//!
//! In: class and weapons of an event. Out: CAMEO's code and quad class as text, the type PLOVER files
//! it under, PLOVER's quad class and scale. A class that no row fits has no code.

use rashomon_model::{CaseValue, Coded, Slot};

use super::super::sectors;
use super::rows;
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Findings};

const PLOVER: &str = include_str!("../../../../../../data/method/plover.tsv");
const CAMEO_PLOVER: &str = include_str!("../../../../../../data/method/cameo-plover.tsv");
const CAMEO: &str = include_str!("../../../../../../data/method/cameo.tsv");

/// The longest row of the table that fits: class with mode and weapon, class with mode, class.
pub(super) fn cameo(
    about: &About<'_>,
    out: &Findings,
) -> (Option<&'static str>, Option<&'static str>) {
    let class = about.event.class;
    let weapons = match out.get("weapons").map(|finding| &finding.value) {
        Some(Coded::Words(weapons)) => weapons.clone(),
        _ => Vec::new(),
    };
    let whole = class.to_string();
    let fits = |row: &Vec<&'static str>| {
        let (named, weapon) = (row.first().copied(), row.get(1).copied().unwrap_or_default());
        (named == Some(whole.as_str()) || named == Some(class.kind()))
            && (weapon.is_empty() || weapons.iter().any(|known| known == weapon))
    };
    let best = rows(CAMEO).filter(fits).max_by_key(|row| {
        (row.first().map_or(0, |class| class.len()), row.get(1).map_or(0, |weapon| weapon.len()))
    });
    let Some(row) = best else { return (None, None) };
    let code = row.get(2).copied().filter(|code| !code.is_empty());
    (code, code.and_then(quad))
}

/// Returns the type that PLOVER files a code of CAMEO under.
pub(super) fn plover_type(code: &str) -> Option<&'static str> {
    let fits = |row: &Vec<&'static str>| row.first().is_some_and(|root| code.starts_with(root));
    let best =
        rows(CAMEO_PLOVER).filter(fits).max_by_key(|row| row.first().map_or(0, |r| r.len()))?;
    best.get(1).copied().filter(|kind| !kind.is_empty())
}

pub(super) fn put_plover(about: &About<'_>, out: &mut Findings) {
    let class = about.event.class;
    let whole = class.to_string();
    let named = |wanted: &str| rows(PLOVER).find(|row| row.first() == Some(&wanted));
    let row = named(&whole).or_else(|| named(class.kind())).unwrap_or_default();
    let cell = |at: usize| row.get(at).copied().unwrap_or_default();
    let quad = cell(1).parse().map_or(Coded::Unknown, Coded::Number);
    let scale = cell(2).parse().map_or(Coded::Unknown, Coded::Measure);
    // "COOPERATE" needs a recipient whatever its mode.
    let needs = cell(3) == "yes";
    out.put("plover_quad", quad, Because::new());
    out.put("plover_scale", scale, Because::new());
    out.put("recipient_needed", Coded::Flag(needs), Because::new());
    let fighters = about.told(Slot::Detained).filter(|claim| match &claim.value {
        CaseValue::Toll { quantity, .. } => {
            let camp = sectors::of_words(&quantity.text).camp;
            quantity.status == rashomon_model::Status::Combatant
                || matches!(camp, Some(sectors::Camp::State | sectors::Camp::Armed))
        }
        _ => false,
    });
    out.put_told("fighters_detained", fighters.map(|claim| claim.id.clone()).collect());
}

/// Returns the quad class of a code by its root.
pub fn quad(code: &str) -> Option<&'static str> {
    let root: u8 = code.get(..2)?.parse().ok()?;
    Some(match root {
        1..=5 => "1",
        6..=8 => "2",
        9..=13 => "3",
        14..=20 => "4",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rashomon_model::EventClass;

    use super::{CAMEO, quad, rows};

    #[test]
    fn codes_keep_their_zeros_and_belong_to_a_quad_class() {
        assert_eq!(
            (quad("0871"), quad("0256"), quad("195"), quad("13")),
            (Some("2"), Some("1"), Some("4"), Some("3"))
        );
        assert_eq!(quad("21"), None);
        for row in rows(CAMEO) {
            assert!(EventClass::parse(row[0]).is_ok(), "{row:?}");
            assert!(row[2].is_empty() || quad(row[2]).is_some(), "{row:?}");
            assert!(["read", "unverified", "ours"].contains(&row[3]), "{row:?}");
        }
    }
}

//! Where it happened: by the areas in which each may lie, else by identity.
//!
//! Two places conflict where their areas have a gap between them; the areas are drawn in
//! `resolve`, wide enough that a gap means something. Two sayings about one name ("35 km west of
//! Velm", "east of Velm") are held against each other also where nobody knows where Velm is.
//! Unknown names that differ are compatible, because they may be neighbours; so are a province
//! and a town in it, whatever they are called.
//! Shown by the casebook pages `west-and-east`, and those in `areas/`.

use rashomon_model::{Area, Bearing, CaseClaim, CaseValue, Place};

use super::{Standing, words};

/// Compares two claims of place.
pub fn compare(a: &CaseClaim, b: &CaseClaim) -> Standing {
    let (
        CaseValue::Place { place: x, entity: e, text: s, .. },
        CaseValue::Place { place: y, entity: f, text: t, .. },
    ) = (&a.value, &b.value)
    else {
        return Standing::Compatible;
    };
    let one_name = (e.is_some() && e == f) || words(&a.value) == words(&b.value);
    let gap = if one_name { around_one_name(x, y) } else { gap(x.area, y.area) };
    match gap {
        Some(km) if one_name => Standing::Conflict(match (x.bearing, y.bearing) {
            (Some(x), Some(y)) if turn(x, y) >= 90 => {
                format!("{} and {} of the same place cannot overlap", x.compass(), y.compass())
            }
            _ => apart(&x.in_words(s), &y.in_words(t), km),
        }),
        Some(km) => Standing::Conflict(apart(&x.in_words(s), &y.in_words(t), km)),
        None if one_name && same_saying(x, y) => Standing::Same,
        None => Standing::Compatible,
    }
}

/// The gap between what is said of one name by two: by where it lies if that is known of both,
/// else as if it lay anywhere.
fn around_one_name(x: &Place, y: &Place) -> Option<f64> {
    // One of both says "in Velm" and the other where by Velm: without a map, that may be one spot.
    gap(x.around, y.around)
        .or_else(|| if x.gazetteer == y.gazetteer { gap(x.area, y.area) } else { None })
}

fn same_saying(x: &Place, y: &Place) -> bool {
    (x.offset_km, x.bearing, &x.setting) == (y.offset_km, y.bearing, &y.setting)
}

/// Kilometres between two areas that do not meet.
fn gap(a: Option<Area>, b: Option<Area>) -> Option<f64> {
    let km = a?.gap_km(&b?);
    (km > 0.0).then_some(km)
}

fn apart(a: &str, b: &str, km: f64) -> String {
    let km = if km < 1.0 { "less than a km".to_owned() } else { format!("{km:.0} km or more") };
    format!("{a} and {b} lie {km} apart")
}

fn turn(a: Bearing, b: Bearing) -> u16 {
    let apart = a.0.abs_diff(b.0) % 360;
    apart.min(360 - apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_turn_the_short_way() {
        assert_eq!(turn(Bearing(350), Bearing(10)), 20);
        assert_eq!(turn(Bearing(90), Bearing(270)), 180);
    }
}

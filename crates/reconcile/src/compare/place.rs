//! Where it happened: by the areas in which each may lie, else by identity.
//!
//! Two places conflict where their areas have a gap between them; the areas are drawn in
//! `resolve`, wide enough that a gap means something. Two sayings about one name ("35 km west of
//! Velm", "east of Velm") are held against each other also where nobody knows where Velm is.
//! Unknown names that differ are compatible, because they may be neighbours; so are a province
//! and a town in it, whatever they are called. A place drawn wholly within the other's area, or a
//! finer one amid it, says more closely where.
//! Shown by the casebook pages `west-and-east`, and those in `areas/`.

use rashomon_model::{Area, Bearing, CaseClaim, CaseValue, Place};

use super::{Stand, Standing, words};

/// Compares two claims of place.
pub fn compare(a: &CaseClaim, b: &CaseClaim) -> Standing {
    let (
        CaseValue::Place { place: x, entity: e, text: s, .. },
        CaseValue::Place { place: y, entity: f, text: t, .. },
    ) = (&a.value, &b.value)
    else {
        return Standing::of(Stand::Apart, "they speak of different things");
    };
    let (one, other) = (x.in_words(s), y.in_words(t));
    let one_name = (e.is_some() && e == f) || words(&a.value) == words(&b.value);
    let gap = if one_name { around_one_name(x, y) } else { gap(x.area, y.area) };
    match gap {
        Some(km) if one_name => Standing::of(
            Stand::Conflict,
            match (x.bearing, y.bearing) {
                (Some(x), Some(y)) if turn(x, y) >= 90 => {
                    format!("{} and {} of the same place cannot overlap", x.compass(), y.compass())
                }
                _ => apart(&one, &other, km),
            },
        ),
        Some(km) => Standing::of(Stand::Conflict, apart(&one, &other, km)),
        None if one_name && same_saying(x, y) => {
            Standing::of(Stand::Same, format!("both say “{one}”"))
        }
        None if lies_in(x, y) => Standing::of(Stand::Refines, format!("“{one}” lies in “{other}”")),
        None if lies_in(y, x) => Standing::of(Stand::Refined, format!("“{other}” lies in “{one}”")),
        None => Standing::of(Stand::Compatible, format!("“{one}” and “{other}” may be one spot")),
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

/// Tells whether the first lies in the second: wholly, or, being a finer sort of place, amid it.
fn lies_in(x: &Place, y: &Place) -> bool {
    let (Some(inner), Some(outer)) = (x.area, y.area) else { return false };
    // What lies near Velm does not hold Velm.
    if y.offset_km.is_some() || y.bearing.is_some() || y.setting.is_some() {
        return false;
    }
    let finer = x.precision.is_some() && x.precision < y.precision;
    match (inner, outer) {
        (Area::Disc { centre, radius_km }, Area::Disc { centre: around, radius_km: reach }) => {
            centre.km_to(around) + radius_km < reach || (finer && centre.km_to(around) < reach)
        }
        _ => finer && outer.holds(inner.middle()),
    }
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

//! Laws of gaps between areas: symmetry, identity, turning; corners that shapes meet without.

use super::*;

const TOWN: Point = Point { lat: 32.0, lon: 22.0 };

fn sector(bearing: u16, from_km: f64, to_km: f64) -> Area {
    Area::Sector { from: TOWN, bearing: Bearing(bearing), spread: 40, from_km, to_km }
}

fn disc(lat: f64, lon: f64, radius_km: f64) -> Area {
    Area::Disc { centre: Point { lat, lon }, radius_km }
}

/// Shapes of every sort around a town, drawn by a small congruence: the same at every run.
fn many() -> Vec<Area> {
    let mut state: u64 = 7;
    let mut next = |most: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) % most) as f64
    };
    let mut out = Vec::new();
    for _ in 0..30 {
        let spot = Point { lat: 30.0 + next(400) / 100.0, lon: 20.0 + next(400) / 100.0 };
        let to = Point { lat: 30.0 + next(400) / 100.0, lon: 20.0 + next(400) / 100.0 };
        let (near, wide) = (next(40), next(60));
        out.push(Area::Disc { centre: spot, radius_km: wide });
        out.push(Area::Corridor { from: spot, to, width_km: near });
        out.push(Area::Sector {
            from: spot,
            bearing: Bearing(next(360) as u16),
            spread: 10 + next(170) as u16,
            from_km: near,
            to_km: near + wide + 1.0,
        });
    }
    out
}

#[test]
fn the_gap_is_symmetric() {
    let many = many();
    for a in &many {
        for b in &many {
            assert!((a.gap_km(b) - b.gap_km(a)).abs() < 1e-6, "{a:?} {b:?}");
        }
    }
}

#[test]
fn nothing_has_a_gap_to_itself() {
    for area in many() {
        assert_eq!(area.gap_km(&area), 0.0, "{area:?}");
        assert!(area.holds(area.middle()) || matches!(area, Area::Sector { .. }), "{area:?}");
    }
}

#[test]
fn turning_both_keeps_the_gap() {
    // A small town's surroundings are as good as flat, so that a turn changes next to nothing.
    let turned = |bearing: u16, by: u16| sector((bearing + by) % 360, 5.0, 20.0);
    for bearing in (0..360).step_by(15) {
        let gap = turned(0, 0).gap_km(&turned(bearing, 0));
        for by in (0..360).step_by(45) {
            let other = turned(0, by).gap_km(&turned(bearing, by));
            assert!((gap - other).abs() < 0.5, "{bearing} turned by {by}: {gap} {other}");
        }
    }
}

#[test]
fn opposite_sides_do_not_meet_and_neighbouring_ones_do() {
    let west = sector(270, 1.0, 60.0);
    assert!(!west.meets(&sector(90, 1.0, 60.0)));
    assert!(!west.meets(&sector(0, 1.0, 60.0)), "a right angle is another side");
    assert!(west.meets(&sector(315, 1.0, 60.0)));
    assert!(!sector(0, 5.0, 10.0).meets(&sector(0, 20.0, 30.0)), "other distances");
}

#[test]
fn a_corridor_holds_what_lies_on_the_way() {
    let to = Point { lat: 33.0, lon: 22.0 };
    let way = Area::Corridor { from: TOWN, to, width_km: 10.0 };
    assert!(way.holds(Point { lat: 32.5, lon: 22.05 }));
    assert!(!way.holds(Point { lat: 32.5, lon: 22.5 }));
    assert!(!way.holds(Point { lat: 33.5, lon: 22.0 }), "beyond its end");
    assert!(way.meets(&sector(0, 20.0, 40.0)));
    assert!(!way.meets(&sector(180, 20.0, 40.0)));
    // It runs through the sector without a corner of one in the other.
    let across = Area::Corridor {
        from: Point { lat: 32.3, lon: 21.0 },
        to: Point { lat: 32.3, lon: 23.0 },
        width_km: 0.0,
    };
    assert!(across.meets(&sector(0, 20.0, 60.0)));
}

#[test]
fn a_wide_disc_holds_a_small_one_and_the_date_line_is_no_wall() {
    assert!(disc(32.0, 22.0, 250.0).meets(&disc(32.5, 23.0, 25.0)));
    let (east, west) = (Point { lat: 0.0, lon: 179.9 }, Point { lat: 0.0, lon: -179.9 });
    let sector =
        Area::Sector { from: east, bearing: Bearing(90), spread: 40, from_km: 1.0, to_km: 40.0 };
    assert!(sector.holds(west), "{}", sector.gap_km(&disc(0.0, -179.9, 0.0)));
}

#[test]
fn odd_numbers_do_no_harm() {
    let odd = disc(f64::NAN, 0.0, 1.0);
    let _ = (odd.gap_km(&sector(0, 0.0, 0.0)), odd.middle(), sector(0, 9.0, 1.0).middle());
    assert!(sector(0, 0.0, 0.0).meets(&disc(32.0, 22.0, 1.0)));
}

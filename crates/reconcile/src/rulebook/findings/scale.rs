//! From how far away the outlets write that tell an event: of the country it is told in, or not.
//!
//! In: the outlets of the reports and the country of the place. Out: ACLED's scale of sources, as far
//! as a table of outlets' homes tells. An outlet that is in no table tells nothing; local outlets are
//! not told from national ones.

use std::collections::BTreeSet;

use super::places;
use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Known, word};

const HOMES: &str = include_str!("../../../../../data/outlets/countries.tsv");

/// What is found of the outlets.
pub const FAMILY: Family = Family {
    name: "The outlets",
    known: &[Known::word(
        "source_scale",
        &["National", "International", "National-International"],
        "whether outlets at home in the country of the place tell it, or others; unknown where no outlet is listed",
    )],
    tables: &[],
    find,
};

fn find(about: &About<'_>, out: &mut Findings) {
    let seat = places::of(about);
    let country = seat.as_ref().and_then(|seat| seat.country);
    let homes: BTreeSet<&str> =
        about.reports().filter_map(|report| home(report.outlet.as_deref()?)).collect();
    let national = homes.iter().any(|home| Some(*home) == country);
    let other = homes.iter().any(|home| Some(*home) != country);
    let scale = match (country, national, other) {
        (None, ..) | (_, false, false) => None,
        (_, true, false) => Some("National"),
        (_, false, true) => Some("International"),
        (_, true, true) => Some("National-International"),
    };
    out.put("source_scale", word(scale), Because::new());
}

/// Returns the country an outlet is at home in.
fn home(outlet: &str) -> Option<&'static str> {
    let lines = HOMES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    let mut rows = lines.filter_map(|line| line.split_once('\t'));
    rows.find_map(|(names, country)| {
        let named = |name: &str| {
            name.eq_ignore_ascii_case(outlet)
                || (name.starts_with('.') && outlet.to_lowercase().ends_with(name))
        };
        names.split(';').any(named).then_some(country)
    })
}

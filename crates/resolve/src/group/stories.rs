//! Which reports tell one story, by their words alone.
//!
//! In: the words of all reports. Out: for each report the number of its story. Two reports are held
//! against each other by how alike they are, and by what is left of that when the words of their
//! common topic are taken out ([`Terms::contrast`]); stories grow by average link, so no report
//! chains two of them. Where reports have no date to go by, this says more than any two of their
//! sentences: it is evidence between their events, and decides nothing alone.
//!
//! Must hold: the order of reports changes nothing.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::config::Config;
use super::linkage::Linkage;
use super::terms::Terms;

/// Returns the story of each report, numbered by its first report.
pub fn of(reports: usize, terms: &Terms, config: &Config) -> Vec<usize> {
    let weigh = |(a, b): (usize, usize)| {
        let alike = config.likeness("story-text", terms.likeness(a, b));
        let beyond = config.likeness("story-contrast", terms.contrast(a, b));
        (a, b, alike + beyond)
    };
    let weighed: Vec<(usize, usize, f64)> = terms.neighbours().into_par_iter().map(weigh).collect();
    let nobody = BTreeSet::new();
    let linkage = Linkage {
        things: reports,
        weighed: &weighed,
        one: &nobody,
        never: &nobody,
        unseen: config.weight("story-unseen"),
        above: config.weight("join"),
    };
    let mut story: Vec<usize> = (0..reports).collect();
    // Later joins take in earlier ones, so the last home counts first.
    let joins = linkage.joins();
    for join in joins.iter().rev() {
        story[join.b] = story[join.a];
    }
    story
}

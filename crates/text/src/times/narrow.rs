//! Narrows the days of a stretch by the words that single out a part of it.
//!
//! "Early", "mid" and "late" are thirds, as newsrooms use them; "earlier this year" ends with the
//! publication and "later this year" begins with it; "the past month" ends there too; "overnight" runs into the next day. A single
//! day is not narrowed. The value of the expression stays that of the whole stretch.

use rashomon_model::Date;

use super::calendar::{Bounds, Stamp, days};
use super::expression::Edge;

/// Narrows bounds by an edge; bounds that would turn round stay as they are.
pub(super) fn narrow(
    bounds: Option<Bounds>,
    stamp: Option<Stamp>,
    edge: Option<Edge>,
    published: Option<Date>,
) -> Option<Bounds> {
    let (first, last) = bounds?;
    let Some(edge) = edge else { return Some((first, last)) };
    if matches!(edge, Edge::Overnight | Edge::NightInto) {
        return Some((first, days(last, 1).unwrap_or(last)));
    }
    if matches!(stamp, None | Some(Stamp::Day(_))) {
        return Some((first, last));
    }
    let length = first.until(last).map_or(0, |span| span.get_days()) + 1;
    let third = length / 3;
    let narrowed = match edge {
        Edge::Start => (Some(first), days(first, (third - 1).max(0))),
        Edge::Mid => (days(first, third), days(first, (2 * third - 1).max(third))),
        Edge::End => (days(last, 1 - third.max(1)), Some(last)),
        Edge::Earlier => (Some(first), Some(published.map_or(last, |day| day.min(last)))),
        Edge::Later => (Some(published.map_or(first, |day| day.max(first))), Some(last)),
        Edge::UpToNow => (published.and_then(|day| days(day, -length)), published),
        Edge::Overnight | Edge::NightInto => (Some(first), Some(last)),
        Edge::Week(n) => {
            let from = days(first, 7 * (i32::from(n) - 1));
            (from, from.and_then(|from| days(from, 6)).map(|to| to.min(last)))
        }
        Edge::FirstDays(n) => (Some(first), days(first, i32::from(n) - 1).map(|to| to.min(last))),
        Edge::LastDays(n) => (days(last, 1 - i32::from(n)).map(|from| from.max(first)), Some(last)),
        Edge::Half(1) => (Some(first), days(first, length / 2 - 1)),
        Edge::Half(_) => (days(first, length / 2), Some(last)),
    };
    let narrowed = narrowed.0.zip(narrowed.1).filter(|(a, b)| a <= b);
    Some(narrowed.unwrap_or((first, last)))
}

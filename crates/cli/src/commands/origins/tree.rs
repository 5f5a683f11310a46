//! One origin as a tree in the terminal: each report under the one it is tied to most.
//!
//! In: an origin and its ties. Out: lines. A tie that is known to lead from one to the other is drawn
//! before one whose direction nobody knows; then the stronger. Nothing is drawn twice.

use std::collections::BTreeMap;

use rashomon::json::case::{Origin, Tie};

use super::{View, arrow, is_whole, quoted, weighed};

/// Draws an origin, the earliest report first.
pub fn draw(origin: &Origin, view: &View, quotes: bool) -> Vec<String> {
    let parents = parents(origin, view);
    let mut children: BTreeMap<&str, Vec<(&str, &Tie)>> = BTreeMap::new();
    for (child, (parent, tie)) in &parents {
        children.entry(parent).or_default().push((child, tie));
    }
    for list in children.values_mut() {
        list.sort_by_key(|(child, _)| view.report(child));
    }
    let mut roots: Vec<&str> =
        origin.reports.iter().map(String::as_str).filter(|id| !parents.contains_key(id)).collect();
    roots.sort_by_key(|id| view.report(id));
    let mut out = Vec::new();
    for root in roots {
        out.push(format!("{}{}", view.report(root), credits(root, view)));
        // Depth first, without recursion: a chain of copies may be long.
        let mut open: Vec<(&str, &Tie, String, bool)> = Vec::new();
        let push = |open: &mut Vec<_>, id: &str, stem: &str| {
            let list = children.get(id).map_or(&[][..], Vec::as_slice);
            for (at, (child, tie)) in list.iter().enumerate().rev() {
                open.push((*child, *tie, stem.to_owned(), at + 1 == list.len()));
            }
        };
        push(&mut open, root, "");
        while let Some((id, tie, stem, is_last)) = open.pop() {
            let branch = if is_last { "└" } else { "├" };
            let line = format!("{}  {}{}", view.report(id), weighed(tie), credits(id, view));
            out.push(format!("{stem}{branch}{} {line}", arrow(tie)));
            let below = format!("{stem}{}", if is_last { "    " } else { "│   " });
            if quotes {
                out.extend(quoted(tie).into_iter().map(|line| format!("{below}{line}")));
            }
            push(&mut open, id, &below);
        }
    }
    out
}

/// For each report the one that it hangs from.
fn parents<'v>(origin: &'v Origin, view: &'v View) -> BTreeMap<&'v str, (&'v str, &'v Tie)> {
    let inside = |id: &str| origin.reports.iter().any(|report| report == id);
    let mut ties: Vec<(&str, &Tie)> = view
        .ties
        .iter()
        .filter(|tie| is_whole(tie) && inside(&tie.to))
        .filter_map(|tie| Some((tie.from.report.as_deref()?, tie)))
        .filter(|(from, _)| inside(from))
        .collect();
    ties.sort_by(|(a, x), (b, y)| {
        let unknown = |tie: &Tie| tie.direction == "unknown";
        unknown(x)
            .cmp(&unknown(y))
            .then(y.strength.total_cmp(&x.strength))
            .then((a, &x.to).cmp(&(b, &y.to)))
    });
    let mut parents: BTreeMap<&str, (&str, &Tie)> = BTreeMap::new();
    for (from, tie) in ties {
        let to = tie.to.as_str();
        // Where nobody knows who was first, either may hang from the other.
        let both = [(to, from), (from, to)];
        let ways = if tie.direction == "unknown" { &both[..] } else { &both[..1] };
        for (child, parent) in ways {
            if !parents.contains_key(child) && top(&parents, parent) != *child {
                parents.insert(child, (parent, tie));
                break;
            }
        }
    }
    parents
}

fn top<'v>(parents: &BTreeMap<&'v str, (&'v str, &'v Tie)>, id: &'v str) -> &'v str {
    let mut at = id;
    while let Some((parent, _)) = parents.get(at) {
        at = parent;
    }
    at
}

/// Whom a report credits as its source.
fn credits(id: &str, view: &View) -> String {
    let credited = view
        .ties
        .iter()
        .filter(|tie| is_whole(tie) && tie.to == id && tie.from.report.is_none())
        .map(|tie| format!("credits {}", view.source(&tie.from)));
    let all: Vec<String> = credited.collect();
    if all.is_empty() { String::new() } else { format!("  ({})", all.join(", ")) }
}

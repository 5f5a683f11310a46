//! Origins as a graph for Graphviz.
//!
//! In: origins and ties. Out: a digraph: one box an origin, one node a report, outlets and voices
//! outside the case as ellipses; no arrowhead where nobody knows who was first.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rashomon::json::case::Tie;

use super::{View, weighed};
use crate::sanitize::one_line;

/// Draws the graph.
pub fn draw(view: &View) -> String {
    let mut out = String::from("digraph origins {\n  rankdir=LR;\n  node [shape=box];\n");
    let mut inside: BTreeSet<&str> = BTreeSet::new();
    for origin in &view.origins {
        let _ = writeln!(out, "  subgraph {} {{", text(&format!("cluster_{}", origin.id)));
        let _ = writeln!(out, "    label={};", text(&origin.id));
        for report in &origin.reports {
            inside.insert(report);
            let label = view.report(report).replace("  ", "\n");
            let _ = writeln!(out, "    {} [label={}];", text(report), text(&label));
        }
        out.push_str("  }\n");
    }
    let drawn = |tie: &&Tie| {
        let source = tie.from.report.as_deref();
        inside.contains(tie.to.as_str()) && source.is_none_or(|from| inside.contains(from))
    };
    let mut outside: BTreeSet<String> = BTreeSet::new();
    for tie in view.ties.iter().filter(drawn) {
        let from = match &tie.from.report {
            Some(report) => report.clone(),
            None => {
                let name = view.source(&tie.from);
                if outside.insert(name.clone()) {
                    let _ = writeln!(out, "  {} [shape=ellipse];", text(&name));
                }
                name
            }
        };
        let head = if tie.direction == "unknown" { ", dir=none" } else { "" };
        let style = if super::is_whole(tie) { "" } else { ", style=dashed" };
        let label = text(&weighed(tie));
        let (from, to) = (text(&from), text(&tie.to));
        let _ = writeln!(out, "  {from} -> {to} [label={label}{head}{style}];");
    }
    out.push('}');
    out
}

/// Writes a quoted string of the language.
fn text(words: &str) -> String {
    let lines: Vec<String> = words.split('\n').map(one_line).collect();
    let escaped = lines.join("\n").replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

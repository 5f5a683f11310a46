//! `rashomon diff`: two outlets or voices over all events they share.

use rashomon::json::case::Event;
use rashomon::query::claim_of;
use rashomon::query::diff::{Compared, Diff, Shared, Side, Told, diff};

use crate::args::diff::DiffArgs;
use crate::chosen::{Chosen, columns, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Compares two sides.
pub fn run(args: &DiffArgs) -> Result<Outcome, CommandError> {
    let chosen = Chosen::open(&args.case, &args.filter)?;
    let entities = chosen.case.entities()?;
    let find = |name: &str| Side::find(name, &chosen.outlets, &entities, &chosen.events);
    let (a, b) = (find(&args.a)?, find(&args.b)?);
    if a.means == b.means && a.kind == b.kind && !a.means.is_empty() {
        return Err(CommandError::failed(format!(
            "`{}` and `{}` are one {}: {}; name two",
            args.a,
            args.b,
            a.kind,
            a.means.join(", ")
        )));
    }
    let found = diff(&chosen.kept(), &chosen.reports, [a, b], &chosen.outlets);
    let names: Names = entities.into_iter().map(|e| (e.id, e.name)).collect();
    let mut output = Output::open();
    if args.json {
        output.json(&found)?;
    } else {
        let page = Page { diff: &found, chosen: &chosen, names, args, width: columns(None) };
        page.print(&mut output)?;
    }
    output.close()?;
    Ok(if found.events.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// What is printed, and how wide.
struct Page<'p> {
    diff: &'p Diff,
    chosen: &'p Chosen,
    names: Names,
    args: &'p DiffArgs,
    width: usize,
}

impl Page<'_> {
    fn print(&self, output: &mut Output) -> Result<(), CommandError> {
        self.summary(output)?;
        if self.args.summary {
            return Ok(());
        }
        for shared in &self.diff.events {
            if let Some(event) = self.chosen.event(&shared.id) {
                self.event(shared, event, output)?;
            }
        }
        if !self.args.quotes && !self.diff.events.is_empty() {
            output.drawn(format!("\n{}", dim("--quotes prints the words behind each value")))?;
        }
        Ok(())
    }

    fn name(&self, side: usize) -> String {
        let side = &self.diff.sides[side];
        let shown = match (side.kind.as_str(), side.means.as_slice()) {
            ("outlet", [one]) => one.clone(),
            ("voice", [one]) => self.names.get(one).cloned().unwrap_or_else(|| side.name.clone()),
            _ => side.name.clone(),
        };
        one_line(&shown)
    }

    fn summary(&self, output: &mut Output) -> Result<(), CommandError> {
        let (diff, summary) = (self.diff, &self.diff.summary);
        output.drawn(bold(&format!("{} ↔ {}", self.name(0), self.name(1))))?;
        output.drawn(format!(
            "  both tell {}; they cannot both hold on {}",
            counted(summary.shared as usize, "event"),
            counted(summary.conflicting as usize, "event")
        ))?;
        for (slot, relations) in &summary.slots {
            if slot == "occurrence" && relations.keys().all(|word| word == "same") {
                continue;
            }
            let of = |words: &[&str], sign: &str| {
                let n: u64 = words.iter().filter_map(|word| relations.get(*word)).sum();
                if n > 0 { format!("{sign} {n}") } else { String::new() }
            };
            let cells =
                [of(&["conflict"], "≠"), of(&["compatible", "refines"], "~"), of(&["same"], "=")];
            let cells = cells.map(|cell| format!("{cell:<6}")).join(" ");
            let line = format!("    {slot:<15} {cells}");
            output.drawn(line.trim_end())?;
        }
        for side in 0..2 {
            let left = &summary.left_out[side];
            if !left.is_empty() {
                let slots = left.iter().map(|(slot, n)| format!("{slot} {n}"));
                let line = format!(
                    "{} leaves out what the other tells: {}",
                    self.name(side),
                    slots.collect::<Vec<_>>().join(", ")
                );
                output.drawn(layout::indented(&line, 2, 2, self.width))?;
            }
        }
        output.drawn(layout::indented(
            &format!(
                "told by {} alone: {}; by {} alone: {}",
                self.name(0),
                counted(diff.only[0].len(), "event"),
                self.name(1),
                counted(diff.only[1].len(), "event")
            ),
            2,
            2,
            self.width,
        ))
    }

    fn event(
        &self,
        shared: &Shared,
        event: &Event,
        output: &mut Output,
    ) -> Result<(), CommandError> {
        let number = self.chosen.number(&shared.id);
        let title = format!("{number} {}", one_line(&shared.title));
        output.drawn(format!("\n{}", bold(&layout::cut(&title, self.width))))?;
        let same: Vec<&str> = shared
            .slots
            .iter()
            .filter(|slot| slot.relation == "same")
            .map(|slot| slot.slot.as_str())
            .collect();
        for slot in &shared.slots {
            // On what they agree is said below in one line, unless the words are asked for.
            if slot.relation != "same" || (self.args.quotes && slot.slot != "occurrence") {
                self.slot(slot, event, output)?;
            }
        }
        if !same.is_empty() && !self.args.quotes {
            output.drawn(format!("  = {}", same.join(", ")))?;
        }
        for side in 0..2 {
            let told = &shared.left_out[side];
            if !told.is_empty() {
                output.drawn(format!("  {} leaves out:", self.name(side)))?;
                for told in told {
                    self.value(&format!("{}: ", told.slot), told, event, output)?;
                }
            }
            let voices =
                shared.only_voices[side].iter().map(|v| values::voice(v, &[], &self.names));
            let voices: Vec<String> = voices
                .map(|voice| voice.split(", via ").next().unwrap_or_default().to_owned())
                .collect();
            if !voices.is_empty() {
                let line = format!("{} alone lets speak: {}", self.name(side), voices.join("; "));
                output.drawn(layout::indented(&line, 2, 4, self.width))?;
            }
        }
        Ok(())
    }

    fn slot(
        &self,
        slot: &Compared,
        event: &Event,
        output: &mut Output,
    ) -> Result<(), CommandError> {
        let sign = match slot.relation.as_str() {
            "conflict" => "≠",
            "same" => "=",
            _ => "~",
        };
        output.drawn(format!("  {sign} {}", slot.slot))?;
        let is_shared = |told: &Told, other: usize| {
            let one = |other: &Told| {
                other.value.value == told.value.value && other.value.polarity == told.value.polarity
            };
            slot.values[other].iter().any(one)
        };
        for told in slot.values[0].iter().filter(|told| is_shared(told, 1)) {
            self.value("both: ", told, event, output)?;
        }
        for side in 0..2 {
            // Of a value that both give, the other's quotes are worth printing, too.
            let own = |told: &&Told| self.args.quotes && side == 1 || !is_shared(told, 1 - side);
            for told in slot.values[side].iter().filter(own) {
                self.value(&format!("{}: ", self.name(side)), told, event, output)?;
            }
        }
        for why in &slot.why {
            let why = format!("because {}", one_line(why));
            output.drawn(layout::indented(&why, 6, 2, self.width))?;
        }
        Ok(())
    }

    fn value(
        &self,
        lead: &str,
        told: &Told,
        event: &Event,
        output: &mut Output,
    ) -> Result<(), CommandError> {
        let claims: Vec<_> =
            told.value.claims.iter().filter_map(|id| claim_of(event, id)).collect();
        let words = values::qualified(&told.slot, &told.value, &claims);
        output.drawn(layout::indented(&format!("{lead}{words}"), 4, 4, self.width))?;
        if self.args.quotes {
            for claim in claims {
                let voice = values::voice(&claim.said_by, &[], &self.names);
                let quote =
                    format!("“{}” {voice}, {}", one_line(&claim.quote), one_line(&claim.id));
                output.drawn(dim(&layout::indented(&quote, 6, 2, self.width)))?;
            }
        }
        Ok(())
    }
}

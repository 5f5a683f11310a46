//! From the model to the printed shape: numbers items, turns byte spans into code points.

use rashomon_model as model;

use super::{
    Attribution, Claim, Diagnostic, Entity, Event, Mention, Place, PlaceCandidate, Reading,
    Relation, RelationWhen, ReportHead, SCHEMA, Time, Voice, value_of,
};
use crate::json::area::{Area, Setting};
use crate::json::offsets::Offsets;
use crate::json::words::Worded;

/// Writes parts of one reading; holds what every part needs.
struct Writer<'r> {
    text: &'r str,
    offsets: Offsets<'r>,
}

/// Writes a reading of a report.
pub(super) fn reading(report: &model::Report, reading: &model::Reading) -> Reading {
    let w = Writer { text: &report.text, offsets: Offsets::new(&report.text) };
    Reading {
        schema: SCHEMA.to_owned(),
        report: ReportHead::of(report),
        mentions: numbered(&reading.mentions, "m", |id, m| w.mention(id, m)),
        entities: numbered(&reading.entities, "e", entity),
        places: reading.places.iter().map(|p| w.place(p)).collect(),
        times: reading.times.iter().map(|t| w.time(t)).collect(),
        attributions: numbered(&reading.attributions, "a", |id, a| w.attribution(id, a)),
        events: numbered(&reading.events, "v", |id, e| w.event(id, e)),
        claims: numbered(&reading.claims, "c", |id, c| w.claim(id, c, reading)),
        relations: reading.relations.iter().map(|r| w.relation(r, &reading.times)).collect(),
        diagnostics: reading.diagnostics.iter().map(|d| w.diagnostic(d)).collect(),
        text: report.text.clone(),
    }
}

fn numbered<T, U>(items: &[T], prefix: &str, write: impl Fn(String, &T) -> U) -> Vec<U> {
    items.iter().enumerate().map(|(i, item)| write(format!("{prefix}{}", i + 1), item)).collect()
}

fn entity(id: String, e: &model::Entity) -> Entity {
    let kind = e.kind.word().to_owned();
    Entity { id, kind, name: e.name.clone(), names: e.names.clone() }
}

fn text_of<T: ToString>(id: Option<T>) -> Option<String> {
    id.map(|id| id.to_string())
}

fn voices(said_by: &[model::Voice]) -> Vec<Voice> {
    let one = |voice: &model::Voice| match voice {
        model::Voice::Outlet(outlet) => Voice::Outlet { outlet: outlet.clone() },
        model::Voice::Attribution { id, entity } => {
            Voice::Attribution { attribution: id.to_string(), entity: text_of(*entity) }
        }
    };
    said_by.iter().map(one).collect()
}

impl Writer<'_> {
    fn words(&self, span: model::Span) -> String {
        span.of(self.text).unwrap_or("").to_owned()
    }

    fn mention(&self, id: String, m: &model::Mention) -> Mention {
        Mention {
            id,
            span: self.offsets.pair(m.span),
            text: self.words(m.span),
            kind: m.kind.word().to_owned(),
            entity: text_of(m.entity),
        }
    }

    fn place(&self, p: &model::Place) -> Place {
        Place {
            mention: text_of(p.mention),
            span: self.offsets.pair(p.span),
            text: self.words(p.span),
            name: p.name.clone(),
            country: p.country.clone(),
            lat: p.point.map(|point| point.lat),
            lon: p.point.map(|point| point.lon),
            gazetteer: p.gazetteer.clone(),
            precision: p.precision.map(|p| p.word().to_owned()),
            offset_km: p.offset_km,
            bearing: p.bearing.map(|b| b.0),
            setting: p.setting.as_ref().map(Setting::of),
            area: p.area.map(Area::of),
            candidates: p.candidates.iter().map(PlaceCandidate::of).collect(),
        }
    }

    fn time(&self, t: &model::Time) -> Time {
        Time {
            span: self.offsets.pair(t.span),
            text: self.words(t.span),
            kind: t.kind.word().to_owned(),
            value: t.value.clone(),
            earliest: text_of(t.earliest),
            latest: text_of(t.latest),
        }
    }

    fn attribution(&self, id: String, a: &model::Attribution) -> Attribution {
        Attribution {
            id,
            source: a.source.map(|s| self.offsets.pair(s)),
            cue: a.cue.map(|s| self.offsets.pair(s)),
            content: self.offsets.pair(a.content),
            entity: text_of(a.entity),
            within: text_of(a.within),
            style: a.style.word().to_owned(),
            certainty: a.certainty.word().to_owned(),
            polarity: a.polarity.word().to_owned(),
        }
    }

    fn event(&self, id: String, e: &model::EventMention) -> Event {
        Event {
            id,
            class: e.class.to_string(),
            trigger: self.offsets.pair(e.trigger),
            again: e.again.iter().map(|s| self.offsets.pair(*s)).collect(),
        }
    }

    fn claim(&self, id: String, c: &model::Claim, reading: &model::Reading) -> Claim {
        Claim {
            id,
            event: c.event.to_string(),
            slot: c.slot.word().to_owned(),
            value: value_of(&c.value, reading),
            said_by: voices(&c.said_by),
            certainty: c.certainty.word().to_owned(),
            polarity: c.polarity.word().to_owned(),
            planned: c.planned,
            denies: c.denies.iter().map(ToString::to_string).collect(),
            span: self.offsets.pair(c.span),
            quote: self.words(c.span),
            rule: c.rule.to_string(),
        }
    }

    fn relation(&self, r: &model::Relation, times: &[model::Time]) -> Relation {
        let when = |id: model::TimeId| {
            let told = times.get(id.index());
            RelationWhen {
                time: id.0,
                earliest: told.and_then(|t| text_of(t.earliest)),
                latest: told.and_then(|t| text_of(t.latest)),
            }
        };
        Relation {
            subject: r.subject.to_string(),
            relation: r.kind.word().to_owned(),
            object: r.object.to_string(),
            when: r.when.map(when),
            said_by: voices(&r.said_by),
            certainty: r.certainty.word().to_owned(),
            polarity: r.polarity.word().to_owned(),
            span: self.offsets.pair(r.span),
            quote: self.words(r.span),
            rule: r.rule.to_string(),
        }
    }

    fn diagnostic(&self, d: &model::Diagnostic) -> Diagnostic {
        Diagnostic {
            code: d.code.0.to_owned(),
            span: d.span.map(|s| self.offsets.pair(s)),
            message: d.message.clone(),
        }
    }
}

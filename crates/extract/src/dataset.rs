//! Claims of a row of a dataset: no sentences, only cells and the map that says what they mean.
//!
//! In: a report whose text is a rendered row, and the map of its columns. Out: a reading with one
//! event, its claims each on the line of its cell, places as the row gives them, and the sources it
//! names as attributions. The dataset is the voice of all claims: it decided what its cells say; whom
//! it cites is kept beside them. Must hold: a pure function of text and map; every quote is a line.
//! Shown by the casebook pages `row-beside-the-press`, `none-reported`, `low-and-high`.

use rashomon_model::{
    Attribution, Certainty, Claim, Diagnostic, DiagnosticCode, Entity, EntityId, EntityKind,
    EventId, EventMention, Mention, MentionId, Place, PlaceId, PlaceRelation, Polarity, Reading,
    Report, Responsible, Setting, SettingKind, Slot, Span, Status, Style, Time, TimeId, TimeKind,
    Value, Voice,
};
use rashomon_text::dataset::{Field, Map, Told, ToldParty, fields};

/// Reads a rendered row by its map.
pub fn read(report: &Report, map: &Map) -> Reading {
    let mut reading = Reading::empty(report.id.clone());
    let fields = fields(&report.text);
    match Told::of(&fields, map) {
        Ok(told) => Writer { report, map, reading: &mut reading }.write(&told),
        Err(bad) => reading.diagnostics.push(Diagnostic {
            code: DiagnosticCode("unreadable-row"),
            span: None,
            message: format!("{}: {}", bad.what, bad.remedy),
        }),
    }
    in_order(&mut reading);
    reading
}

/// Brings mentions into text order.
fn in_order(reading: &mut Reading) {
    let mut order: Vec<usize> = (0..reading.mentions.len()).collect();
    order.sort_by_key(|at| (reading.mentions[*at].span.start, *at));
    for place in &mut reading.places {
        let now = place.mention.and_then(|m| order.iter().position(|at| *at == m.index()));
        place.mention = now.map(MentionId::at);
    }
    let mentions = order.into_iter().map(|at| reading.mentions[at].clone()).collect();
    reading.mentions = mentions;
}

struct Writer<'w> {
    report: &'w Report,
    map: &'w Map,
    reading: &'w mut Reading,
}

impl Writer<'_> {
    fn write(&mut self, told: &Told<'_>) {
        let trigger = told.kind.cell;
        let event = EventMention { class: told.class, trigger, again: Vec::new() };
        self.reading.events.push(event);
        let words = told.notes.unwrap_or(told.kind);
        self.claim(Slot::Occurrence, Value::Occurrence, words.line, &words);
        for (field, name) in &told.cites {
            self.cite(field, *name, words.line);
        }
        for party in &told.parties {
            self.party(party);
        }
        for number in &told.numbers {
            let mut quantity = number.quantity.clone();
            quantity.side = number.side.map(|side| self.group(side.value, side.cell));
            quantity.text = self.words(number.span);
            let field = Field { name: "number", value: "", line: number.span, cell: number.span };
            self.claim(number.slot, Value::Toll(quantity), number.span, &field);
        }
        self.place(told);
        self.time(told);
        for zero in &told.zeros {
            self.reading.diagnostics.push(Diagnostic {
                code: DiagnosticCode("none-reported"),
                span: Some(zero.line),
                message: format!(
                    "{} is 0, which says that none were reported, not that there were none: no claim",
                    zero.name
                ),
            });
        }
    }

    fn words(&self, span: Span) -> String {
        span.of(&self.report.text).unwrap_or("").to_owned()
    }

    fn claim(&mut self, slot: Slot, value: Value, span: Span, field: &Field<'_>) {
        let rule = format!("dataset/{}/{}", self.map.short(), field.name);
        self.reading.claims.push(Claim {
            event: EventId::at(0),
            slot,
            value,
            said_by: vec![Voice::Outlet(self.report.outlet.clone())],
            certainty: Certainty::Certain,
            polarity: Polarity::Affirmed,
            planned: false,
            denies: Vec::new(),
            span,
            rule: rule.into(),
        });
    }

    fn entity(&mut self, kind: EntityKind, name: &str, span: Span) -> (EntityId, MentionId) {
        let entities = &mut self.reading.entities;
        let known = entities.iter().position(|e| e.kind == kind && e.name == name);
        let at = known.unwrap_or_else(|| {
            entities.push(Entity { kind, name: name.to_owned(), names: vec![name.to_owned()] });
            entities.len() - 1
        });
        let entity = EntityId::at(at);
        let mention = Mention { span, kind, entity: Some(entity) };
        let same = |m: &Mention| m.span == span && m.kind == kind;
        let place = self.reading.mentions.iter().position(same).unwrap_or_else(|| {
            self.reading.mentions.push(mention);
            self.reading.mentions.len() - 1
        });
        (entity, MentionId::at(place))
    }

    fn group(&mut self, whole: &str, cell: Span) -> EntityId {
        let name = whole.split(" (").next().filter(|n| !n.is_empty()).unwrap_or(whole);
        let length = u32::try_from(name.len()).unwrap_or(0);
        let span = Span { start: cell.start, end: cell.start + length };
        self.entity(EntityKind::Group, name, span).0
    }

    fn party(&mut self, party: &ToldParty<'_>) {
        // Civilians and the unidentified are no party by that name.
        let unnamed = party.status == Status::Civilian
            || ["unidentified", "unknown", "civilians"]
                .iter()
                .any(|word| party.name.to_lowercase().starts_with(word));
        let entity = (!unnamed).then(|| self.entity(EntityKind::Group, party.name, party.span).0);
        let text = party.name.to_owned();
        let line = party.field.line;
        if party.target {
            let value = Value::Target { entity, text, status: party.status };
            self.claim(Slot::Target, value, line, &party.field);
        } else {
            let by = if party.accused { Responsible::Accused } else { Responsible::Stated };
            let value = Value::Responsibility { entity, text, by };
            self.claim(Slot::Responsibility, value, line, &party.field);
        }
    }

    /// A source that the row names: the words for it, and what it is named for.
    fn cite(&mut self, field: &Field<'_>, name: Span, content: Span) {
        let words = self.words(name);
        let (entity, _) = self.entity(EntityKind::Outlet, &words, name);
        let label = u32::try_from(field.name.len()).unwrap_or(0);
        self.reading.attributions.push(Attribution {
            source: Some(name),
            cue: Some(Span { start: field.line.start, end: field.line.start + label }),
            content,
            entity: Some(entity),
            within: None,
            style: Style::Indirect,
            certainty: Certainty::Certain,
            polarity: Polarity::Affirmed,
        });
    }

    fn place(&mut self, told: &Told<'_>) {
        let place = &told.place;
        let (_, mention) = self.entity(EntityKind::Place, place.name.value, place.name.cell);
        let mut found = Place::at(Some(mention), place.name.cell);
        if let Some(point) = place.point {
            found.name = Some(place.name.value.to_owned());
            found.point = Some(point);
            found.gazetteer = Some(Place::given(point));
            found.precision = place.precision;
        }
        let near = place.near;
        found.setting = near.then(|| Setting::of(SettingKind::Near));
        self.reading.places.push(found);
        let relation = if near { PlaceRelation::Near } else { PlaceRelation::At };
        let text = place.name.value.to_owned();
        let value = Value::Place { place: PlaceId::at(0), text, relation };
        self.claim(Slot::Place, value, place.name.line, &place.name);
    }

    fn time(&mut self, told: &Told<'_>) {
        let when = told.when;
        let one = |field: &Field<'_>, earliest, latest| Time {
            span: field.cell,
            kind: TimeKind::Date,
            value: if earliest == latest {
                format!("{earliest}")
            } else {
                format!("{earliest}/{latest}")
            },
            earliest: Some(earliest),
            latest: Some(latest),
        };
        let (mut span, mut until) = (told.from.line, None);
        match &told.to {
            Some(to) => {
                self.reading.times.push(one(&told.from, when.earliest, when.earliest));
                self.reading.times.push(one(to, when.latest, when.latest));
                until = Some(TimeId::at(1));
                if to.line.start == span.end + 1 {
                    span.end = to.line.end;
                }
            }
            None => self.reading.times.push(one(&told.from, when.earliest, when.latest)),
        }
        let text = self.words(told.from.cell);
        let value = Value::Time { time: TimeId::at(0), until, text };
        self.claim(Slot::Time, value, span, &told.from);
    }
}

//! From stored JSON back to the model, for replaying a case.
//!
//! Strict: a word outside its table, a span off the text or an id that names nothing is an error
//! naming the field, because a record that does not read back is damage, not odd input.
//! Of the diagnostics those come back that later stages look at; the others stay in the record.

use rashomon_model as model;

use super::{
    Attribution, Claim, Diagnostic, Pair, Place, PlaceCandidate, Reading, Relation, ReportHead,
    Time, Value, Voice,
};
use crate::json::area::{Area, Setting};
use crate::json::offsets::Offsets;
use crate::json::words::Worded;
use crate::summary::UNREAD;

type Back<T> = Result<T, String>;

/// Reads a whole reading back.
pub fn model(reading: &Reading) -> Back<(model::Report, model::Reading)> {
    let report = report(&reading.report, &reading.text)?;
    let offsets = Offsets::new(&reading.text);
    let span = |pair: Pair| offsets.span(pair);
    let mut out = model::Reading::empty(report.id.clone());
    for m in &reading.mentions {
        out.mentions.push(model::Mention {
            span: span(m.span),
            kind: word("mentions.kind", &m.kind)?,
            entity: id("mentions.entity", m.entity.as_deref())?,
        });
    }
    for e in &reading.entities {
        out.entities.push(model::Entity {
            kind: word("entities.kind", &e.kind)?,
            name: e.name.clone(),
            names: e.names.clone(),
        });
    }
    out.places = reading.places.iter().map(|p| place(p, span(p.span))).collect::<Back<_>>()?;
    out.times = reading.times.iter().map(|t| time(t, span(t.span))).collect::<Back<_>>()?;
    let attributions = reading.attributions.iter();
    out.attributions = attributions.map(|a| attribution(a, &offsets)).collect::<Back<_>>()?;
    for e in &reading.events {
        out.events.push(model::EventMention {
            class: model::EventClass::parse(&e.class).map_err(|e| e.to_string())?,
            trigger: span(e.trigger),
            again: e.again.iter().map(|pair| span(*pair)).collect(),
        });
    }
    out.claims = reading.claims.iter().map(|c| claim(c, span(c.span))).collect::<Back<_>>()?;
    out.diagnostics = reading.diagnostics.iter().filter_map(|d| diagnostic(d, &offsets)).collect();
    let relations = reading.relations.iter();
    out.relations = relations.map(|r| relation(r, span(r.span))).collect::<Back<_>>()?;
    Ok((report, out))
}

/// Reads a report back from its head and its text.
pub fn report(head: &ReportHead, text: &str) -> Back<model::Report> {
    Ok(model::Report {
        id: model::ReportId(head.id.clone()),
        outlet: head.outlet.clone(),
        published: date("report.published", head.published.as_deref())?,
        url: head.url.clone(),
        title: head.title.clone(),
        lang: head.lang.clone(),
        text: text.to_owned(),
    })
}

fn diagnostic(d: &Diagnostic, offsets: &Offsets<'_>) -> Option<model::Diagnostic> {
    let code = UNREAD.into_iter().find(|code| *code == d.code)?;
    Some(model::Diagnostic {
        code: model::DiagnosticCode(code),
        span: d.span.map(|pair| offsets.span(pair)),
        message: d.message.clone(),
    })
}

fn word<T: Worded>(field: &str, word: &str) -> Back<T> {
    T::of_word(word).ok_or_else(|| format!("`{word}` is no value of {field}"))
}

fn id<T: std::str::FromStr>(field: &str, text: Option<&str>) -> Back<Option<T>> {
    let read = |text: &str| text.parse().map_err(|_| format!("`{text}` is no id of {field}"));
    text.map(read).transpose()
}

fn date(field: &str, text: Option<&str>) -> Back<Option<model::Date>> {
    let read = |text: &str| text.parse().map_err(|_| format!("`{text}` is no date of {field}"));
    text.map(read).transpose()
}

fn required<T>(field: &str, value: Option<T>) -> Back<T> {
    value.ok_or_else(|| format!("{field} is missing"))
}

fn place(p: &Place, span: model::Span) -> Back<model::Place> {
    let precision = p.precision.as_deref().map(|w| word("places.precision", w)).transpose()?;
    Ok(model::Place {
        mention: id("places.mention", p.mention.as_deref())?,
        span,
        name: p.name.clone(),
        country: p.country.clone(),
        point: p.lat.zip(p.lon).map(|(lat, lon)| model::Point { lat, lon }),
        gazetteer: p.gazetteer.clone(),
        precision,
        offset_km: p.offset_km,
        bearing: p.bearing.map(model::Bearing),
        setting: p.setting.as_ref().map(Setting::back).transpose()?,
        area: p.area.as_ref().map(Area::back).transpose()?,
        around: None,
        candidates: p.candidates.iter().map(candidate).collect(),
    })
}

fn candidate(c: &PlaceCandidate) -> model::PlaceCandidate {
    model::PlaceCandidate {
        name: c.name.clone(),
        country: c.country.clone(),
        point: c.lat.zip(c.lon).map(|(lat, lon)| model::Point { lat, lon }),
        gazetteer: c.gazetteer.clone(),
        weight: c.weight,
        why: c.why.iter().map(|(what, weight)| (what.clone(), *weight)).collect(),
    }
}

fn time(t: &Time, span: model::Span) -> Back<model::Time> {
    Ok(model::Time {
        span,
        kind: word("times.type", &t.kind)?,
        value: t.value.clone(),
        earliest: date("times.earliest", t.earliest.as_deref())?,
        latest: date("times.latest", t.latest.as_deref())?,
    })
}

fn attribution(a: &Attribution, offsets: &Offsets<'_>) -> Back<model::Attribution> {
    Ok(model::Attribution {
        source: a.source.map(|pair| offsets.span(pair)),
        cue: a.cue.map(|pair| offsets.span(pair)),
        content: offsets.span(a.content),
        entity: id("attributions.entity", a.entity.as_deref())?,
        within: id("attributions.within", a.within.as_deref())?,
        style: word("attributions.style", &a.style)?,
        certainty: word("attributions.certainty", &a.certainty)?,
        polarity: word("attributions.polarity", &a.polarity)?,
    })
}

fn voice(voice: &Voice) -> Back<model::Voice> {
    Ok(match voice {
        Voice::Outlet { outlet } => model::Voice::Outlet(outlet.clone()),
        Voice::Attribution { attribution, entity } => model::Voice::Attribution {
            id: required("said_by.attribution", id("said_by.attribution", Some(attribution))?)?,
            entity: id("said_by.entity", entity.as_deref())?,
        },
    })
}

fn claim(c: &Claim, span: model::Span) -> Back<model::Claim> {
    let slot = word("claims.slot", &c.slot)?;
    Ok(model::Claim {
        event: required("claims.event", id("claims.event", Some(&c.event))?)?,
        slot,
        value: value(slot, &c.value)?,
        said_by: c.said_by.iter().map(voice).collect::<Back<_>>()?,
        certainty: word("claims.certainty", &c.certainty)?,
        polarity: word("claims.polarity", &c.polarity)?,
        planned: c.planned,
        denies: c
            .denies
            .iter()
            .map(|d| required("claims.denies", id("claims.denies", Some(d))?))
            .collect::<Back<_>>()?,
        span,
        rule: c.rule.clone().into(),
    })
}

fn relation(r: &Relation, span: model::Span) -> Back<model::Relation> {
    Ok(model::Relation {
        subject: required("relations.subject", id("relations.subject", Some(&r.subject))?)?,
        kind: word("relations.relation", &r.relation)?,
        object: required("relations.object", id("relations.object", Some(&r.object))?)?,
        when: r.when.as_ref().map(|when| model::TimeId(when.time)),
        said_by: r.said_by.iter().map(voice).collect::<Back<_>>()?,
        certainty: word("relations.certainty", &r.certainty)?,
        polarity: word("relations.polarity", &r.polarity)?,
        span,
        rule: r.rule.clone().into(),
    })
}

fn value(slot: model::Slot, v: &Value) -> Back<model::Value> {
    let entity = || id("value.entity", v.entity.value().map(String::as_str));
    let text = || required("value.text", v.text.clone());
    let kind = || required("value.kind", v.kind.as_deref());
    Ok(match slot {
        model::Slot::Responsibility => model::Value::Responsibility {
            entity: entity()?,
            text: text()?,
            by: word("value.by", required("value.by", v.by.as_deref())?)?,
        },
        model::Slot::Target => model::Value::Target {
            entity: entity()?,
            text: text()?,
            status: word("value.status", required("value.status", v.status.as_deref())?)?,
        },
        model::Slot::Killed
        | model::Slot::Injured
        | model::Slot::Detained
        | model::Slot::Missing
        | model::Slot::Displaced => model::Value::Toll(quantity(v)?),
        model::Slot::Damage => model::Value::Damage { entity: entity()?, text: text()? },
        model::Slot::Weapon => model::Value::Weapon { entity: entity()?, text: text()? },
        model::Slot::Place => model::Value::Place {
            place: model::PlaceId(required("value.place", v.place)?),
            text: text()?,
            relation: word("value.relation", required("value.relation", v.relation.as_deref())?)?,
        },
        model::Slot::Time => model::Value::Time {
            time: model::TimeId(required("value.time", v.time)?),
            until: v.until.map(model::TimeId),
            text: text()?,
        },
        model::Slot::Cause => {
            model::Value::Cause { text: text()?, kind: word("value.kind", kind()?)? }
        }
        model::Slot::Outcome => model::Value::Outcome {
            text: text()?,
            holder: id("value.holder", v.holder.value().map(String::as_str))?,
        },
        model::Slot::Stance => {
            model::Value::Stance { text: text()?, kind: word("value.kind", kind()?)? }
        }
        _ => model::Value::Occurrence,
    })
}

fn quantity(v: &Value) -> Back<model::Quantity> {
    let who = v.who.value().map(|w| word("value.who", w)).transpose()?;
    Ok(model::Quantity {
        low: required("value.low", v.low)?,
        high: v.high.value().copied(),
        wording: word("value.wording", required("value.wording", v.wording.as_deref())?)?,
        status: word("value.status", required("value.status", v.status.as_deref())?)?,
        who,
        side: id("value.side", v.side.value().map(String::as_str))?,
        cumulative: v.cumulative.unwrap_or(false),
        text: required("value.text", v.text.clone())?,
    })
}

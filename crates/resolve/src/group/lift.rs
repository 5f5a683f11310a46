//! Events of readings with their claims in ids of the case.
//!
//! A claim keeps its words and its place in its report; entities become entities of the case,
//! places and times are copied in, so that nothing later needs the reading.

use std::collections::BTreeSet;

use rashomon_model::{
    CaseClaim, CaseClaimId, CaseEntityId, CaseRelation, CaseValue, CaseVoice, Claim, ClaimJudged,
    Date, EntityId, EventClass, EventId, EventMention, Place, Polarity, Reading, Slot, Status,
    TimeId, Value, Voice, When,
};

use super::anew;
use super::days::{part_of, when_of};
use super::held;
use super::hours::{Hours, hours};
use super::night::night;
use super::single::Telling;
use super::terms::{Numbered, Terms, Vector, Words, count};
use super::{Denotes, Input};

/// Days before publication in which an undated event is taken to have been told.
const TOLD_WITHIN: i32 = 4;

/// Bytes before and behind a claim in which its sentence is looked for.
const LONGEST: usize = 600;

/// One event as one report tells it.
pub struct Told {
    /// Which report, by its position in id order.
    pub report: usize,
    /// The numbers of the tellings, as they were read, that it is made of.
    pub of: Vec<usize>,
    /// The story of its report.
    pub story: usize,
    /// Of a row of a dataset the first row of that dataset: its coders told its rows apart.
    pub table: Option<usize>,
    /// What sort of happening.
    pub class: EventClass,
    /// Its claims.
    pub claims: Vec<CaseClaim>,
    /// What people decided about single claims of it.
    pub judged: Vec<ClaimJudged>,
    /// When, where the report says so.
    pub when: Option<When>,
    /// Whether its report has a date of publication.
    pub dated: bool,
    /// The days in which it can have been told; for blocking and weak evidence only.
    pub window: Option<When>,
    /// Where.
    pub places: Vec<(Place, String, Option<CaseEntityId>)>,
    /// Numbers of people: slot, low, high.
    pub tolls: Vec<(Slot, u32, Option<u32>)>,
    /// Parties held responsible.
    pub parties: BTreeSet<String>,
    /// Who or what was hit, by entity.
    pub victims: BTreeSet<String>,
    /// What sort of thing was hit, by the last word for it ("market" of "Velm market").
    pub hit: BTreeSet<String>,
    /// What it was done with, by the last word for it.
    pub means: BTreeSet<String>,
    /// Who its dead and hurt are said to be.
    pub statuses: BTreeSet<(Slot, Status)>,
    /// The hours of its day, where told.
    pub hours: Option<Hours>,
    /// The day on whose evening its night began, where it is told of a night.
    pub night: Option<Date>,
    /// The words of its sentences, counted.
    pub counts: Numbered,
    /// The same words, weighed.
    pub words: Vector,
    /// Where it is first spoken of, in bytes.
    pub at: usize,
    /// Where it is last spoken of.
    pub until: usize,
    /// Why events of the report were joined in it.
    pub joined: Vec<String>,
    /// Whether it adds up several happenings.
    pub aggregate: bool,
    /// Whether it is only planned, threatened or demanded: no happening, and never joined to one.
    pub unreal: bool,
    /// Whether it is the main event of its report.
    pub main: bool,
    /// Whether its report tells it as one more ("a second raid").
    pub anew: bool,
    /// Whether somebody in its report says that it did not happen.
    pub denied: bool,
    /// The innermost voices that tell it.
    pub voices: BTreeSet<String>,
}

impl Told {
    /// Returns the id of its first claim; empty where it has none.
    pub fn first(&self) -> &str {
        self.claims.first().map_or("", |claim| claim.id.as_str())
    }
}

/// The main event is the one with the first toll told in affirmation, else the one that most is
/// said of; the earlier of equals.
pub fn mark_main(told: &mut [Told]) {
    let score = |t: &Told| (t.claims.len().min(12) + if t.tolls.is_empty() { 0 } else { 4 }) as i64;
    let best = told
        .iter()
        .enumerate()
        .filter(|(_, t)| !t.aggregate)
        .max_by_key(|(i, t)| (score(t) * 4 - (*i as i64).min(12), std::cmp::Reverse(*i)));
    if let Some((index, _)) = best {
        told[index].main = true;
    }
}

/// The happenings of a report that have claims, in the order of the reading.
pub(super) fn tellings(input: &Input<'_>, denotes: Denotes<'_>) -> Vec<Telling> {
    let one = |(number, event): (usize, &EventMention)| Telling {
        event: EventId::at(number),
        class: event.class,
        trigger: event.trigger,
        claims: Vec::new(),
        judged: Vec::new(),
    };
    let mut out: Vec<Telling> = input.reading.events.iter().enumerate().map(one).collect();
    for (number, claim) in input.reading.claims.iter().enumerate() {
        if let Some(telling) = out.get_mut(claim.event.index()) {
            telling.claims.push(lift(input, number, claim, denotes));
        }
    }
    out.retain(|telling| !telling.claims.is_empty());
    out
}

/// One happening of a report as it is compared with others.
pub(super) fn told(report: usize, input: &Input<'_>, telling: Telling, terms: &Terms) -> Told {
    let Telling { class, trigger, claims: lifted, judged, .. } = telling;
    let mut counts = Words::new();
    for sentence in sentences(&input.report.text, &lifted) {
        count(sentence, &mut counts);
    }
    let counts = terms.numbered(&counts);
    let mut out = Told {
        report,
        of: Vec::new(),
        story: report,
        table: None,
        class,
        when: when_of(&lifted),
        dated: input.report.published.is_some(),
        window: None,
        places: Vec::new(),
        tolls: Vec::new(),
        parties: BTreeSet::new(),
        victims: BTreeSet::new(),
        hit: BTreeSet::new(),
        means: BTreeSet::new(),
        statuses: BTreeSet::new(),
        hours: None,
        night: None,
        words: terms.weigh(&counts),
        counts,
        at: lifted.iter().map(|c| c.span.start as usize).min().unwrap_or(0),
        until: lifted.iter().map(|c| c.span.end as usize).max().unwrap_or(0),
        joined: Vec::new(),
        aggregate: false,
        unreal: lifted.iter().all(is_unreal),
        main: false,
        anew: anew::is_anew(&input.report.text, trigger),
        denied: lifted.iter().any(is_denial),
        voices: lifted.iter().filter_map(innermost).collect(),
        claims: lifted,
        judged,
    };
    out.window = out.when.or_else(|| window(input));
    let mut cumulative = 0usize;
    for claim in &out.claims {
        if let CaseValue::Target { text, .. } | CaseValue::Damage { text, .. } = &claim.value {
            out.hit.extend(last_word(text));
        }
        match &claim.value {
            CaseValue::Place { place, entity, text, .. } => {
                out.places.push((Place::clone(place), fold(text), entity.clone()));
            }
            CaseValue::Toll { quantity, .. } if quantity.cumulative => cumulative += 1,
            CaseValue::Toll { quantity, .. } if quantity.who.is_none() => {
                out.tolls.push((claim.slot, quantity.low, quantity.high));
                out.statuses.insert((claim.slot, quantity.status));
            }
            CaseValue::Weapon { text, .. } => {
                out.means.extend(last_word(text));
            }
            CaseValue::Responsibility { entity, text, .. } => {
                out.parties.insert(entity.as_ref().map_or_else(|| fold(text), |e| e.0.clone()));
            }
            CaseValue::Target { entity: Some(e), .. }
            | CaseValue::Damage { entity: Some(e), .. } => {
                out.victims.insert(e.0.clone());
            }
            _ => {}
        }
    }
    out.hours = out.when.and_then(|when| part_of(&out.claims, when)).and_then(|part| hours(&part));
    out.night = out.when.and_then(|when| night(&out.claims, when));
    out.aggregate = cumulative > 0 && out.tolls.is_empty();
    out
}

/// "Nothing was bombed there": not that somebody else did it.
fn is_denial(claim: &CaseClaim) -> bool {
    claim.slot == Slot::Occurrence && claim.polarity == Polarity::Denied
}

/// Who speaks last in the chain of a claim.
fn innermost(claim: &CaseClaim) -> Option<String> {
    Some(match claim.said_by.last()? {
        CaseVoice::Outlet(_) => String::new(),
        CaseVoice::Quoted { entity: Some(entity), .. } => entity.0.clone(),
        CaseVoice::Quoted { text, .. } => fold(text),
    })
}

/// A plan, a threat or a demand; a judgement of an event is none of these.
fn is_unreal(claim: &CaseClaim) -> bool {
    use rashomon_model::StanceKind::{CallsFor, Threatens};
    let wanted = matches!(claim.value, CaseValue::Stance { kind: CallsFor | Threatens, .. });
    claim.planned || wanted
}

/// The sentences that hold claims, each once; a sentence ends at a full stop before a space, or at
/// the end of a line.
fn sentences<'t>(text: &'t str, claims: &[CaseClaim]) -> Vec<&'t str> {
    let mut spans: Vec<(usize, usize)> = claims
        .iter()
        .map(|claim| (claim.span.start as usize, claim.span.end as usize))
        .filter(|(start, end)| text.is_char_boundary(*start) && text.is_char_boundary(*end))
        .filter(|(start, end)| start <= end && *end <= text.len())
        .collect();
    spans.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        if out.last().is_some_and(|(_, last)| end <= *last) {
            continue;
        }
        let floor = out.last().map_or(0, |(_, last)| (*last).min(start));
        let floor = boundary(text, floor.max(start.saturating_sub(LONGEST)));
        let ceiling = boundary(text, text.len().min(end + LONGEST));
        let from = ends(&text[floor..start]).last().map_or(floor, |at| floor + at);
        let to = ends(&text[end..ceiling]).next().map_or(ceiling, |at| end + at);
        out.push((from, to));
    }
    out.into_iter().map(|(from, to)| &text[from..to]).collect()
}

/// Returns the nearest place at or behind an offset where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Offsets just behind the ends of sentences.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    (0..bytes.len())
        .filter(move |at| {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            bytes[*at] == b'\n' || (bytes[*at] == b'.' && next == b' ')
        })
        .map(|at| at + 1)
}

fn window(input: &Input<'_>) -> Option<When> {
    let latest = input.report.published?;
    let mut earliest = latest;
    for _ in 0..TOLD_WITHIN {
        earliest = earliest.yesterday().ok()?;
    }
    Some(When { earliest, latest })
}

fn lift(input: &Input<'_>, number: usize, claim: &Claim, denotes: Denotes<'_>) -> CaseClaim {
    let report = &input.report.id;
    CaseClaim {
        id: CaseClaimId(format!("{report}#c{}", number + 1)),
        report: report.clone(),
        happening: claim.event,
        slot: claim.slot,
        value: value(input, &claim.value, denotes),
        said_by: voices(input, &claim.said_by, denotes),
        certainty: claim.certainty,
        polarity: claim.polarity,
        planned: claim.planned,
        denies: claim.denies.iter().map(|d| CaseClaimId(format!("{report}#{d}"))).collect(),
        span: claim.span,
        quote: claim.span.of(&input.report.text).unwrap_or("").to_owned(),
        rule: claim.rule.to_string(),
    }
}

fn voices(input: &Input<'_>, said_by: &[Voice], denotes: Denotes<'_>) -> Vec<CaseVoice> {
    let one = |voice: &Voice| match voice {
        Voice::Outlet(outlet) => CaseVoice::Outlet(outlet.clone()),
        Voice::Attribution { id, entity } => {
            let source = input.reading.attributions.get(id.index()).and_then(|a| a.source);
            let words = source.and_then(|span| span.of(&input.report.text)).unwrap_or("");
            CaseVoice::Quoted {
                entity: entity.and_then(|e| denotes(&input.report.id, e)),
                text: words.split_whitespace().collect::<Vec<_>>().join(" "),
            }
        }
    };
    said_by.iter().map(one).collect()
}

fn value(input: &Input<'_>, value: &Value, denotes: Denotes<'_>) -> CaseValue {
    let id = |e: &Option<EntityId>| e.and_then(|e| denotes(&input.report.id, e));
    let text = |t: &String| t.clone();
    match value {
        Value::Responsibility { entity, text: t, by } => {
            CaseValue::Responsibility { entity: id(entity), text: text(t), by: *by }
        }
        Value::Target { entity, text: t, status } => {
            CaseValue::Target { entity: id(entity), text: text(t), status: *status }
        }
        Value::Toll(quantity) => {
            CaseValue::Toll { quantity: quantity.clone(), side: id(&quantity.side) }
        }
        Value::Damage { entity, text: t } => {
            CaseValue::Damage { entity: id(entity), text: text(t) }
        }
        Value::Weapon { entity, text: t } => {
            CaseValue::Weapon { entity: id(entity), text: text(t) }
        }
        Value::Place { place, text: t, relation } => {
            match input.reading.places.get(place.index()) {
                None => CaseValue::Occurrence,
                Some(found) => {
                    let mention = found.mention.and_then(|m| input.reading.mentions.get(m.index()));
                    CaseValue::Place {
                        place: Box::new(found.clone()),
                        entity: mention.and_then(|m| id(&m.entity)),
                        text: text(t),
                        relation: *relation,
                    }
                }
            }
        }
        Value::Time { time, until, text: t } => CaseValue::Time {
            when: stretch(input.reading, *time, *until),
            part: part_of_day(input.reading, *time).filter(|_| until.is_none()),
            text: text(t),
        },
        Value::Cause { text: t, kind } => CaseValue::Cause { text: text(t), kind: *kind },
        Value::Outcome { text: t, holder } => {
            CaseValue::Outcome { text: text(t), holder: id(holder) }
        }
        Value::Stance { kind, text: t } => CaseValue::Stance { kind: *kind, text: text(t) },
        _ => CaseValue::Occurrence,
    }
}

/// The days from the first of one expression to the last of the other.
fn stretch(reading: &Reading, time: TimeId, until: Option<TimeId>) -> Option<When> {
    let from = days(reading, time)?;
    let Some(until) = until else { return Some(from) };
    let to = days(reading, until)?;
    Some(When { earliest: from.earliest, latest: to.latest })
        .filter(|when| when.earliest <= when.latest)
}

/// What TIMEX3 writes behind the day: `NI` of `2016-02-07TNI`.
fn part_of_day(reading: &Reading, time: TimeId) -> Option<String> {
    let (_, part) = reading.times.get(time.index())?.value.split_once('T')?;
    Some(part.to_owned())
}

fn days(reading: &Reading, time: TimeId) -> Option<When> {
    let time = reading.times.get(time.index())?;
    Some(When { earliest: time.earliest?, latest: time.latest? })
}

/// Lifts the relations of a report whose both ends denote something across the case.
pub(super) fn relations(input: &Input<'_>, denotes: Denotes<'_>) -> Vec<CaseRelation> {
    let mut out = Vec::new();
    for r in &input.reading.relations {
        let ends = denotes(&input.report.id, r.subject).zip(denotes(&input.report.id, r.object));
        let Some((subject, object)) = ends.filter(|(s, o)| s != o) else { continue };
        let (since, until) = held::bounds(&input.report.text, input.reading, r);
        out.push(CaseRelation {
            subject,
            kind: r.kind,
            object,
            when: r.when.and_then(|t| days(input.reading, t)),
            since,
            until,
            report: input.report.id.clone(),
            said_by: voices(input, &r.said_by, denotes),
            certainty: r.certainty,
            polarity: r.polarity,
            span: r.span,
            quote: r.span.of(&input.report.text).unwrap_or("").to_owned(),
        });
    }
    out
}

/// The last word before an "of": "market" of "a crowded market" and of "the market of Velm".
fn last_word(text: &str) -> Option<String> {
    let folded = fold(text);
    let own = folded.split(" of ").next().unwrap_or("");
    own.split(' ').next_back().filter(|word| !word.is_empty()).map(singular)
}

/// "rockets" as "rocket".
fn singular(word: &str) -> String {
    word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned()
}

/// Lower case, letters and digits only, single spaces.
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.filter(|w| *w != "the").collect::<Vec<_>>().join(" ")
}

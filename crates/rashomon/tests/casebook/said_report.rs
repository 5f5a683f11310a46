//! What the program says of one report.
//!
//! In: a printed reading (the shape of `rashomon read`). Out: one statement for each claim,
//! attribution, name, time, place, link, event, remark and head field, with values in words as
//! `casebook/README.md` describes them.

use rashomon::json::reading::{Claim, Entity, Pair, Reading, Value, Voice};

use super::said::{Kind, Said};

/// Lists everything said of one report.
pub fn of_reading(number: usize, reading: &Reading) -> Vec<Said> {
    let own = One { number, reading, text: reading.text.chars().collect() };
    let mut out: Vec<Said> = reading.claims.iter().map(|claim| own.claim(claim)).collect();
    out.extend(own.attributions());
    out.extend(own.names());
    out.extend(own.times_and_places());
    out.extend(own.links());
    out.extend(own.events_and_remarks());
    out.extend(own.head());
    out
}

struct One<'r> {
    number: usize,
    reading: &'r Reading,
    text: Vec<char>,
}

impl One<'_> {
    fn said(&self, kind: Kind) -> Said {
        Said::of(kind, vec![self.number])
    }

    fn words(&self, span: Pair) -> String {
        let [start, end] = span.map(|at| at as usize);
        self.text.get(start..end).unwrap_or_default().iter().collect()
    }

    fn entity(&self, id: Option<&String>) -> Option<&Entity> {
        self.reading.entities.iter().find(|entity| Some(&entity.id) == id)
    }

    fn forms(&self, id: Option<&String>) -> Vec<String> {
        self.entity(id).map_or(Vec::new(), |e| {
            std::iter::once(&e.name).chain(&e.names).map(|name| bare(name)).collect()
        })
    }

    fn chain(&self, said_by: &[Voice]) -> Vec<Vec<String>> {
        said_by.iter().rev().map(|voice| self.voice(voice)).collect()
    }

    fn voice(&self, voice: &Voice) -> Vec<String> {
        match voice {
            Voice::Outlet { outlet } => {
                vec![outlet.clone().unwrap_or_else(|| "unknown outlet".to_owned())]
            }
            Voice::Attribution { attribution, entity } => {
                let found = self.reading.attributions.iter().find(|a| a.id == *attribution);
                let source = found.and_then(|a| a.source).map(|span| self.words(span));
                let mut names = vec![source.unwrap_or_else(|| "an unnamed voice".to_owned())];
                names.extend(self.forms(entity.as_ref()));
                names
            }
        }
    }

    fn claim(&self, claim: &Claim) -> Said {
        let forms = |id: Option<&String>| self.forms(id);
        let mut said = self.said(Kind::Claim);
        said.voices = self.chain(&claim.said_by);
        said.about = about(&claim.slot, &claim.value, &forms);
        said.values = values(&claim.slot, &claim.value, &forms);
        if let Some(time) = claim.value.time.and_then(|t| self.reading.times.get(t as usize)) {
            let until = claim.value.until.and_then(|t| self.reading.times.get(t as usize));
            let value = until.map_or(time.value.clone(), |u| format!("{}/{}", time.value, u.value));
            said.values.insert(0, value);
        }
        said.firmly = firmly(&claim.certainty, &claim.polarity);
        said.quotes = vec![claim.quote.clone()];
        said
    }

    fn attributions(&self) -> Vec<Said> {
        let one = |a: &rashomon::json::reading::Attribution| {
            let mut said = self.said(Kind::Attribution);
            let source = a.source.map_or("an unnamed voice".to_owned(), |span| self.words(span));
            let mut names = vec![source];
            names.extend(self.forms(a.entity.as_ref()));
            said.voices = vec![names];
            said.about = vec![a.cue.map_or("no cue".to_owned(), |span| self.words(span))];
            said.values = vec![a.style.clone()];
            said.firmly = firmly(&a.certainty, &a.polarity);
            said.quotes = vec![self.words(a.content)];
            said
        };
        self.reading.attributions.iter().map(one).collect()
    }

    fn names(&self) -> Vec<Said> {
        let mut out = Vec::new();
        for mention in &self.reading.mentions {
            let mut said = self.said(Kind::Name);
            said.about = vec![mention.kind.clone()];
            said.values = self.forms(mention.entity.as_ref());
            said.quotes = vec![mention.text.clone()];
            out.push(said);
        }
        out.extend(self.reading.entities.iter().filter(|e| e.names.len() > 1).map(|entity| {
            let mut said = self.said(Kind::SameName);
            said.about = vec![entity.kind.clone()];
            said.values = entity.names.clone();
            said
        }));
        out
    }

    fn times_and_places(&self) -> Vec<Said> {
        let mut out = Vec::new();
        for time in &self.reading.times {
            let mut said = self.said(Kind::Time);
            said.about = vec![time.kind.clone()];
            said.values = vec![time.value.clone()];
            said.firmly =
                vec![if time.earliest.is_some() { "anchored" } else { "open" }.to_owned()];
            said.quotes = vec![time.text.clone()];
            out.push(said);
        }
        for place in &self.reading.places {
            let mut said = self.said(Kind::Place);
            said.about = vec![place.precision.clone().unwrap_or_else(|| "not found".to_owned())];
            said.about.extend(place.country.clone());
            let may_be = place.candidates.iter().filter_map(|c| c.country.as_ref());
            said.about.extend(may_be.map(|country| format!("may be {country}")));
            said.values = vec![offset(place.offset_km, place.bearing, &place.text)];
            said.values.extend(place.setting.as_ref().map(|s| s.in_words(&place.text)));
            said.values.extend(place.name.clone());
            said.quotes = vec![place.text.clone()];
            out.push(said);
        }
        out
    }

    fn links(&self) -> Vec<Said> {
        let mut out = Vec::new();
        for link in &self.reading.relations {
            let mut said = self.said(Kind::Link);
            said.voices = self.chain(&link.said_by);
            said.about = vec![link.relation.clone()];
            for subject in self.forms(Some(&link.subject)) {
                for object in self.forms(Some(&link.object)) {
                    said.values.push(format!("{subject} → {object}"));
                }
            }
            said.firmly = firmly(&link.certainty, &link.polarity);
            said.quotes = vec![link.quote.clone()];
            out.push(said);
        }
        out
    }

    fn events_and_remarks(&self) -> Vec<Said> {
        let mut out = Vec::new();
        for event in &self.reading.events {
            let mut said = self.said(Kind::Event);
            said.about = vec![event.class.clone()];
            said.quotes = vec![self.words(event.trigger)];
            said.quotes.extend(event.again.iter().map(|span| self.words(*span)));
            out.push(said);
        }
        for remark in &self.reading.diagnostics {
            let mut said = self.said(Kind::Remark);
            said.about = vec![remark.code.clone()];
            said.quotes = remark.span.map(|span| self.words(span)).into_iter().collect();
            out.push(said);
        }
        out
    }

    fn head(&self) -> Vec<Said> {
        let head = &self.reading.report;
        let fields = [
            ("outlet", &head.outlet),
            ("date", &head.published),
            ("title", &head.title),
            ("language", &head.lang),
        ];
        let said = |(name, value): (&str, &Option<String>)| {
            let mut said = self.said(Kind::Report);
            said.about = vec![name.to_owned()];
            said.values = vec![value.clone().unwrap_or_else(|| "not told".to_owned())];
            said
        };
        let mut out: Vec<Said> = fields.into_iter().map(said).collect();
        let mut text = self.said(Kind::Report);
        text.about = vec!["text".to_owned()];
        text.quotes = vec![self.reading.text.clone()];
        out.push(text);
        out
    }
}

/// Takes the article off a name, so that "held by the army" is "held by army".
pub fn bare(name: &str) -> String {
    let article = ["The ", "the ", "A ", "a ", "An ", "an "].iter();
    article.fold(name, |name, article| name.strip_prefix(article).unwrap_or(name)).to_owned()
}

/// Writes certainty and polarity: "certain", "denied, certain".
pub fn firmly(certainty: &str, polarity: &str) -> Vec<String> {
    let denied = (polarity == "denied").then(|| "denied".to_owned());
    denied.into_iter().chain([certainty.to_owned()]).collect()
}

/// Writes what a claim is about, with its qualifiers.
pub fn about(
    slot: &str,
    value: &Value,
    forms: &dyn Fn(Option<&String>) -> Vec<String>,
) -> Vec<String> {
    let mut out = vec![slot.to_owned()];
    let toll = value.low.is_some();
    out.extend(value.status.iter().filter(|s| *s != "unknown").cloned());
    if toll && value.status.as_deref() == Some("unknown") {
        out.push("status not given".to_owned());
    }
    out.extend(value.who.value().cloned());
    if value.cumulative == Some(true) {
        out.push("over a period".to_owned());
    }
    out.extend(value.by.clone());
    out.extend(value.kind.clone());
    if value.offset_km.value().is_none() && value.bearing.value().is_none() {
        out.extend(value.relation.iter().filter(|r| *r != "at").cloned());
    }
    // "of the Sahra Front": every form counts, the first is written.
    out.extend(forms(value.side.value()).into_iter().map(|side| format!("of {side}")));
    out
}

/// Writes a value in every form.
pub fn values(
    slot: &str,
    value: &Value,
    forms: &dyn Fn(Option<&String>) -> Vec<String>,
) -> Vec<String> {
    if slot == "occurrence" {
        return vec!["it happened".to_owned()];
    }
    if let Some(low) = value.low {
        let number = match value.high.value() {
            Some(high) if *high == low => low.to_string(),
            Some(high) => format!("{low} to {high}"),
            None => format!("{low} or more"),
        };
        return vec![number];
    }
    let text = value.text.clone().unwrap_or_default();
    let mut out =
        vec![offset(value.offset_km.value().copied(), value.bearing.value().copied(), &text)];
    out.extend(value.setting.as_ref().map(|setting| setting.in_words(&text)));
    out.extend(forms(value.entity.value()));
    out.extend(forms(value.holder.value()).into_iter().map(|name| format!("held by {name}")));
    out.push(text);
    out
}

fn offset(km: Option<f64>, bearing: Option<u16>, text: &str) -> String {
    match (km, bearing) {
        (Some(km), Some(bearing)) => format!("{km} km {} of {text}", compass(bearing)),
        (Some(km), None) => format!("{km} km from {text}"),
        (None, Some(bearing)) => format!("{} of {text}", compass(bearing)),
        (None, None) => text.to_owned(),
    }
}

fn compass(bearing: u16) -> &'static str {
    const NAMES: [&str; 8] =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    NAMES[usize::from((bearing + 22) / 45 % 8)]
}

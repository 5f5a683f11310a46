//! Reads points of GeoJSON: a FeatureCollection of any length, features one a line, and Overpass.
//!
//! In: a stream. Out: rows into the sink. A collection is walked one feature at a time and never
//! held; a feature that is odd costs itself alone, a collection that breaks off costs the file.
//! Lines, areas and features without a name are counted and left out. Follows RFC 7946, and
//! RFC 8142 for features one a line.

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::fields::{self, Cells, NoRow};
use super::row;
use super::sink::Sink;
use super::stream::Held;
use super::{ImportError, Role, Row};

pub(super) fn read(
    stream: impl BufRead,
    head: &[u8],
    held: &Held,
    sink: &mut Sink<'_>,
) -> Result<(), ImportError> {
    if is_one_a_line(head) {
        return lines(stream, held, sink);
    }
    let walk = RefCell::new(Walk { sink, held, number: 0, failed: None });
    let mut reader = serde_json::Deserializer::from_reader(stream);
    let read = Top { walk: &walk }.deserialize(&mut reader).and_then(|found| {
        reader.end()?;
        Ok(found)
    });
    let walk = walk.into_inner();
    if let Some(error) = walk.failed {
        return Err(error);
    }
    match read {
        Ok(true) => Ok(()),
        Ok(false) => Err(ImportError::new(
            None,
            "no `features` in it",
            "give a GeoJSON FeatureCollection, or features one a line",
        )),
        Err(error) if error.is_io() => Err(ImportError::of_io(&error.into())),
        Err(error) => Err(ImportError::new(
            Some(error.line() as u64),
            format!("the file breaks off or is no JSON after {} features", walk.number),
            "get the whole file; nothing of it was imported",
        )),
    }
}

/// Tells whether the first line is a feature by itself.
fn is_one_a_line(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start();
    if text.starts_with('\u{1E}') {
        return true;
    }
    let Some((first, _)) = text.split_once('\n') else { return false };
    serde_json::from_str::<Map<String, Value>>(first)
        .is_ok_and(|object| object.get("type").is_some_and(|kind| kind == "Feature"))
}

fn lines(mut stream: impl BufRead, held: &Held, sink: &mut Sink<'_>) -> Result<(), ImportError> {
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = stream.read_until(b'\n', &mut line).map_err(|e| ImportError::of_io(&e))?;
        if read == 0 {
            return Ok(());
        }
        held.set(0);
        number += 1;
        let bare = line.trim_ascii();
        let bare = bare.strip_prefix(b"\x1E").unwrap_or(bare);
        if bare.is_empty() {
            continue;
        }
        let row = match serde_json::from_slice::<Value>(bare) {
            Ok(value) => self::row(&value, number, sink),
            Err(_) => Err(NoRow::Malformed("no JSON".to_owned())),
        };
        sink.take(number, row)?;
    }
}

/// Where a walk through a collection stands.
struct Walk<'w, 's> {
    sink: &'w mut Sink<'s>,
    held: &'w Held,
    number: u64,
    failed: Option<ImportError>,
}

/// The whole file: an object with `features` or `elements`, a feature, or a list of features.
struct Top<'w, 'a, 's> {
    walk: &'w RefCell<Walk<'a, 's>>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GeoJSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let (mut found, mut own) = (false, Map::new());
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" | "elements" => {
                    map.next_value_seed(Features { walk: self.walk })?;
                    found = true;
                }
                "type" | "id" | "geometry" | "properties" => {
                    own.insert(key, map.next_value()?);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if !found && own.contains_key("geometry") {
            one::<A::Error>(self.walk, &Value::Object(own))?;
            found = true;
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<bool, A::Error> {
        Features { walk: self.walk }.visit_seq(seq)?;
        Ok(true)
    }
}

struct Features<'w, 'a, 's> {
    walk: &'w RefCell<Walk<'a, 's>>,
}

impl<'de> DeserializeSeed<'de> for Features<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(feature) = seq.next_element::<Value>()? {
            one::<A::Error>(self.walk, &feature)?;
        }
        Ok(())
    }
}

/// Takes one feature of a collection.
fn one<E: serde::de::Error>(walk: &RefCell<Walk<'_, '_>>, feature: &Value) -> Result<(), E> {
    let mut walk = walk.borrow_mut();
    walk.held.set(0);
    walk.number += 1;
    let number = walk.number;
    let row = row(feature, number, walk.sink);
    walk.sink.take(number, row).map_err(|error| {
        walk.failed = Some(error);
        E::custom("stopped")
    })
}

/// A feature of GeoJSON, or an element of Overpass with its tags.
fn row(feature: &Value, number: u64, sink: &Sink<'_>) -> Result<Row, NoRow> {
    let Some(feature) = feature.as_object() else {
        return Err(NoRow::Malformed("no object".to_owned()));
    };
    let tags = feature.get("tags").or_else(|| feature.get("properties"));
    let point = match feature.get("geometry") {
        Some(geometry) => point_of(geometry)?,
        None => element_point(feature)?,
    };
    let empty = Map::new();
    let properties = tags.and_then(Value::as_object).unwrap_or(&empty);
    let mut put = Vec::new();
    for (key, value) in properties {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => continue,
        };
        put.extend(fields::column(key, sink.columns()).into_iter().map(|c| (c, text.clone())));
    }
    let mut cells = Cells::default();
    // A property of the name of a coordinate is not the geometry's.
    let told = put.iter().filter(|(c, _)| !matches!(c.role, Role::Lat | Role::Lon | Role::Wkt));
    told.for_each(|(column, text)| cells.put(column, text));
    let mut row = cells.row(sink.prefix(), &format!("feature-{number}"), Some(point))?;
    if let Some(own) = own_id(feature) {
        row.id = fields::id(sink.prefix(), &own, "");
    }
    Ok(row)
}

fn own_id(feature: &Map<String, Value>) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let id = text(feature.get("id")?)?;
    // Overpass numbers nodes, ways and relations each for themselves.
    match feature.get("type").and_then(Value::as_str) {
        Some(kind @ ("node" | "way" | "relation")) => Some(format!("{kind}/{id}")),
        _ => Some(id),
    }
}

fn point_of(geometry: &Value) -> Result<rashomon_model::Point, NoRow> {
    match geometry.get("type").and_then(Value::as_str) {
        Some("Point") => {}
        Some(other) => return Err(NoRow::LeftOut(format!("{other}, not a point"))),
        None => return Err(NoRow::LeftOut("without a geometry".to_owned())),
    }
    let pair = geometry.get("coordinates").and_then(Value::as_array);
    let [lon, lat, ..] = pair.map_or(&[][..], Vec::as_slice) else {
        return Err(NoRow::Malformed("no coordinates".to_owned()));
    };
    row::point(&lat.to_string(), &lon.to_string()).map_err(NoRow::Malformed)
}

fn element_point(element: &Map<String, Value>) -> Result<rashomon_model::Point, NoRow> {
    let centre = element.get("center").and_then(Value::as_object).unwrap_or(element);
    match (centre.get("lat"), centre.get("lon")) {
        (Some(lat), Some(lon)) => {
            row::point(&lat.to_string(), &lon.to_string()).map_err(NoRow::Malformed)
        }
        _ => Err(NoRow::LeftOut("without a geometry".to_owned())),
    }
}

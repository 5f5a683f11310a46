//! Tables that people bring: sources, places, rulebooks, maps of datasets.
//!
//! Laws: no panic; a table that is taken gives the same again; an error says something; a row of a
//! dataset reads by its map, and its text reads back as its cells.

use std::io::Cursor;

use rashomon::places::ImportConfig;
use rashomon::{PlacesConfig, read_places, read_rulebook, read_sources};
use rashomon_text::dataset::{Map, fields, is_row, name_of, render};
use rashomon_text::intake::from_dataset;

use super::{intake, reading};

/// The target `sources`.
pub fn sources(data: &[u8]) {
    match read_sources("sources.tsv", Cursor::new(data.to_vec())) {
        Ok(_) => {
            assert!(read_sources("sources.tsv", Cursor::new(data.to_vec())).is_ok());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The target `places`.
pub fn places(data: &[u8]) {
    let config = PlacesConfig { import: ImportConfig::whole("own"), source: None, licence: None };
    match read_places("places.tsv", Cursor::new(data.to_vec()), &config) {
        Ok(read) => {
            for row in read.rows() {
                assert!(
                    row.point.lat.abs() <= 90.0 && row.point.lon.abs() <= 180.0,
                    "off the earth"
                );
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The target `rulebook`.
pub fn rulebook(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match read_rulebook("own.toml", &text, &[]) {
        Ok(book) => assert!(!book.name.trim().is_empty()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The target `dataset`: a table, and behind a form feed a map for it; without one, a shipped map.
pub fn dataset(data: &[u8]) {
    let Some((choice, rest)) = data.split_first() else { return };
    let feed = rest.iter().position(|byte| *byte == 0x0C);
    let (table, toml) = match feed {
        Some(at) => (&rest[..at], String::from_utf8_lossy(&rest[at + 1..])),
        None => (rest, "".into()),
    };
    let shipped = Map::shipped();
    let map = match Map::parse(&toml) {
        Ok(map) => map,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            shipped[usize::from(*choice) % shipped.len()].clone()
        }
    };
    let Ok(items) = from_dataset("rows.csv", &map, Cursor::new(table.to_vec())) else { return };
    for received in items.filter_map(Result::ok).take(8) {
        intake::received_holds(&received);
        let text = &received.report.text;
        assert!(is_row(text), "{text:?}");
        let read = fields(text);
        let name = name_of(text).unwrap_or("");
        let again = render(name, read.iter().map(|field| (field.name, field.value)));
        assert_eq!(&again, text, "a row does not read back as its cells");
        reading::holds(&received.report);
    }
}

//! Laws of exports over cases made of hostile strings: what the JSON says, the other formats say.

use std::collections::{BTreeMap, BTreeSet};

use parquet::file::reader::{FileReader, SerializedFileReader};
use proptest::prelude::*;
use serde_json::Value;

use super::*;

mod cases;
mod docs;

fn about() -> About {
    About { name: "week".into(), head: Some("00".into()) }
}

fn written(format: Format, case: &Case) -> Vec<u8> {
    let mut out = Vec::new();
    write(format, case, &about(), &mut out).expect("written");
    out
}

fn table(format: Format, table: &Table, case: &Case) -> Vec<u8> {
    let mut out = Vec::new();
    write_table(format, table, case, &about(), &mut out).expect("written");
    out
}

/// The rows of a table as words; a list is its JSON.
fn rows(table: &Table, case: &Case) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let shown = |cell: &Cell<'_>| match cell {
        Cell::Text(words) => words.as_deref().unwrap_or("").to_owned(),
        Cell::Whole(number) => number.map(|n| n.to_string()).unwrap_or_default(),
        Cell::Real(measure) => measure.map(|m| m.to_string()).unwrap_or_default(),
        Cell::Flag(flag) => flag.map(|f| f.to_string()).unwrap_or_default(),
        Cell::Day(day) => day.map(|d| d.to_string()).unwrap_or_default(),
        Cell::List(words) if words.is_empty() => String::new(),
        Cell::List(words) => serde_json::to_string(words).unwrap(),
    };
    table
        .rows(case, &mut |cells| {
            let kinds: Vec<Kind> = cells.iter().map(Cell::kind).collect();
            assert!(kinds.iter().eq(table.columns.iter().map(|c| &c.kind)), "{}", table.name);
            out.push(cells.iter().map(shown).collect());
            Ok(())
        })
        .unwrap();
    out
}

/// How many rows the JSON asks for.
fn counts(case: &Case) -> BTreeMap<&'static str, usize> {
    let events = || case.events.iter();
    let slots = || events().flat_map(|e| e.slots.values());
    BTreeMap::from([
        ("events", case.events.len()),
        ("places", events().map(|e| e.places.len()).sum()),
        ("claims", events().map(|e| e.claims.len()).sum()),
        ("accounts", events().map(|e| e.accounts.len()).sum()),
        ("slots", slots().count()),
        ("values", slots().map(|s| s.values.len()).sum()),
        ("disagreements", events().map(|e| e.disagreements.len()).sum()),
        ("entities", case.entities.len()),
        ("names", case.entities.iter().map(|e| e.names.len()).sum()),
        ("relations", case.relations.len()),
        ("reports", case.reports.len()),
        ("origins", case.origins.iter().map(|o| o.reports.len()).sum()),
        ("grades", events().flat_map(|e| e.grades.values()).map(|g| g.fields.len()).sum()),
    ])
}

/// What a reader makes of a cell that may be guarded.
fn read_back(cell: &str, kind: Kind) -> &str {
    if kind == Kind::Text { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn tables_say_what_the_json_says(case in cases::case()) {
        let wanted = counts(&case);
        for known in Table::ALL {
            let rows = rows(known, &case);
            if let Some(count) = wanted.get(known.name) {
                prop_assert_eq!(rows.len(), *count, "{}", known.name);
            }
            let keys: BTreeSet<&[String]> = rows.iter().map(|row| &row[..known.key]).collect();
            if known.key > 0 {
                prop_assert_eq!(keys.len(), rows.len(), "keys of {}", known.name);
            }
        }
    }

    #[test]
    fn csv_reads_back_cell_by_cell_and_computes_nothing(case in cases::case()) {
        for known in Table::ALL {
            let bytes = table(Format::Csv, known, &case);
            let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
            let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            prop_assert!(names.iter().eq(known.columns.iter().map(|c| c.name)));
            let wanted = rows(known, &case);
            let found: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(found.len(), wanted.len(), "{}", known.name);
            for (found, wanted) in found.iter().zip(&wanted) {
                for ((found, wanted), column) in found.iter().zip(wanted).zip(known.columns) {
                    let computes = found.starts_with(['=', '+', '@', '\t', '\r', '\n', '＝']);
                    prop_assert!(!computes || column.kind != Kind::Text, "{:?}", found);
                    let wanted = if column.kind == Kind::List { wanted.clone() }
                        else { wanted.replace('\0', "\u{FFFD}") };
                    prop_assert_eq!(read_back(found, column.kind), wanted);
                }
            }
        }
    }

    #[test]
    fn parquet_holds_as_many_rows_and_the_same_words(case in cases::case()) {
        for known in Table::ALL {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&table(Format::Parquet, known, &case)).unwrap();
            let reader = SerializedFileReader::new(file).unwrap();
            let wanted = rows(known, &case);
            prop_assert_eq!(reader.metadata().file_metadata().num_rows(), wanted.len() as i64);
            let found = reader.get_row_iter(None).unwrap().map(Result::unwrap);
            for (found, wanted) in found.zip(&wanted) {
                for ((_, field), (wanted, column)) in
                    found.get_column_iter().zip(wanted.iter().zip(known.columns))
                {
                    if let (Kind::Text, parquet::record::Field::Str(words)) = (column.kind, field) {
                        prop_assert_eq!(words, wanted);
                    }
                    if wanted.is_empty() && column.kind != Kind::List {
                        prop_assert_eq!(field, &parquet::record::Field::Null);
                    }
                }
            }
        }
    }

    #[test]
    fn formats_of_json_parse_and_count_what_the_case_has(case in cases::case()) {
        let claims: usize = case.events.iter().map(|e| e.claims.len()).sum();
        let places: usize = case.events.iter().map(|e| e.places.len()).sum();
        let map: Value = serde_json::from_slice(&written(Format::GeoJson, &case)).unwrap();
        prop_assert_eq!(map["features"].as_array().unwrap().len(), places);
        for feature in map["features"].as_array().unwrap() {
            prop_assert!(["Polygon", "MultiPolygon"].iter().any(|t| feature["geometry"]["type"] == *t)
                || feature["geometry"].is_null());
        }
        let linked: Value = serde_json::from_slice(&written(Format::JsonLd, &case)).unwrap();
        let nodes = linked["@graph"].as_array().unwrap();
        let annotations = nodes.iter().filter(|n| n["@id"].as_str().unwrap().starts_with("c:claim/"));
        prop_assert_eq!(annotations.count(), claims);
        for node in nodes {
            let id = node["@id"].as_str().unwrap();
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.%/:;".contains(&b);
            prop_assert!(id.bytes().all(plain), "{}", id);
        }
        let lines = String::from_utf8(written(Format::FollowTheMoney, &case)).unwrap();
        let lines: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let notes = lines.iter().filter(|s| s["schema"] == "Note" && s["prop"] == "id");
        prop_assert_eq!(notes.count(), claims);
        let of = |s: &Value| [&s["entity_id"], &s["prop"], &s["value"]].map(ToString::to_string);
        let stated: BTreeSet<[String; 3]> = lines.iter().map(of).collect();
        prop_assert_eq!(stated.len(), lines.len(), "a statement twice");
    }

    #[test]
    fn the_same_case_gives_the_same_bytes(case in cases::case()) {
        for format in Format::ALL.iter().filter(|f| !f.is_tables()) {
            prop_assert_eq!(written(*format, &case), written(*format, &case));
        }
        let known = &Table::ALL[0];
        let parquet = || table(Format::Parquet, known, &case);
        prop_assert_eq!(parquet(), parquet());
    }
}

#[test]
fn every_format_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(names.len(), Format::ALL.len());
    for format in Format::ALL {
        assert_eq!(Format::of_name(format.name()), Some(*format));
        assert!(!format.summary().is_empty() && !format.summary().ends_with('.'));
    }
    assert_eq!(Format::of_name("doc"), None);
}

#[test]
fn keys_name_tables_and_columns_that_exist() {
    for known in Table::ALL {
        for (table, column) in known.columns.iter().filter_map(|column| column.key_of) {
            let other = Table::of_name(table).unwrap_or_else(|| panic!("{table}"));
            assert!(other.columns.iter().any(|c| c.name == column), "{table}.{column}");
        }
        let names: BTreeSet<&str> = known.columns.iter().map(|c| c.name).collect();
        assert_eq!(names.len(), known.columns.len(), "{}: a column twice", known.name);
    }
}

#[test]
fn a_quote_of_ten_megabytes_goes_through_every_format() {
    let quote = "a \"b\"\r\n=c حلب ".repeat(10 << 20 >> 4);
    let case = cases::with_quote(&quote);
    for format in Format::ALL.iter().filter(|format| !format.is_tables()) {
        assert!(!written(*format, &case).is_empty(), "{}", format.name());
    }
    let claims = Table::of_name("claims").unwrap();
    for format in [Format::Csv, Format::Parquet] {
        assert!(table(format, claims, &case).len() > 1000);
    }
    let line = &rows(claims, &case)[0];
    assert!(line.contains(&quote));
}

#[test]
fn one_event_alone_is_the_case_without_the_others() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    runner
        .run(&cases::case(), |case| {
            for event in &case.events {
                let only = case.only(&[&event.id]);
                prop_assert_eq!(&only.events, &vec![event.clone()]);
                prop_assert!(
                    event.reports.iter().all(|r| only.reports.iter().any(|x| x.head.id == *r))
                );
                prop_assert!(
                    written(Format::JsonLd, &only).len() <= written(Format::JsonLd, &case).len()
                );
            }
            prop_assert!(case.only(&["V-none"]).events.is_empty());
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_folder_with_other_things_is_written_into() {
    let folder = tempfile::tempdir().unwrap();
    let case = cases::with_quote("x");
    let write = |name: &str| {
        let path = folder.path().join(name);
        write_folder(Format::Csv, Table::ALL, &case, &about(), &path, &mut |_| {})
    };
    write("new/tables").unwrap();
    write("new/tables").unwrap();
    std::fs::create_dir(folder.path().join("full")).unwrap();
    std::fs::write(folder.path().join("full/letter.txt"), "mine").unwrap();
    assert!(write("full").is_err());
    assert_eq!(std::fs::read_to_string(folder.path().join("full/letter.txt")).unwrap(), "mine");
    // A case under the name of a table stays.
    std::fs::create_dir(folder.path().join("trap")).unwrap();
    let trap = folder.path().join("trap/events.csv");
    std::fs::write(&trap, b"SQLite format 3\0rest").unwrap();
    assert!(write("trap").is_err());
    assert!(std::fs::read(&trap).unwrap().ends_with(b"rest"));
    assert!(write_file(&trap, |_| Ok(())).is_err());
}

//! Imported places over the embedded gazetteer: found, tied to their divisions, in any order.

use rashomon_model::PlacePrecision;
use rashomon_resolve::places::import::{Bounds, Format, ImportConfig, Row, import};
use rashomon_resolve::places::{Gazetteer, Match};

fn rows_with(text: &str, config: &ImportConfig) -> Result<Vec<Row>, String> {
    let gazetteer = Gazetteer::embedded().unwrap();
    let mut rows = Vec::new();
    let counts = import(text.as_bytes(), config, &gazetteer, &mut |row| rows.push(row));
    counts.map(|_| rows).map_err(|error| error.to_string())
}

fn rows(text: &str) -> Vec<Row> {
    rows_with(text, &ImportConfig::whole("hdx")).unwrap()
}

fn over(rows: Vec<Row>) -> Gazetteer {
    Gazetteer::embedded().unwrap().with_places(rows)
}

const TABLE: &str = "pcode\tname\talt_name\tadmin1\ttype\tlat\tlon\n\
    LT01\tKarsafayah\tAl Karsafayih;Fort Karsa\tKaunas\tvillage\t54.70\t23.78\n\
    LT02\tBab Velmar\t\tKaunas\tsuburb\t54.76\t23.64\n\
    LT03\tVelmar Hill\t\tKaunas\thill\t54.60\t23.50\n";

#[test]
fn an_imported_place_is_found_by_each_of_its_names() {
    let gazetteer = over(rows(TABLE));
    for name in ["Karsafayah", "al-Karsafayih", "FORT KARSA"] {
        let found = gazetteer.lookup(name);
        assert_eq!(found[0].gazetteer.as_deref(), Some("hdx:LT01"), "{name}: {found:?}");
        assert_eq!(found[0].country.as_deref(), Some("LT"), "by the towns around it");
    }
    let alike = gazetteer.lookup("Kersefaya");
    assert!(alike.iter().any(|c| c.matched == Match::Alike && c.name == "Karsafayah"), "{alike:?}");
    let precisions = ["Bab Velmar", "Velmar Hill"].map(|name| gazetteer.lookup(name)[0].precision);
    assert_eq!(precisions, [PlacePrecision::Neighbourhood, PlacePrecision::Locality]);
    assert!(Gazetteer::embedded().unwrap().lookup("Bab Velmar").is_empty());
}

#[test]
fn the_embedded_places_stay() {
    let (plain, over) = (Gazetteer::embedded().unwrap(), over(rows(TABLE)));
    for name in ["Kaunas", "Вильнюс", "Springfield", "Zagazeeg", "Velmakarsa", ""] {
        assert_eq!(plain.lookup(name), over.lookup(name), "{name}");
    }
}

#[test]
fn a_geonames_row_of_a_known_entry_only_adds_names() {
    let line = "3838233\tSalta\tSalta\tKarsasalta\t-24.786\t-65.412\tP\tPPLA\tAR\t\t17\t\t\t\t512686\t\t10\t\
        Europe/Vilnius\t2031-01-01\n";
    let gazetteer = over(rows(line));
    let found = gazetteer.lookup("Karsasalta");
    assert_eq!(found[0].gazetteer.as_deref(), Some("geonames:3838233"));
    assert_eq!(gazetteer.lookup("Kaunas"), Gazetteer::embedded().unwrap().lookup("Kaunas"));
}

#[test]
fn rows_in_any_order_and_twice_answer_alike() {
    let mut turned = rows(TABLE);
    turned.extend(rows(TABLE));
    turned.reverse();
    let (one, other) = (over(rows(TABLE)), over(turned));
    for name in ["Karsafayah", "Kersefaya", "Bab Velmar", "Kaunas"] {
        assert_eq!(one.lookup(name), other.lookup(name), "{name}");
    }
}

#[test]
fn a_rectangle_may_cross_the_date_line() {
    let bounds = Some(Bounds { west: 170.0, south: -20.0, east: -170.0, north: 20.0 });
    let config = ImportConfig { bounds, ..ImportConfig::whole("x") };
    let table = "name,lat,lon\nKarsa,0.5,179\nVelm,0.5,-179\nOrn,0.5,100\n";
    let names: Vec<String> =
        rows_with(table, &config).unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Karsa", "Velm"]);
}

#[test]
fn a_country_told_in_any_way_is_its_code() {
    let table =
        "name,country,lat,lon\nA,LT,30,20\nB,Lithuania,30,20.5\nC,lt,30,20.9\nD,Velmia,30,21\n";
    let config = ImportConfig { country: Some("LT".into()), ..ImportConfig::whole("x") };
    let names: Vec<String> =
        rows_with(table, &config).unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["A", "B", "C"], "a country of another name is another country");
}

#[test]
fn too_many_rows_are_refused_with_the_remedy() {
    let config = ImportConfig { most: 2, ..ImportConfig::whole("x") };
    let error = rows_with(TABLE, &config).unwrap_err();
    assert!(error.contains("more than 2") && error.contains("--country"), "{error}");
}

#[test]
fn no_bytes_make_a_reader_panic() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let whole = [
        TABLE.to_owned(),
        r#"{"features":[{"id":1,"properties":{"name":"X","place":"town"},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#.to_owned(),
        "1\tA\tA\t\t1\t2\tP\tPPL\tLY\t\t\t\t\t\t0\t\t\t\t\n".to_owned(),
    ];
    for text in &whole {
        for format in [None, Some(Format::GeoNames), Some(Format::Table), Some(Format::GeoJson)] {
            let country = Some("LT".to_owned());
            let config = ImportConfig { format, country, ..ImportConfig::whole("x") };
            for at in (0..text.len()).step_by(3) {
                let mut bytes = text.clone().into_bytes();
                let _ = import(&bytes[..at], &config, &gazetteer, &mut drop);
                bytes[at] ^= 0x95;
                let _ = import(&bytes[..], &config, &gazetteer, &mut drop);
            }
        }
    }
}

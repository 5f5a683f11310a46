//! Headers and classes of every sort, in any order; what is left out, what is broken.

use super::*;

fn row(cells: &[(&str, &str)]) -> Result<Row, NoRow> {
    let columns: Vec<(Column, &str)> = cells
        .iter()
        .flat_map(|(header, cell)| column(header, &[]).into_iter().map(|c| (c, *cell)))
        .collect();
    let mut put = Cells::default();
    columns.iter().for_each(|(column, cell)| put.put(column, cell));
    put.row("velm", "row-2", None)
}

#[test]
fn every_row_of_the_tables_is_understood() {
    for line in rows(COLUMNS) {
        let (role, rest) = line.split_once('\t').unwrap();
        assert!(Role::of_word(role).is_some(), "{line}");
        let mut cells = rest.split('\t');
        let header = cells.next().unwrap();
        assert_eq!(
            folded(header.trim_end_matches('*')),
            header.trim_end_matches(['*', '_']),
            "{line}"
        );
        if let Some(class) = cells.next() {
            assert!(sort(class).is_some(), "{line}");
        }
    }
    for line in rows(CLASSES) {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(cells[1] == "no" || Kind::named(cells[1]).is_some(), "{line}");
        assert!(cells[2].parse::<u64>().is_ok(), "{line}");
    }
}

#[test]
fn columns_are_known_in_any_order_and_by_many_names() {
    let osm = row(&[
        ("@lat", "32.5"),
        ("@lon", "22.5"),
        ("name", "كارسا"),
        ("name:en", "Karsa"),
        ("place", "suburb"),
    ]);
    let osm = osm.unwrap();
    assert_eq!((osm.kind, osm.others.as_slice()), (Kind::Quarter, &["Karsa".to_owned()][..]));
    let cells = [
        ("ADM2_PCODE", "XX0102"),
        ("ADM1_EN", "Velm"),
        ("ADM2_EN", "Karsa"),
        ("Y", "32.5"),
        ("X", "22.5"),
    ];
    let hdx = row(&cells).unwrap();
    assert_eq!(
        (hdx.id.as_str(), hdx.name.as_str(), hdx.kind),
        ("velm:XX0102", "Karsa", Kind::District)
    );
    assert_eq!(hdx.first, "Velm");
    let mut turned = cells;
    turned.reverse();
    assert_eq!(row(&turned), Ok(hdx));
    let wkt = row(&[("the_geom", "SRID=4326;POINT (22.5 32.5)"), ("Name_EN", "Karsa")]).unwrap();
    assert_eq!((wkt.point.lat, wkt.id.as_str()), (32.5, "velm:row-2"));
}

#[test]
fn what_is_no_place_is_left_out_and_what_is_broken_is_named() {
    let left = |cells: &[(&str, &str)]| matches!(row(cells), Err(NoRow::LeftOut(_)));
    assert!(left(&[("name", "Karsa road"), ("highway", "primary"), ("lat", "1"), ("lon", "2")]));
    assert!(left(&[("place", "village"), ("lat", "1"), ("lon", "2")]), "no name");
    let broken = row(&[("name", "Karsa"), ("lat", "NaN"), ("lon", "2")]);
    assert!(matches!(broken, Err(NoRow::Malformed(_))), "{broken:?}");
    // An unknown word of a class leaves the row a settlement.
    assert_eq!(
        row(&[("name", "Karsa"), ("type", "ward of old"), ("lat", "1"), ("lon", "2")])
            .unwrap()
            .kind,
        Kind::Settlement
    );
}

#[test]
fn the_callers_word_goes_before_the_table() {
    let own = [(Role::Name, "Ortsname".to_owned())];
    assert_eq!(column("ORTSNAME", &own)[0].role, Role::Name);
    assert!(column("name", &own).is_empty());
    assert_eq!(column("lat", &own)[0].role, Role::Lat);
}

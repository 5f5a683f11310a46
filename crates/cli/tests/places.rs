//! `rashomon places`: what comes in, what it changes, how it goes out, and every bad file.
//!
//! Invented villages around a real town, so that the embedded gazetteer ties them to its country.

use serde_json::Value;

use crate::program::{Folder, command, ran};

const REPORT: &str = "{\"id\":\"r1\",\"outlet\":\"Velm Post\",\"published\":\"2031-03-05\",\
    \"text\":\"Air strikes hit Karsafayah, near Kaunas in Lithuania, on Monday. Two people were killed \
    in Bab Velmar.\"}\n";

/// One line of a GeoNames dump.
fn dumped(id: u32, name: &str, others: &str, point: &str, class: &str) -> String {
    let (lat, lon) = point.split_once(' ').unwrap();
    let (class, code) = class.split_once('.').unwrap();
    format!(
        "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\t{code}\tLY\t\t70\t\t\t\t0\t\t10\t\
         Europe/Vilnius\t2031-01-01\n"
    )
}

fn dump() -> String {
    [
        dumped(900_000_001, "Karsafayah", "الكرسفايه,Al Karsafayih", "54.70 23.78", "P.PPL"),
        dumped(900_000_002, "Bab Velmar", "", "54.76 23.64", "P.PPLX"),
        dumped(900_000_003, "Velm stream", "", "54.7 23.6", "H.STM"),
    ]
    .concat()
}

/// Name, precision and whether it has a point, of every place of every event.
fn places(folder: &Folder) -> Vec<(String, String, bool)> {
    let case = folder.export();
    let events = case["events"].as_array().unwrap();
    let all = events.iter().flat_map(|e| e["where"].as_array().unwrap());
    let mut out: Vec<_> = all
        .map(|place| {
            let text = |field: &str| place[field].as_str().unwrap_or("-").to_owned();
            (text("name"), text("precision"), place["lat"].is_number())
        })
        .collect();
    out.sort();
    out.dedup();
    out
}

fn has(folder: &Folder, name: &str, precision: &str) -> bool {
    places(folder).contains(&(name.to_owned(), precision.to_owned(), precision != "-"))
}

#[test]
fn an_import_finds_places_in_reports_read_before_and_is_kept() {
    let folder = Folder::with_case(REPORT);
    assert!(has(&folder, "Karsafayah", "-"), "{:?}", places(&folder));
    folder.write("LT.txt", dump());
    let import = folder.run(&["places", "import", "c.rashomon", "LT.txt"]).ends(0);
    assert_eq!(import.out, "");
    for words in ["2 places from LT.txt (geonames)", "1 left out (most: H.STM 1)"] {
        assert!(import.err.contains(words), "{}", import.err);
    }
    assert!(has(&folder, "Karsafayah", "settlement"), "{:?}", places(&folder));
    assert!(has(&folder, "Bab Velmar", "neighbourhood"), "{:?}", places(&folder));
    folder.run(&["verify", "c.rashomon"]).ends(0);

    // Again, under another name: the same bytes change nothing.
    let head = folder.head();
    folder.write("again.txt", dump());
    let again = folder.run(&["places", "import", "c.rashomon", "again.txt"]).ends(0);
    assert!(again.err.contains("held already"), "{}", again.err);
    assert_eq!(folder.head(), head);

    let listed = folder.run(&["places", "list", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(listed.len(), 1);
    let field = |name: &str| listed[0][name].clone();
    assert_eq!(field("source"), Value::from("GeoNames"));
    assert_eq!(field("licence"), Value::from("CC BY 4.0"));
    assert_eq!((field("file"), field("rows")), (Value::from("LT.txt"), Value::from(2)));
    assert_eq!(field("sha256").as_str().map(str::len), Some(64));
    assert_eq!(field("by"), Value::from("rashomon places"));
}

#[test]
fn what_is_dropped_counts_no_longer_and_comes_back() {
    let folder = Folder::with_case(REPORT);
    let before = folder.export();
    folder.write("LT.txt", dump());
    folder.run(&["places", "import", "c.rashomon", "LT.txt"]).ends(0);
    assert_ne!(folder.export(), before);
    folder.run(&["places", "drop", "c.rashomon", "G-", "--reason", "coordinates of 1980"]).ends(0);
    assert_eq!(folder.export(), before);
    folder.run(&["places", "list", "c.rashomon"]).ends(1).says(&["no places", "places import"]);
    folder.run(&["places", "drop", "c.rashomon", "G-", "--reason", "x"]).ends(1).says(&["G-"]);
    folder.run(&["places", "import", "c.rashomon", "LT.txt"]).ends(0);
    assert!(has(&folder, "Karsafayah", "settlement"));
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

#[test]
fn imports_in_any_order_give_one_case() {
    let more =
        "name,name:ar,lat,lon,place\nKarsafayah,,54.9,23.1,village\nBab Velmar,,54.7,23.6,town\n";
    let exports: Vec<Value> = [["LT.txt", "more.csv"], ["more.csv", "LT.txt"]]
        .iter()
        .map(|order| {
            let folder = Folder::with_case(REPORT);
            folder.write("LT.txt", dump());
            folder.write("more.csv", more);
            for file in order {
                folder.run(&["places", "import", "c.rashomon", file]).ends(0);
            }
            folder.export()
        })
        .collect();
    assert_eq!(exports[0], exports[1]);
}

#[test]
fn tables_and_geojson_say_the_same_as_a_dump() {
    let hxl = "pcode;Name_EN;name_ar;ADM1_EN;Type;Y;X\n#adm3+code;#name;#name+ar;#adm1;#type;#lat;#lon\n\
        LT01;Karsafayah;;Kaunas;Village;54,70;23,78\nLT02;Bab Velmar;;Kaunas;Neighbourhood;54,76;23,64\n";
    let collection = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"@id":"node/1","name":"Karsafayah","place":"village"},
         "geometry":{"type":"Point","coordinates":[23.78,54.70]}},
        {"type":"Feature","properties":{"@id":"way/2","name":"Velm ring"},
         "geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},
        {"type":"Feature","properties":{"@id":"node/3","name":"Bab Velmar","place":"suburb"},
         "geometry":{"type":"Point","coordinates":[23.64,54.76]}}]}"#;
    let overpass = r#"{"version":0.6,"elements":[
        {"type":"node","id":1,"lat":54.70,"lon":23.78,"tags":{"name":"Karsafayah","place":"village"}},
        {"type":"node","id":3,"lat":54.76,"lon":23.64,"tags":{"name":"Bab Velmar","place":"suburb"}}]}"#;
    let one_a_line = collection.lines().collect::<String>();
    let one_a_line: String = one_a_line
        .split("{\"type\":\"Feature\",")
        .skip(1)
        .map(|rest| {
            let rest = rest.trim_end().trim_end_matches([',', ']', '}']);
            format!(
                "{{\"type\":\"Feature\",{rest}{}\n",
                if rest.contains("LineString") { "]]}}" } else { "]}}" }
            )
        })
        .collect();
    for (file, bytes, source) in [
        ("lby.csv", hxl, "lby.csv"),
        ("osm.geojson", collection, "OpenStreetMap"),
        ("osm.json", overpass, "OpenStreetMap"),
        ("osm.geojsonl", one_a_line.as_str(), "OpenStreetMap"),
    ] {
        let folder = Folder::with_case(REPORT);
        folder.write(file, bytes);
        let import = folder.run(&["places", "import", "c.rashomon", file]).ends(0);
        assert!(has(&folder, "Karsafayah", "settlement"), "{file}: {}", import.err);
        assert!(has(&folder, "Bab Velmar", "neighbourhood"), "{file}: {}", import.err);
        let listed = folder.run(&["places", "list", "c.rashomon", "--json"]).ends(0).json();
        assert_eq!(listed[0]["source"], source, "{file}");
        assert_eq!(listed[0]["rows"], 2, "{file}: {}", import.err);
    }
}

#[test]
fn read_takes_a_gazetteer_too() {
    let folder = Folder::new();
    folder.write("r.jsonl", REPORT);
    folder.write("hdx.csv", "name,lat,lon,pcode\nKarsafayah,54.7,23.78,LT01\n");
    let read = folder.run(&["read", "-q", "r.jsonl", "--places", "hdx.csv"]).ends(0).json();
    let places = read[0]["places"].as_array().unwrap();
    let found = places.iter().find(|p| p["text"] == "Karsafayah").unwrap();
    assert_eq!(found["gazetteer"], "hdx:LT01");
    assert_eq!(found["country"], "LT", "by the towns around it");
}

#[test]
fn only_what_is_asked_for_is_taken() {
    let folder = Folder::new();
    folder.write("LT.txt", dump());
    let run = |more: &[&str]| {
        let mut args = vec!["places", "import", "c.rashomon", "LT.txt"];
        args.extend(more);
        folder.run(&args)
    };
    run(&["--country", "TN"]).ends(2).says(&["LT.txt", "lie outside", "--country"]);
    assert!(!folder.path("c.rashomon").exists(), "no case is made for nothing");
    let some = run(&["--bbox", "23.7,54,24,55"]).ends(0);
    assert!(some.err.contains("1 places") && some.err.contains("1 outside"), "{}", some.err);
    run(&["--country", "Lithuania"]).ends(2);
    run(&["--bbox", "1,2,3"]).ends(2);
    run(&["--columns", "colour=x"]).ends(2);
}

#[test]
fn malformed_rows_are_counted_named_and_skipped() {
    let folder = Folder::new();
    let mut bytes = dump().into_bytes();
    bytes.extend(b"half a row\n");
    bytes.extend(dumped(5, "Nan", "", "NaN 23.6", "P.PPL").into_bytes());
    bytes.extend(dumped(6, "Swapped", "", "122.6 54.7", "P.PPL").into_bytes());
    bytes.extend(dumped(7, "Null Island", "", "0 0", "P.PPL").into_bytes());
    bytes.extend(b"8\tV\xE9lm\tVelm\t\t32\t22\tP\tPPL\tLY\t\t\t\t\t\t0\t\t\t\t\n");
    bytes.extend(dumped(900_000_001, "Elsewhere", "", "54.70 23.78", "P.PPL").into_bytes());
    bytes.extend(dumped(900_000_002, "Bab Velmar", "", "54.76 23.64", "P.PPLX").into_bytes());
    folder.write("LT.txt", bytes);
    let import = folder.run(&["places", "import", "c.rashomon", "LT.txt"]).ends(0);
    for words in [
        "LT.txt:4: 1 columns",
        "LT.txt:5: `NaN`, `23.6` are no coordinates",
        "LT.txt:6: latitude 122.6 is out of range; latitude and longitude may be swapped",
        "LT.txt:7: 0, 0 stands for an unknown point",
        "LT.txt:8: not UTF-8",
        "2 places",
        "6 not usable",
        "1 repeated",
    ] {
        assert!(import.err.contains(words), "no `{words}` in: {}", import.err);
    }
}

#[test]
fn a_file_of_no_use_is_refused_with_its_remedy_and_leaves_no_case() {
    let wide: Vec<u8> = "name,lat,lon\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [&[0xFF, 0xFE][..], &wide].concat();
    let arabic = b"name,lat,lon\n\xD5\xE4\xDA\xC7,54,22\n".to_vec();
    let half = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"X"},
        "geometry":{"type":"Point","coordinates":[23.1,54.1]}},{"type":"Fea"#;
    let swapped = "name,country,lat,lon\nA,LT,54.7,23.1\nKarsa,CL,-70.6,-33.4\nOrn,CL,-70.7,-33.5\n\
        Velm,CL,-71,-34\n";
    let cases: &[(&str, Vec<u8>, &[&str])] = &[
        ("empty.txt", b"".to_vec(), &["empty.txt", "is empty", "give a"]),
        ("blank.csv", b" \n\n".to_vec(), &["is empty"]),
        ("header.csv", b"name,lat,lon\n".to_vec(), &["no rows"]),
        (
            "columns.csv",
            b"nom,breite\nx,1\n".to_vec(),
            &["columns.csv:1", "`nom`, `breite`", "--columns"],
        ),
        ("wide.csv", utf16, &["UTF-16", "iconv"]),
        ("arabic.csv", arabic, &["arabic.csv:2", "not UTF-8", "iconv"]),
        ("a.zip", b"PK\x03\x04rest".to_vec(), &["zip", "unpack"]),
        ("a.kml", b"<kml></kml>".to_vec(), &["XML", "ogr2ogr"]),
        ("a.bin", b"\x00\x01\x02".to_vec(), &["not a text file"]),
        (
            "half.geojson",
            half.as_bytes().to_vec(),
            &["half.geojson:", "breaks off", "nothing of it"],
        ),
        ("no.geojson", b"{\"a\":1}".to_vec(), &["no `features`"]),
        ("none.geojson", b"{\"features\":[]}".to_vec(), &["no rows"]),
        ("swapped.csv", swapped.as_bytes().to_vec(), &["look swapped", "3 of 4", "--columns"]),
        ("utm.csv", b"name,lat,lon\nVelm,3612345,512345\n".to_vec(), &["utm.csv:2", "projection"]),
    ];
    let folder = Folder::new();
    for (name, bytes, words) in cases {
        folder.write(name, bytes);
        folder.run(&["places", "import", "c.rashomon", name]).ends(2).says(words);
    }
    folder.run(&["places", "import", "c.rashomon", "nowhere.txt"]).ends(2).says(&["cannot open"]);
    folder.run(&["places", "import", "c.rashomon", "."]).ends(2).says(&["a folder"]);
    assert!(!folder.path("c.rashomon").exists());
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("LT.txt", dump());
    let import = folder.run(&["places", "import", "c.rashomon", "empty.txt", "LT.txt"]).ends(2);
    assert!(import.err.contains("is empty") && import.err.contains("2 places"), "{}", import.err);
    folder.run(&["places", "list", "c.rashomon"]).ends(0);
}

#[test]
fn a_row_without_an_end_does_not_fill_the_memory() {
    let folder = Folder::new();
    let mut bytes = b"name,lat,lon\n\"never closed,1,2\n".to_vec();
    bytes.extend(b"Karsa,1.5,2.5\n".repeat(1_300_000));
    folder.write("open.csv", bytes);
    let import = folder.run(&["places", "import", "c.rashomon", "open.csv"]).ends(2);
    import.says(&["16 MiB", "not closed"]);
}

#[test]
fn names_in_a_file_command_no_terminal() {
    let folder = Folder::new();
    folder.write(
        "odd.csv",
        "name,lat,lon,id\n\u{1b}[31mKarsa\u{202E},1,2,\u{1b}]0;x\nOrn,\u{1b}[2J,2,7\n",
    );
    let import =
        folder.run(&["places", "import", "c.rashomon", "odd.csv", "--source", "\u{1b}[1mme"]);
    let list = folder.run(&["places", "list", "c.rashomon"]).ends(0);
    for text in [&import.err, &list.out] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202E}'), "{text:?}");
    }
}

#[test]
fn a_compressed_file_is_read_as_it_is_and_so_is_standard_input() {
    let folder = Folder::new();
    let import = folder.feed(&["places", "import", "c.rashomon", "-", "--source", "dump"], &dump());
    assert!(import.ends(0).err.contains("2 places from standard input"));
    folder.write("LT.txt", dump());
    // gzip stands on every machine that builds the program; without it there is nothing to test.
    let gzip = std::process::Command::new("gzip").arg("-k").arg(folder.path("LT.txt")).status();
    if gzip.is_ok_and(|status| status.success()) {
        let import = folder.run(&["places", "import", "d.rashomon", "LT.txt.gz"]).ends(0);
        assert!(import.err.contains("2 places"), "{}", import.err);
    }
}

/// 300 MB go by, a fiftieth is wanted; memory is held under 400 MB by the system.
#[test]
#[ignore = "writes a file of 300 MB"]
fn a_large_file_streams() {
    use std::io::Write;
    let folder = Folder::new();
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.path("big.txt")).unwrap());
    for at in 0..3_000_000u32 {
        let point = format!("{}.5 {}.5", 20 + at % 10, 10 + at % 14);
        let line = dumped(10_000_000 + at, &format!("Karsa {at}"), "", &point, "P.PPL");
        let line = if at % 50 == 0 { line } else { line.replace("\tLY\t", "\tTN\t") };
        file.write_all(line.as_bytes()).unwrap();
    }
    file.flush().unwrap();
    let program = command();
    let run = ran(std::process::Command::new("bash").current_dir(folder.root()).args([
        "-c",
        "ulimit -v 400000; exec \"$0\" places import -q c.rashomon big.txt --country LT",
        program.get_program().to_str().unwrap(),
    ]))
    .ends(0);
    assert!(run.err.contains("60000 places"), "{}", run.err);
}

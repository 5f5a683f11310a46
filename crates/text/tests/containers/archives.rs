//! ZIP, tar and gzip: members as files, hostile names and damage.

use tar::EntryType;

use super::*;

const JSONL: &[u8] = b"{\"text\": \"The mill burnt.\"}\nnot json\n{\"text\": \"The weir held.\"}\n";

fn codes(item: &Item) -> Vec<&str> {
    item.as_ref().unwrap().diagnostics.iter().map(|d| d.code.0).collect()
}

#[test]
fn members_are_read_as_files_are() {
    let members: [(&str, &[u8]); 4] = [
        ("a/mill.txt", b"The mill burnt."),
        ("b.jsonl", JSONL),
        (".hidden/x.txt", b"Hidden."),
        ("__MACOSX/._mill.txt", b"Not for people."),
    ];
    let expected = pairs(&[
        ("a/mill.txt", "The mill burnt."),
        ("b.jsonl", "The mill burnt."),
        ("b.jsonl", "The weir held."),
    ]);
    let tar = make::tar(&members);
    for (name, bytes) in [
        ("x.zip", make::zip(&members)),
        ("x.zip", make::stored(&members)),
        ("x.tar", tar.clone()),
        ("x.tar.gz", make::gz(&tar)),
        ("x.tgz", make::gz(&tar)),
    ] {
        let items = read(name, &bytes);
        assert_eq!(taken(&items), expected, "{name}");
        let problem = items.iter().find_map(|item| item.as_ref().err()).unwrap();
        assert_eq!(
            (problem.members.as_slice(), problem.line),
            (&["b.jsonl".to_owned()][..], Some(2))
        );
        assert_eq!(file_name(&problem.path), name);
        let first = items[0].as_ref().unwrap();
        assert_eq!(
            (first.raw.as_slice(), first.place.format),
            (&b"The mill burnt."[..], Some("text/1"))
        );
        assert_eq!(items[1].as_ref().unwrap().place.line, Some(1));
    }
}

#[test]
fn what_is_compressed_keeps_its_own_name() {
    let items = read("wire.jsonl.gz", &make::gz(JSONL));
    assert_eq!(taken(&items), pairs(&[("", "The mill burnt."), ("", "The weir held.")]));
    assert_eq!(file_name(&items[1].as_ref().unwrap_err().path), "wire.jsonl.gz");
    assert_eq!(items[1].as_ref().unwrap_err().line, Some(2));
    // Two streams one after the other are one file.
    let twice = [make::gz(b"The mill "), make::gz(b"burnt.")].concat();
    assert_eq!(taken(&read("a.txt.gz", &twice)), pairs(&[("", "The mill burnt.")]));
}

#[test]
fn containers_lie_in_containers() {
    let inner = make::zip(&[("mill.txt", b"The mill burnt.")]);
    let tar = make::tar(&[("in.zip", &inner), ("weir.txt", b"The weir held.")]);
    let outer = make::stored(&[("in.tar.gz", &make::gz(&tar)), ("plain.zip", &inner)]);
    let items = read("x.zip", &outer);
    let expected = pairs(&[
        ("in.tar.gz > in.zip > mill.txt", "The mill burnt."),
        ("in.tar.gz > weir.txt", "The weir held."),
        ("plain.zip > mill.txt", "The mill burnt."),
    ]);
    assert_eq!((taken(&items), named(&items)), (expected, Vec::new()));
}

#[test]
fn a_container_on_standard_input_is_told_by_its_bytes() {
    let bytes = make::tar(&[("mill.txt", b"The mill burnt.")]);
    for bytes in [bytes.clone(), make::gz(&bytes), make::zip(&[("mill.txt", b"The mill burnt.")])] {
        let items = intake::from_reader("standard input", None, std::io::Cursor::new(bytes));
        let items: Vec<Item> = items.unwrap().collect();
        assert_eq!(taken(&items), pairs(&[("mill.txt", "The mill burnt.")]));
    }
}

#[test]
fn names_that_lead_out_of_the_archive_are_labels() {
    let mut tar = make::tar_entry(b"../../mill.txt", EntryType::Regular, b"The mill burnt.");
    tar.extend(make::tar_entry(b"/etc/weir.txt", EntryType::Regular, b"The weir held."));
    tar.extend([0; 1024]);
    let items = read("x.tar", &tar);
    let expected = pairs(&[("mill.txt", "The mill burnt."), ("etc/weir.txt", "The weir held.")]);
    assert_eq!(taken(&items), expected);
    assert!(items.iter().all(|item| codes(item) == ["odd-member-name"]));
}

#[test]
fn members_of_one_name_are_both_taken() {
    let mut tar = make::tar_entry(b"a.txt", EntryType::Regular, b"The mill burnt.");
    tar.extend(make::tar_entry(b"a.txt", EntryType::Regular, b"The weir held."));
    tar.extend([0; 1024]);
    let expected = pairs(&[("a.txt", "The mill burnt."), ("a.txt (2)", "The weir held.")]);
    let items = read("x.tar", &tar);
    assert_eq!(taken(&items), expected);
    assert_eq!(codes(&items[1]), ["odd-member-name"]);
    // The same in a ZIP, whose usual readers keep only one of them.
    let zip = make::stored(&[("a.txt", b"The mill burnt."), ("b.txt", b"The weir held.")]);
    let doubled: Vec<u8> = replaced(&zip, b"b.txt", b"a.txt");
    assert_eq!(taken(&read("x.zip", &doubled)), expected);
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(n, _)| n).collect();
    for place in places {
        out[place..place + to.len()].copy_from_slice(to);
    }
    out
}

#[test]
fn links_and_devices_are_named_and_not_followed() {
    let mut tar = make::tar_entry(b"link.txt", EntryType::Symlink, b"");
    tar.extend(make::tar_entry(b"hard.txt", EntryType::Link, b""));
    tar.extend(make::tar_entry(b"null", EntryType::Char, b""));
    tar.extend(make::tar_entry(b"mill.txt", EntryType::Regular, b"The mill burnt."));
    tar.extend([0; 1024]);
    for bytes in [tar.clone(), make::gz(&tar)] {
        let items = read("x.tar", &bytes);
        assert_eq!(taken(&items), pairs(&[("mill.txt", "The mill burnt.")]));
        assert_eq!(notes(&items).len(), 3, "{items:?}");
        assert_eq!(named(&items), Vec::new());
    }
}

#[test]
fn encrypted_members_are_named_and_the_rest_is_taken() {
    let zip = make::stored(&[("a.txt", b"The mill burnt."), ("b.txt", b"The weir held.")]);
    // The first of the two flags in each header: one in the list, one at the member.
    let mut locked = zip.clone();
    for signature in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = zip.windows(4).position(|w| w == signature).unwrap();
        locked[at + if signature[2] == 3 { 6 } else { 8 }] |= 1;
    }
    let items = read("x.zip", &locked);
    assert_eq!(taken(&items), pairs(&[("b.txt", "The weir held.")]));
    assert_eq!(named(&items), pairs(&[("a.txt", "an encrypted member")]));
}

#[test]
fn other_methods_and_broken_members_are_named() {
    let zip =
        make::zip(&[("a.txt", b"The mill burnt, burnt, burnt."), ("b.txt", b"The weir held.")]);
    let mut other = zip.clone();
    let at = zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    other[at + 10] = 14;
    let items = read("x.zip", &other);
    assert!(named(&items)[0].1.contains("method 14"), "{items:?}");
    assert_eq!(taken(&items), pairs(&[("b.txt", "The weir held.")]));
    // A byte of the first member turned over.
    let stored = make::stored(&[("a.txt", b"The mill burnt."), ("b.txt", b"The weir held.")]);
    let items = read("x.zip", &replaced(&stored, b"mill", b"kiln"));
    assert!(named(&items)[0].1.contains("checksum"), "{items:?}");
    assert_eq!(taken(&items), pairs(&[("b.txt", "The weir held.")]));
}

#[test]
fn of_an_archive_that_is_cut_short_the_whole_members_are_taken() {
    let members: [(&str, &[u8]); 3] =
        [("a.txt", b"The mill burnt."), ("b.txt", b"The weir held."), ("c.txt", &[b'x'; 3000])];
    let expected = pairs(&[("a.txt", "The mill burnt."), ("b.txt", "The weir held.")]);
    let tar = make::tar(&members);
    let stored = make::stored(&members);
    let zip = make::zip(&members);
    let list = zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    for (name, bytes) in [
        ("x.tar", &tar[..4000]),
        ("x.tar.gz", &make::gz(&tar[..4000])),
        ("x.zip", &stored[..2000]),
        ("x.zip", &zip[..list - 10]),
    ] {
        let items = read(name, bytes);
        assert_eq!(taken(&items), expected, "{name}");
        assert!(!named(&items).is_empty(), "{name} {items:?}");
    }
    // Cut inside the compressed stream itself.
    let packed = make::gz(JSONL);
    let items = read("w.jsonl.gz", &packed[..packed.len() - 12]);
    assert!(named(&items).iter().any(|(_, what)| what.contains("cannot read")), "{items:?}");
}

#[test]
fn an_archive_behind_a_program_is_read() {
    let zip = make::zip(&[("mill.txt", b"The mill burnt.")]);
    // Its first bytes are not those of an archive, so it is refused as a whole; inside the offset
    // is found where the beginning is an archive's.
    let glued = [make::stored(&[("x", b"")]), zip].concat();
    assert_eq!(taken(&read("x.zip", &glued)), pairs(&[("mill.txt", "The mill burnt.")]));
}

#[test]
fn archives_of_nothing_say_so() {
    for (name, bytes) in [
        ("x.zip", make::zip(&[])),
        ("x.zip", b"PK\x03\x04".to_vec()),
        ("x.zip", [&b"PK\x05\x06"[..], &[0xFF; 18]].concat()),
        ("x.gz", make::gz(b"")),
        ("x.gz", b"\x1F\x8B".to_vec()),
    ] {
        let items = read(name, &bytes);
        assert!(taken(&items).is_empty() && !named(&items).is_empty(), "{name} {items:?}");
    }
}

#[test]
fn long_and_foreign_names_come_through() {
    let long = format!("{}/mill.txt", "a".repeat(240));
    let members: [(&str, &[u8]); 2] =
        [(&long, b"The mill burnt."), ("сводка.txt", b"The weir held.")];
    let expected = pairs(&[(&long, "The mill burnt."), ("сводка.txt", "The weir held.")]);
    assert_eq!(taken(&read("x.tar", &make::tar(&members))), expected);
    assert_eq!(taken(&read("x.zip", &make::zip(&members))), expected);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(300))]

    #[test]
    fn damaged_archives_never_panic(place in 0usize..4000, byte: u8, cut in 0usize..4000, kind in 0usize..4) {
        let members: [(&str, &[u8]); 2] = [("a.txt", b"The mill burnt."), ("b.jsonl", JSONL)];
        let mut bytes = match kind {
            0 => make::zip(&members),
            1 => make::stored(&[("in.zip", &make::zip(&members)[..]), ("a.txt", b"The mill burnt.")]),
            2 => make::tar(&members),
            _ => make::response("https://a.example/x", "text/plain", b"The mill burnt."),
        };
        let place = place % bytes.len();
        bytes[place] = byte;
        bytes.truncate(bytes.len() - cut % bytes.len());
        let items = read("x.bin", &bytes);
        proptest::prop_assert!(!items.is_empty());
    }
}

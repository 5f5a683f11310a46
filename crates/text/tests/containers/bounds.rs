//! One test a limit: what is refused is named with the option that raises it, and the rest goes on.

use rashomon_text::intake::Limit;

use super::*;

fn limit(items: &[Item]) -> Vec<Limit> {
    let problems = items.iter().filter_map(|item| item.as_ref().err());
    let told = problems.filter_map(|problem| {
        let limit = problem.limit?;
        assert!(problem.remedy.contains(limit.option()), "{problem}");
        Some(limit)
    });
    told.collect()
}

#[test]
fn an_item_over_its_limit_costs_only_itself() {
    let options = limited(Limits { item: 100, ..Limits::default() });
    let long = [b'x'; 101];
    let line = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"The weir held.\"}}\n", "x".repeat(100));
    for (name, bytes) in [
        ("x.tar", make::tar(&[("a.txt", &long), ("b.txt", b"The weir held.")])),
        ("x.jsonl", line.clone().into_bytes()),
    ] {
        let items = read_with(name, &bytes, &options);
        assert_eq!(limit(&items), [Limit::Item], "{name}");
        assert_eq!(items.iter().flatten().count(), 1, "{name}");
    }
    // A file of many lines is larger than one item may be, and is no item.
    let many = "{\"text\": \"The weir held.\"}\n".repeat(50);
    assert_eq!(read_with("x.jsonl", many.as_bytes(), &options).iter().flatten().count(), 50);
    let zip = make::zip(&[("many.jsonl", many.as_bytes())]);
    let wide = limited(Limits { item: 400, ..Limits::default() });
    assert_eq!(read_with("x.zip", &zip, &wide).iter().flatten().count(), 50);
}

#[test]
fn a_bomb_is_stopped_by_its_ratio() {
    let bomb = vec![b' '; 3_000_000];
    let small = limited(Limits { ratio: 50, ..Limits::default() });
    for (name, bytes) in [
        ("x.zip", make::zip(&[("bomb.txt", &bomb), ("b.txt", b"The weir held.")])),
        ("x.tar", make::tar(&[("bomb.txt.gz", &make::gz(&bomb)), ("b.txt", b"The weir held.")])),
    ] {
        let items = read_with(name, &bytes, &small);
        assert_eq!(limit(&items), [Limit::Ratio], "{name} {items:?}");
        assert_eq!(items.iter().flatten().count(), 1);
    }
    // Texts that repeat themselves pack well, too: below the limit they pass.
    let mut words = "The mill burnt. The weir held. ".repeat(50_000);
    words.insert_str(
        0,
        &(0..20_000u32).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761))).collect::<String>(),
    );
    assert!(limit(&read("x.zip", &make::zip(&[("a.txt", words.as_bytes())]))).is_empty());
}

#[test]
fn what_one_input_unpacks_comes_out_of_one_purse() {
    let part =
        (0..2000u32).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761))).collect::<String>();
    let inner = make::zip(&[("a.txt", part.as_bytes()), ("b.txt", part.as_bytes())]);
    let outer = make::zip(&[("1.zip", &inner), ("2.zip", &inner), ("3.zip", &inner)]);
    let most = 4 * part.len() as u64;
    let items =
        read_with("x.zip", &outer, &limited(Limits { unpacked: most, ..Limits::default() }));
    assert_eq!(limit(&items), [Limit::Unpacked], "{items:?}");
    assert!(items.iter().flatten().count() < 6);
    // Another file has a purse of its own.
    let folder = tempfile::tempdir().unwrap();
    for name in ["1.zip", "2.zip", "3.zip"] {
        std::fs::write(folder.path().join(name), &inner).unwrap();
    }
    let options = limited(Limits { unpacked: most, ..Limits::default() });
    let items: Vec<Item> = intake::open_with(folder.path(), &options).unwrap().collect();
    assert_eq!(items.iter().flatten().count(), 6);
}

#[test]
fn containers_go_only_so_deep() {
    let mut bytes = b"The mill burnt.".to_vec();
    for _ in 0..4 {
        bytes = make::stored(&[("in", &bytes)]);
    }
    let at = |depth| read_with("x.zip", &bytes, &limited(Limits { depth, ..Limits::default() }));
    assert_eq!(at(4).iter().flatten().count(), 1);
    assert_eq!(limit(&at(3)), [Limit::Depth]);
    // An archive that holds itself, as far as anybody could tell.
    for _ in 0..60 {
        bytes = make::gz(&bytes);
    }
    assert_eq!(limit(&read("x.gz", &bytes)), [Limit::Depth]);
}

#[test]
fn so_many_members_and_no_more() {
    let names: Vec<String> = (0..30).map(|n| format!("{n}.txt")).collect();
    let members: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b"The mill burnt."[..])).collect();
    let options = limited(Limits { members: 10, ..Limits::default() });
    let items = read_with("x.tar", &make::tar(&members), &options);
    assert_eq!(limit(&items), [Limit::Members]);
    assert_eq!(items.iter().flatten().count(), 10);
    assert_eq!(limit(&read_with("x.zip", &make::zip(&members), &options)), [Limit::Members]);
}

#[test]
fn members_over_one_another_are_refused() {
    // Both entries of the list point at the first member, as archives made to swell do.
    let zip = make::stored(&[("a.txt", b"The mill burnt."), ("b.txt", b"The mill burnt.")]);
    let list = zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let second = list + 4 + zip[list + 4..].windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut over = zip.clone();
    over[second + 42..second + 46].copy_from_slice(&[0; 4]);
    let items = read("x.zip", &over);
    assert_eq!(taken(&items), pairs(&[("a.txt", "The mill burnt.")]));
    assert!(named(&items)[0].1.contains("lies over another"), "{items:?}");
}

#[test]
fn nothing_that_is_held_is_parsed_again() {
    let options = Options::default().held(|_| true);
    let zip = make::zip(&[
        ("a.txt", b"The mill burnt."),
        ("w.jsonl", b"{\"text\": \"The weir held.\"}\n"),
    ]);
    let items = read_with("x.zip", &zip, &options);
    // A line has its own bytes, and is told by the report it makes.
    assert_eq!(taken(&items), pairs(&[("w.jsonl", "The weir held.")]));
    assert_eq!(options.meter().held(), 1);
    assert!(options.meter().bytes() > 0);
}

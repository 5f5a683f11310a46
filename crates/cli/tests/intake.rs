//! Archives and limits through the program: what is said, what is kept, what is gone on with.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::program::{Folder, command};

/// A web archive of pages of plain words, one a town.
fn archive(pages: usize) -> String {
    let page = |n: usize| {
        let words = format!(
            "At least {} people were killed in an airstrike on Velm on {} March 2031, the city \
             clinic said in its report number {n}. The Interior Army denied it.",
            n % 9 + 2,
            n % 27 + 1
        );
        record(&format!("https://a.example/{n}"), &words)
    };
    (0..pages).map(page).collect()
}

fn record(uri: &str, words: &str) -> String {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{words}");
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\n\
         WARC-Date: 2031-04-02T10:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

fn refusals(folder: &Folder) -> Vec<Value> {
    let written = std::fs::read_to_string(folder.path("refused.jsonl")).unwrap();
    written.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn how_a_report_came_is_kept_without_the_folder_it_lay_in() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("private-folder")).unwrap();
    folder.write("private-folder/crawl.warc", archive(1));
    folder.write("private-folder/note.md", "---\nid: n-1\n---\nThe mill at Velm burnt on Monday.");
    folder.run(&["add", "c.rashomon", "private-folder"]).ends(0);
    let read = folder.run(&["export", "c.rashomon"]).ends(0).json();
    let ids: Vec<String> = read[0]["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| report["id"].as_str().unwrap().to_owned())
        .collect();
    let captured = ids.iter().find(|id| *id != "n-1").unwrap();
    let json = folder.run(&["explain", "c.rashomon", captured, "--json"]).ends(0).json();
    assert_eq!(json[0]["received"]["file"], "crawl.warc");
    assert_eq!(json[0]["received"]["members"][0], "https://a.example/0");
    assert_eq!(json[0]["received"]["captured_at"], "2031-04-02T10:00:00Z");
    assert_eq!(json[0]["received"]["format"], "text/1");
    assert_eq!(json[0]["published"], Value::Null, "a capture is no publication");
    assert_eq!(json[0]["url"], "https://a.example/0");
    let told = folder.run(&["explain", "c.rashomon", captured]).ends(0).out;
    assert!(told.contains("crawl.warc > https://a.example/0"), "{told}");
    let told = folder.run(&["explain", "c.rashomon", "n-1"]).ends(0).out;
    assert!(told.contains("received  note.md\n"), "{told}");
    let file = std::fs::read(folder.path("c.rashomon")).unwrap();
    let found = file.windows(14).any(|window| window == b"private-folder");
    assert!(!found, "a folder of this machine is in the case");
}

#[test]
fn refusals_are_named_with_the_option_and_written_for_scripts() {
    let folder = Folder::new();
    let long = format!(
        "{{\"text\": \"{}\"}}\n{{\"text\": \"The mill at Velm burnt.\"}}\n",
        "x".repeat(900)
    );
    folder.write("a.jsonl", long);
    folder.write("b.bin", [0u8, 1, 2, 3]);
    folder.write("c.warc", archive(1) + &record("https://a.example/big", &"y".repeat(900)));
    let args = ["add", "c.rashomon", "a.jsonl", "b.bin", "c.warc"];
    let limited = [&args[..], &["--max-item", "0.8kB", "--errors", "refused.jsonl"]].concat();
    let ran = folder.run(&limited).ends(2);
    assert!(ran.err.contains("item larger than 800 bytes, a.jsonl:1"), "{}", ran.err);
    assert!(ran.err.contains("c.warc > https://a.example/big"), "{}", ran.err);
    assert!(ran.err.contains("2 new") && ran.err.contains("3 not usable"), "{}", ran.err);
    let told = refusals(&folder);
    assert_eq!(told.len(), 3);
    assert_eq!((&told[0]["file"], &told[0]["line"]), (&"a.jsonl".into(), &1.into()));
    assert_eq!(told[0]["limit"], "--max-item");
    assert_eq!(told[1].get("limit"), None);
    assert_eq!(told[2]["members"][0], "https://a.example/big");
    // Raised, they are taken; what is still refused is named again, and the file begins anew.
    let raised = [&args[..], &["--max-item", "1MB", "--errors", "refused.jsonl"]].concat();
    let ran = folder.run(&raised).ends(2);
    assert!(ran.err.contains("2 new") && ran.err.contains("2 held already"), "{}", ran.err);
    assert_eq!(refusals(&folder).len(), 1);
    folder.run(&["add", "c.rashomon", "a.jsonl", "--max-item", "much"]).ends(2);
    let ran = folder.run(&["add", "c.rashomon", "a.jsonl", "--errors", "no/such/folder.jsonl"]);
    ran.ends(2).says(&["cannot write", "--errors"]);
}

#[test]
fn every_command_that_takes_files_in_has_the_limits() {
    let folder = Folder::new();
    folder.write("a.txt", "x".repeat(2000));
    for args in [
        &["read", "a.txt", "--max-item", "1kB"][..],
        &["add", "c.rashomon", "a.txt", "--max-item", "1kB"],
        &["watch", "c.rashomon", ".", "--once", "--every", "0.05", "--max-item", "1kB"],
    ] {
        let ran = folder.run(args).ends(2);
        assert!(ran.err.contains("item larger than 1 kB"), "{}", ran.err);
    }
}

#[test]
fn a_killed_add_of_an_archive_goes_on_and_parses_nothing_twice() {
    let folder = Folder::new();
    folder.write("crawl.warc", archive(150));
    let mut killed = 0;
    let mut records = 0;
    for wait in [150, 300, 500, 800] {
        let mut command = command();
        command.args(["add", "-q", "c.rashomon", "crawl.warc"]).current_dir(folder.root());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        if folder.path("c.rashomon").exists() {
            let verified = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).json();
            let now = verified[0]["records"].as_u64().unwrap();
            assert!(now >= records, "what was committed is gone");
            records = now;
        }
    }
    assert!(killed > 0, "no run was caught in the middle");
    let held = records / 2;
    let ran = folder.run(&["add", "c.rashomon", "crawl.warc"]).ends(0);
    assert!(
        ran.err.contains(&format!("{} new, 0 revised, {held} held", 150 - held)),
        "{}",
        ran.err
    );
    let ran = folder.run(&["add", "c.rashomon", "crawl.warc"]).ends(0);
    assert!(ran.err.contains("0 new, 0 revised, 150 held already"), "{}", ran.err);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    // The kept bytes are the record: it verifies, and reads again to the same report.
    let left: Vec<_> = std::fs::read_dir(folder.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["c.rashomon", "crawl.warc"].contains(&name.as_str()))
        .filter(|name| !name.starts_with(".c.rashomon.new"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn hostile_texts_cost_bounded_time() {
    let folder = Folder::new();
    let sizes = 30_000;
    for (n, unit) in
        ["killed ", "(", "\"", "12 men were killed and ", "said that the ", "a,"].iter().enumerate()
    {
        folder.write(&format!("{n}.txt"), unit.repeat(sizes / unit.len()));
    }
    // Minutes each where a rule looks at every word from every word.
    let started = std::time::Instant::now();
    folder.run(&["read", "-q", "0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "5.txt"]).ends(0);
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}

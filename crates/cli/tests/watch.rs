//! `watch` through the program: files that grow, move, vanish; one line a file; an end that is clean.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Folder, command};
use crate::reports;

fn watching(folder: &Folder, more: &[&str]) -> (Child, BufReader<ChildStdout>) {
    let mut command = command();
    command.args(["watch", "c.rashomon", "in", "--every", "0.8"]).args(more);
    command.current_dir(folder.root()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

fn line(out: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

#[cfg(unix)]
fn end(mut child: Child) -> i32 {
    let id = child.id().to_string();
    let kill = std::process::Command::new("kill").arg("-TERM").arg(id).status();
    assert!(kill.unwrap().success());
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code().unwrap_or(-1);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    -2
}

#[cfg(unix)]
#[test]
fn a_file_that_grows_is_taken_whole_and_a_moved_one_not_again() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    folder.write("in/first.jsonl", reports::many(2));
    let (child, mut out) = watching(&folder, &[]);
    assert_eq!(line(&mut out), "first.jsonl: 2 new");
    // Two writes, with a pause in the middle of a line that is longer than a look and its rest.
    let text = reports::war();
    let (one, two) = text.split_at(text.len() / 2 + 7);
    let mut file = std::fs::File::create(folder.path("in/grows.jsonl")).unwrap();
    file.write_all(one.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    file.write_all(two.as_bytes()).unwrap();
    drop(file);
    assert_eq!(line(&mut out), "grows.jsonl: 4 new");
    std::fs::rename(folder.path("in/grows.jsonl"), folder.path("in/moved.jsonl")).unwrap();
    assert_eq!(line(&mut out), "moved.jsonl: moved from grows.jsonl");
    // A file that goes on later is looked at again, and only what is new in it is read.
    std::fs::remove_file(folder.path("in/moved.jsonl")).unwrap();
    folder.write("in/first.jsonl", reports::many(3));
    assert_eq!(line(&mut out), "first.jsonl: 1 new, 2 held already");
    assert_eq!(end(child), 0);
    let added = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).json();
    assert_eq!(added[0]["records"], 14);
    // The case is set side by side when it ends: nothing is left for the next command.
    assert!(folder.run(&["events", "c.rashomon"]).ends(0).out.contains("Velm"));
}

#[test]
fn once_takes_what_stands_still_and_ends() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("in")).unwrap();
    folder.write("in/a.jsonl", reports::war());
    folder.write("in/b.bin", [0u8, 1, 2, 3]);
    folder.write("in/.hidden.jsonl", "not json");
    folder.write("in/c.jsonl.part", "not json");
    let once = ["watch", "c.rashomon", "in", "--once", "--every", "0.05"];
    let ran = folder.run(&once).ends(2);
    assert_eq!(ran.out, "a.jsonl: 4 new\nb.bin: 1 not usable\n");
    assert!(ran.err.contains("b.bin") && ran.err.contains("4 new"), "{}", ran.err);
    std::fs::remove_file(folder.path("in/b.bin")).unwrap();
    let json = folder.run(&[&once[..], &["--json"]].concat()).ends(0).json();
    assert_eq!((&json[0]["file"], &json[0]["held"]), (&"a.jsonl".into(), &4.into()));
    assert_eq!(folder.run(&[&once[..], &["--quiet"]].concat()).ends(0).out, "");
}

#[test]
fn a_case_in_its_own_folder_is_left_alone_and_no_folder_is_an_error() {
    let folder = Folder::new();
    folder.write("a.jsonl", reports::many(1));
    let ran = folder.run(&["watch", "c.rashomon", ".", "--once", "--every", "0.05"]).ends(0);
    assert_eq!(ran.out, "a.jsonl: 1 new\n");
    let ran = folder.run(&["watch", "c.rashomon", ".", "--once", "--every", "0.05"]).ends(0);
    assert_eq!(ran.out, "a.jsonl: 1 held already\n");
    folder.run(&["watch", "d.rashomon", "nowhere", "--once"]).ends(2).says(&["nowhere", "folder"]);
    assert!(!folder.path("d.rashomon").exists());
    folder.run(&["watch", "c.rashomon", ".", "--every", "never"]).ends(2);
}

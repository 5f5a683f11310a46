//! Runs that end before their time, and runs that meet: the log stays whole.

use std::process::{Child, Stdio};
use std::time::Duration;

use crate::program::{Folder, command, ran};
use crate::reports;

fn adding(folder: &Folder) -> Child {
    let mut command = command();
    command.args(["add", "-q", "c.rashomon", "many.jsonl"]).current_dir(folder.root());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn a_killed_add_leaves_a_case_that_holds_and_goes_on() {
    let text = reports::many(120);
    let whole = Folder::with_case(&text);
    let folder = Folder::new();
    folder.write("many.jsonl", &text);
    let (mut killed, mut records) = (0, 0);
    for wait in [0, 60, 200, 350, 500, 700, 900, 1200] {
        let mut child = adding(&folder);
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        if folder.path("c.rashomon").exists() {
            let verified = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).json();
            let now = verified[0]["records"].as_u64().unwrap();
            assert!(now >= records, "what was committed is gone: {records}, then {now}");
            assert_eq!(now % 2, 0, "a report without its reading");
            records = now;
        }
    }
    assert!(killed > 0, "no run was caught in the middle");
    folder.run(&["add", "-q", "c.rashomon", "many.jsonl"]).ends(0);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    assert_eq!(folder.export(), whole.export());
    let left: Vec<_> = std::fs::read_dir(folder.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["c.rashomon", "many.jsonl"].contains(&name.as_str()))
        .filter(|name| !name.starts_with(".c.rashomon.new"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn two_adds_at_once_give_one_whole_case() {
    let text = reports::many(60);
    let whole = Folder::with_case(&text);
    let folder = Folder::new();
    folder.write("many.jsonl", &text);
    let mut children = [adding(&folder), adding(&folder)];
    let codes = children.each_mut().map(|child| child.wait().unwrap().code());
    assert!(codes.contains(&Some(0)), "{codes:?}");
    folder.run(&["verify", "c.rashomon"]).ends(0);
    folder.run(&["add", "c.rashomon", "many.jsonl"]).ends(0);
    assert_eq!(folder.export()["events"], whole.export()["events"]);
}

#[test]
fn a_case_somebody_writes_to_is_busy_not_broken() {
    let folder = Folder::with_case(&reports::war());
    folder.write("more.jsonl", reports::many(2));
    // Another program holds the write lock: any SQLite shell can.
    let script = "import sqlite3, sys\nc = sqlite3.connect('c.rashomon', isolation_level=None)\n\
        c.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\nsys.stdin.read()";
    let mut holder = std::process::Command::new("python3");
    holder.args(["-c", script]).current_dir(folder.root());
    holder.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut holder) = holder.spawn() else { return };
    let mut said = [0; 5];
    if std::io::Read::read_exact(holder.stdout.as_mut().unwrap(), &mut said).is_err() {
        holder.kill().unwrap();
        holder.wait().unwrap();
        return;
    }
    // Looking goes on meanwhile; adding waits a while, then says why it did not.
    folder.run(&["events", "c.rashomon"]).ends(0);
    let busy = folder.run(&["add", "-q", "c.rashomon", "more.jsonl"]).ends(2);
    busy.says(&["another program is writing", "c.rashomon", "try again"]);
    drop(holder.stdin.take());
    holder.wait().unwrap();
    ran(command().args(["add", "-q", "c.rashomon", "more.jsonl"]).current_dir(folder.root()))
        .ends(0);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}

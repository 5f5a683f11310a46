//! `head`, `keys` and what `verify` says of damage: noted, signed, checked, and what rests on what.

use std::process::Command;

use crate::program::{Folder, command, ran, skipped};
use crate::reports;

/// Does damage behind the program's back: takes the guards away and runs SQL; false where there is no Python.
fn damage(folder: &Folder, sql: &str) -> bool {
    let script = format!(
        "import sqlite3\nc = sqlite3.connect('c.rashomon')\n\
         for (n,) in c.execute(\"select name from sqlite_schema where type = 'trigger'\").fetchall():\n \
         c.execute('drop trigger ' + n)\nc.executescript(\"\"\"{sql}\"\"\")\nc.commit()\n"
    );
    folder.python(&script)
}

#[test]
fn a_noted_head_is_continued_by_what_is_added_later() {
    let folder = Folder::with_case(&reports::war());
    let noted = folder.run(&["head", "c.rashomon"]).ends(0).out;
    let json = folder.run(&["head", "c.rashomon", "--json"]).ends(0);
    folder.write("noted.txt", &noted);
    folder.write("noted.json", &json.out);
    assert_eq!(json.json()[0]["chain"].as_str().unwrap(), folder.head());
    folder.write("more.jsonl", reports::many(3));
    folder.run(&["add", "-q", "c.rashomon", "more.jsonl"]).ends(0);
    for file in ["noted.txt", "noted.json"] {
        let held = folder.run(&["head", "c.rashomon", "--check", file]).ends(0);
        assert!(held.out.contains("continues this head"), "{}", held.out);
    }
    let held = folder.run(&["head", "c.rashomon", "--check", "noted.txt", "--json"]).ends(0).json();
    assert_eq!(held[0]["holds"], true);
    assert!(!held[0]["proof"].as_array().unwrap().is_empty(), "{}", held[0]);
    let size = json.json()[0]["size"].as_u64().unwrap().to_string();
    let then = folder.run(&["head", "c.rashomon", "--as-of", &size]).ends(0).out;
    assert_eq!(then, noted, "the head of then is the head as of then");
}

#[test]
fn another_case_and_a_shorter_one_do_not_continue_it() {
    let folder = Folder::with_case(&(reports::war() + &reports::many(3)));
    folder.write("noted.txt", folder.run(&["head", "c.rashomon"]).ends(0).out);
    let other = Folder::with_case(&reports::many(2));
    other.write("noted.txt", std::fs::read(folder.path("noted.txt")).unwrap());
    let told = other.run(&["head", "c.rashomon", "--check", "noted.txt"]).ends(1).out;
    assert!(told.contains("another log"), "{told}");
    // Records cut off the end: nothing in the case itself shows it, a head noted elsewhere does.
    if !damage(&folder, "DELETE FROM log WHERE position > 2;") {
        return;
    }
    folder.run(&["verify", "c.rashomon", "--rebuild"]).ends(0);
    let told = folder.run(&["head", "c.rashomon", "--check", "noted.txt"]).ends(1).out;
    assert!(told.contains("cut off"), "{told}");
    folder.run(&["head", "c.rashomon", "--check", "reports.jsonl"]).ends(2).says(&["no head"]);
    folder.run(&["head", "c.rashomon", "--check", "none.txt"]).ends(2).says(&["none.txt"]);
}

#[test]
fn a_signed_head_is_kept_and_checked_by_us_and_by_minisign() {
    let folder = Folder::with_case(&reports::war());
    folder.run(&["keys", "new", "ana", "--no-password"]).ends(0);
    folder.run(&["keys", "new", "ana", "--no-password"]).ends(2).says(&["never replaced"]);
    folder.run(&["keys", "new", "bo", "--no-password"]).ends(0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path("ana.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    folder.run(&["head", "c.rashomon", "--sign", "ana.key", "-o", "h.txt"]).ends(0);
    folder.run(&["head", "c.rashomon", "--check", "h.txt", "--key", "ana.pub"]).ends(0);
    folder.run(&["head", "c.rashomon", "--check", "h.txt", "--key", "bo.pub"]).ends(1);
    folder.run(&["head", "c.rashomon", "--sign", "ana.pub"]).ends(2).says(&["secret key"]);
    let verified = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).json().remove(0);
    assert_eq!(verified["signed_heads"], 1);
    let line = folder.run(&["keys", "new", "cy", "--no-password"]).ends(0).out;
    assert!(line.starts_with("RW"), "{line}");

    let minisign =
        |args: &[&str]| Command::new("minisign").args(args).current_dir(folder.root()).output();
    if minisign(&["-v"]).is_err() {
        skipped(
            "SIGNATURES NOT CHECKED BY minisign: it is not installed (Debian: apt-get install minisign)",
        );
        return;
    }
    let theirs = minisign(&["-V", "-p", "ana.pub", "-m", "h.txt"]).unwrap();
    assert!(theirs.status.success(), "{}", String::from_utf8_lossy(&theirs.stderr));
    assert!(!minisign(&["-V", "-p", "bo.pub", "-m", "h.txt"]).unwrap().status.success());
    // The other way round: a key that minisign made, and a signature by minisign.
    assert!(minisign(&["-G", "-W", "-p", "m.pub", "-s", "m.key"]).unwrap().status.success());
    folder.run(&["head", "c.rashomon", "--sign", "m.key", "-o", "m.txt"]).ends(0);
    assert!(minisign(&["-V", "-p", "m.pub", "-m", "m.txt"]).unwrap().status.success());
    folder.write("n.txt", folder.run(&["head", "c.rashomon"]).ends(0).out);
    assert!(minisign(&["-S", "-s", "m.key", "-m", "n.txt"]).unwrap().status.success());
    folder.run(&["head", "c.rashomon", "--check", "n.txt", "--key", "m.pub"]).ends(0);
}

#[test]
fn a_locked_key_asks_the_environment_and_never_the_command_line() {
    let folder = Folder::with_case(&reports::many(1));
    let with = |password: Option<&str>, args: &[&str]| {
        let mut command = command();
        command.args(args).current_dir(folder.root());
        password.map(|word| command.env("RASHOMON_PASSWORD", word));
        ran(&mut command)
    };
    with(None, &["keys", "new", "ana"]).ends(2).says(&["RASHOMON_PASSWORD"]);
    with(Some(""), &["keys", "new", "ana"]).ends(2).says(&["empty"]);
    with(Some("harbour"), &["keys", "new", "ana"]).ends(0);
    let sign = ["head", "c.rashomon", "--sign", "ana.key", "-o", "h.txt"];
    with(None, &sign).ends(2).says(&["RASHOMON_PASSWORD"]);
    with(Some("market"), &sign).ends(2).says(&["secret key"]);
    with(Some("harbour"), &sign).ends(0);
    with(None, &["head", "c.rashomon", "--check", "h.txt", "--key", "ana.pub"]).ends(0);
}

#[test]
fn damage_is_named_with_what_rests_on_it() {
    let folder = Folder::with_case(&reports::war());
    folder.run(&["keys", "new", "ana", "--no-password"]).ends(0);
    folder.run(&["head", "c.rashomon", "--sign", "ana.key"]).ends(0);
    folder.run(&["events", "c.rashomon"]).ends(0);
    let sql = "UPDATE log SET record = replace(record, 'Velm', 'Velt') WHERE position = 1;
         UPDATE log SET record = replace(record, 'a', 'b') WHERE position = 4;";
    if !damage(&folder, sql) {
        return;
    }
    let found = folder.run(&["verify", "c.rashomon", "--json"]).ends(1).json().remove(0);
    assert_eq!((&found["first_bad"], &found["ok"]), (&1.into(), &false.into()));
    let bad = found["bad"].as_array().unwrap();
    let positions: Vec<u64> = bad.iter().filter_map(|bad| bad["position"].as_u64()).collect();
    assert!(positions.starts_with(&[1]) && positions.contains(&4), "{positions:?}");
    let first = &bad[0];
    assert_eq!(first["kind"], "report");
    let depends = &first["depends"];
    assert_eq!(depends["reports"][0], first["key"]);
    assert!(
        depends["claims"].as_u64().unwrap() > 0 && depends["readings"][0].as_u64().unwrap() > 1,
        "{depends}"
    );
    assert!(!depends["events"].as_array().unwrap().is_empty(), "{depends}");
    assert_eq!(depends["signed_heads"].as_array().unwrap().len(), 1, "{depends}");
    let told = folder.run(&["verify", "c.rashomon"]).ends(1).out;
    assert!(
        told.contains("record 1 does not hold") && told.contains("on it rest: 1 report"),
        "{told}"
    );
    assert!(told.contains("record 4 does not hold"), "{told}");
}

#[test]
fn a_damaged_judgement_or_table_leads_to_the_events_it_touches() {
    let folder = Folder::with_case(&reports::war());
    let entities = folder.run(&["entities", "c.rashomon", "--json"]).ends(0).json();
    let two: Vec<&str> = entities.iter().take(2).filter_map(|e| e["id"].as_str()).collect();
    folder.run(&["judge", "different", "c.rashomon", two[0], two[1], "--reason", "two"]);
    folder.run(&["events", "c.rashomon"]).ends(0);
    let json = folder.run(&["judgements", "c.rashomon", "--json"]).ends(0).json();
    let position = json[0]["id"].as_str().unwrap().trim_start_matches("J-").to_owned();
    let touched = json[0]["effect"]["entities"].as_array().unwrap().len();
    if !damage(
        &folder,
        &format!("UPDATE log SET record = record || ' ' WHERE position = {position};"),
    ) {
        return;
    }
    let found = folder.run(&["verify", "c.rashomon", "--json"]).ends(1).json().remove(0);
    assert_eq!(found["bad"][0]["kind"], "judgement", "{found}");
    let events = found["bad"][0]["depends"]["events"].as_array().unwrap().len();
    assert!(touched == 0 || events > 0, "{found}");
}

#[test]
fn a_forged_log_breaks_the_signed_head_that_counts_it() {
    let folder = Folder::with_case(&reports::many(2));
    folder.run(&["keys", "new", "ana", "--no-password"]).ends(0);
    folder.run(&["head", "c.rashomon", "--sign", "ana.key"]).ends(0);
    // Everything rewritten so that the chain fits again: only what was signed tells.
    let script = r"
import hashlib, json, sqlite3
c = sqlite3.connect('c.rashomon')
for (n,) in c.execute('select name from sqlite_schema where type = ?', ('trigger',)).fetchall():
    c.execute('drop trigger ' + n)
before = '0' * 64
for at, record in c.execute('select position, record from log order by position').fetchall():
    if at == 1:
        it = json.loads(record)
        it['by'] = c.execute('select entered_by from log where position = 1').fetchone()[0] + '!'
        record = json.dumps(it, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
        c.execute('update log set entered_by = ? where position = 1', (it['by'],))
    digest = hashlib.sha256((before + '\n' + record).encode()).hexdigest()
    c.execute('update log set record = ?, previous = ?, digest = ? where position = ?', (record, before, digest, at))
    before = digest
c.commit()
";
    if !folder.python(script) {
        return;
    }
    let found = folder.run(&["verify", "c.rashomon", "--json"]).ends(1).json().remove(0);
    let bad = found["bad"].as_array().unwrap();
    assert_eq!(bad.len(), 1, "{found}");
    assert_eq!(bad[0]["kind"], "signed-head");
    assert!(bad[0]["why"].as_str().unwrap().contains("rewritten"), "{found}");
}

#[test]
fn a_clock_that_went_back_is_noted_and_proves_nothing() {
    let folder = Folder::with_case(&reports::many(1));
    let script = r"
import hashlib, json, sqlite3
c = sqlite3.connect('c.rashomon')
for (n,) in c.execute('select name from sqlite_schema where type = ?', ('trigger',)).fetchall():
    c.execute('drop trigger ' + n)
before, record = c.execute('select previous, record from log where position = 2').fetchone()
it = json.loads(record)
it['at'] = '2001-01-01T00:00:00Z'
record = json.dumps(it, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
digest = hashlib.sha256((before + '\n' + record).encode()).hexdigest()
c.execute('update log set record = ?, digest = ?, entered_at = ? where position = 2', (record, digest, it['at']))
c.execute('delete from log where position > 2')
c.commit()
";
    if !folder.python(script) {
        return;
    }
    let found =
        folder.run(&["verify", "c.rashomon", "--json", "--rebuild"]).ends(0).json().remove(0);
    assert_eq!(found["notes"][0]["position"], 2, "{found}");
    assert_eq!(found["ok"], true, "{found}");
}

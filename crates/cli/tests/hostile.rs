//! Text that would command the terminal or turn the reader's eye: shown, never obeyed.

use serde_json::json;

use crate::program::{Folder, Ran};

/// Clears the screen, turns the line around, isolates, hides.
const EVIL: &str = "\u{1b}[2J\u{9b}31m\u{202e}live\u{2066}\u{200f}\u{7}\u{2028}\u{e0041}";

fn evil_reports() -> String {
    let of = |id: &str, n: u32| {
        json!({"id": format!("{EVIL}{id}"), "outlet": format!("Harbour {EVIL}Times"),
            "published": "2031-03-05", "title": format!("{EVIL}Strike"), "lang": EVIL, "url": EVIL,
            "text": format!("At least {n} people were killed in an airstrike on Velm{EVIL} on Tuesday, \
                Omar{EVIL} Dessin said. \u{202e}The Interior Army{EVIL} denied the airstrike on Velm.")})
        .to_string()
    };
    format!("{}\n{}\n", of("a", 12), of("b\nrashomon: forged", 3))
}

#[track_caller]
fn is_tame(ran: &Ran) {
    for text in [&ran.out, &ran.err] {
        let wild = text.chars().find(|c| {
            (c.is_control() && *c != '\n' && *c != '\t')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200f}' | '\u{2028}')
                || matches!(c, '\u{e0000}'..='\u{e007f}')
        });
        assert_eq!(wild, None, "{text}");
    }
}

#[test]
fn hostile_reports_are_tame_in_every_command() {
    let folder = Folder::with_case(&evil_reports());
    let events = folder.run(&["events", "c.rashomon", "--json"]).ends(0);
    is_tame(&events);
    let event = &events.json()[0];
    let claim = event["claims"][0]["id"].as_str().unwrap().to_owned();
    let id = event["id"].as_str().unwrap().to_owned();
    let entities = folder.run(&["entities", "c.rashomon", "--json"]).ends(0);
    let entity = entities.json()[0]["id"].as_str().unwrap().to_owned();
    let report = event["reports"][0].as_str().unwrap().to_owned();
    for args in [
        &["read", "-q", "reports.jsonl"][..],
        &["events", "c.rashomon"],
        &["timeline", "c.rashomon"],
        &["timeline", "c.rashomon", "--lanes", "4"],
        &["timeline", "c.rashomon", "--json"],
        &["numbers", "c.rashomon", "--by", "month,place,side,status"],
        &["numbers", "c.rashomon", "--json"],
        &["gaps", "c.rashomon"],
        &["show", "c.rashomon", "1", "--quotes"],
        &["show", "c.rashomon", "1", "--json"],
        &["entities", "c.rashomon"],
        &["entities", "c.rashomon", "--json"],
        &["search", "c.rashomon", "airstrike"],
        &["search", "c.rashomon", "airstrike", "--json"],
        &["explain", "c.rashomon", &id],
        &["explain", "c.rashomon", &claim],
        &["explain", "c.rashomon", &claim, "--json"],
        &["explain", "c.rashomon", &entity],
        &["explain", "c.rashomon", &report],
        &["export", "c.rashomon"],
        &["verify", "c.rashomon"],
        &["add", "c.rashomon", "reports.jsonl"],
    ] {
        is_tame(&folder.run(args).ends(0));
    }
    // Shown, not dropped; and in JSON it reads back as what it was.
    assert!(folder.run(&["search", "c.rashomon", "airstrike"]).out.contains("\\u{202e}"));
    assert!(report.starts_with(EVIL));
}

#[test]
fn hostile_names_of_files_are_tame_in_messages() {
    let folder = Folder::with_case(&crate::reports::war());
    let name = "\u{1b}[2J\u{202e}x\nrashomon: forged";
    folder.write(name, "");
    for args in [
        &["read", name][..],
        &["add", "c.rashomon", name],
        &["add", name, "reports.jsonl"],
        &["events", name],
        &["search", "c.rashomon", name],
        &["show", "c.rashomon", name],
        &["compare", "names", name],
        &["schema", name],
        &["events", "c.rashomon", "--since", name],
    ] {
        let ran = folder.run(args);
        assert_ne!(ran.code, 0, "{args:?}");
        is_tame(&ran);
        assert!(!ran.err.contains("\nrashomon: forged"), "{}", ran.err);
    }
    is_tame(&folder.run(&["events", "c.rashomon", "--sort", name]).ends(2));
    is_tame(&folder.run(&[&format!("--{name}")]).ends(2));
}

#[test]
fn arabic_keeps_its_columns() {
    let report = |id: &str, outlet: &str, n: u32| {
        json!({"id": id, "outlet": outlet, "published": "2031-03-05",
            "text": format!("At least {n} people were killed in an airstrike on Velm on Tuesday, the clinic said.")})
        .to_string()
    };
    let text = [report("a", "جريدة المرفأ اليومية المستقلة", 12), report("b", "Hill Post", 3)];
    let folder = Folder::with_case(&text.join("\n"));
    let page = folder.run(&["show", "c.rashomon", "1", "--width", "70"]).ends(0).out;
    let arabic: Vec<&str> = page.lines().filter(|l| l.contains("المرفأ")).collect();
    assert!(!arabic.is_empty(), "{page}");
    for line in arabic {
        // A left-to-right mark on both sides of each border keeps cells where they are.
        assert!(line.contains("\u{200e}┆\u{200e}"), "{line:?}");
    }
}

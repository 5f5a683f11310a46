//! The help of every command, short and long, word for word.
//!
//! `RASHOMON_BLESS=1 cargo test -p rashomon-cli help` writes the files anew; read the difference
//! before committing it.

use crate::program::{Folder, command, ran};

const COMMANDS: [&str; 40] = [
    "read",
    "add",
    "events",
    "show",
    "timeline",
    "numbers",
    "diff",
    "gaps",
    "entities",
    "judge",
    "judgements",
    "log",
    "history",
    "gone",
    "reread",
    "review",
    "code",
    "codings",
    "agreement",
    "search",
    "serve",
    "export",
    "dossier",
    "explain",
    "verify",
    "salvage",
    "head",
    "bundle",
    "keys",
    "compare",
    "origins",
    "places",
    "sources",
    "rulebooks",
    "schema",
    "redact",
    "redactions",
    "demo",
    "completions",
    "man",
];

/// What `judge` can record.
const JUDGED: [&str; 10] = [
    "same",
    "different",
    "split",
    "rename",
    "accept",
    "reject",
    "correct",
    "add",
    "note",
    "withdraw",
];

#[test]
fn help_says_what_the_golden_files_say() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let bless = std::env::var_os("RASHOMON_BLESS").is_some();
    let mut asked: Vec<Vec<&str>> = vec![vec![], vec!["compare", "names"]];
    asked.extend(JUDGED.map(|kind| vec!["judge", kind]));
    asked.push(vec!["keys", "new"]);
    asked.extend(["import", "list", "drop"].map(|what| vec!["places", what]));
    let sources = ["import", "list", "records", "show", "drop"];
    asked.extend(sources.map(|what| vec!["sources", what]));
    let rulebooks = ["list", "show", "check", "import", "drop", "findings"];
    asked.extend(rulebooks.map(|what| vec!["rulebooks", what]));
    asked.extend(COMMANDS.map(|name| vec![name]));
    for words in asked {
        let mut text = String::new();
        for flag in ["-h", "--help"] {
            let help = ran(command().args(&words).arg(flag)).ends(0);
            assert_eq!(help.err, "", "{words:?}");
            text.push_str(&format!("$ rashomon {} {flag}\n{}\n", words.join(" "), help.out));
        }
        let name = if words.is_empty() { "rashomon".to_owned() } else { words.join("-") };
        let path = folder.join(format!("{name}.txt"));
        if bless {
            std::fs::write(&path, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(golden, text, "{}; RASHOMON_BLESS=1 writes it anew", path.display());
    }
}

#[test]
fn every_command_is_listed_and_shows_how_to_use_it() {
    let listed = ran(command().arg("--help")).ends(0).out;
    for name in COMMANDS {
        assert!(listed.lines().any(|line| line.trim_start().starts_with(name)), "{name}");
        let help = ran(command().args([name, "--help"])).ends(0).out;
        assert!(help.contains(&format!("rashomon {name}")), "{name}");
        assert!(name == "man" || help.contains("Example"), "{name} has no example");
    }
}

#[test]
fn arguments_that_do_not_parse_are_told_on_standard_error() {
    for args in [&["frobnicate"][..], &["show"], &["events", "c", "--sort", "size"], &["add", "c"]]
    {
        let ran = Folder::new().run(args).ends(2);
        assert_eq!(ran.out, "");
        assert!(ran.err.contains("Usage") || ran.err.contains("possible values"), "{}", ran.err);
    }
}

#[test]
fn completions_and_the_manual_page_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = ran(command().args(["completions", shell])).ends(0).out;
        assert!(script.contains("entities") && script.contains("disagreeing"), "{shell}");
    }
    let page = ran(command().arg("man")).ends(0).out;
    for name in COMMANDS {
        assert!(page.contains(&format!("RASHOMON {}", name.to_uppercase())), "{name}");
    }
    assert!(page.contains("\\-\\-quotes"), "options of commands are in the page");
}

#[test]
fn no_line_of_help_is_longer_than_the_page() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = [folder.join("args"), folder].map(|dir| std::fs::read_dir(dir).unwrap());
    for path in sources.into_iter().flatten().map(|entry| entry.unwrap().path()) {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        for help in source.split("after_help = \"\\\n").skip(1) {
            let end = help.find("\")]").unwrap_or(help.len());
            for line in help[..end].replace("\\\"", "\"").lines() {
                // Longer ones are wrapped once more, with single words left on lines of their own.
                assert!(line.chars().count() <= 100, "{}: {line}", path.display());
            }
        }
    }
}

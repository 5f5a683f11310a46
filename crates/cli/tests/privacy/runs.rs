//! One run and more of every command, in an order in which each finds what it needs.

use crate::program::Folder;
use crate::reports;

/// Arguments apart by spaces; a run ends with 0 or 1, one on a bad file also with 2.
pub const RUNS: &[&str] = &[
    "--help",
    "--version",
    "read reports.jsonl",
    "read bad.jsonl",
    "read bad.jsonl --errors refused.jsonl",
    "add new.rashomon reports.jsonl",
    "add new.rashomon reports.jsonl",
    "add c.rashomon register.csv --dataset map.toml",
    "events c.rashomon",
    "events c.rashomon --json",
    "show c.rashomon 1 --quotes",
    "timeline c.rashomon",
    "numbers c.rashomon",
    "diff c.rashomon Harbour Northern",
    "gaps c.rashomon",
    "origins c.rashomon",
    "entities c.rashomon",
    "judge rename c.rashomon Velm Velmburg --reason x --by ana",
    "judgements c.rashomon",
    "redact c.rashomon Ostrel --reason x --by ana",
    "redactions c.rashomon",
    "review c.rashomon",
    "judge rename c.rashomon Velm Velmstadt --dry-run",
    "search c.rashomon market",
    "search c.rashomon nothing-there",
    "explain c.rashomon 1",
    "verify c.rashomon",
    "places import c.rashomon places.tsv",
    "places list c.rashomon",
    "sources import c.rashomon sources.csv",
    "sources list c.rashomon",
    "sources records c.rashomon",
    "sources show c.rashomon Harbour",
    "entities c.rashomon --record Velm",
    "rulebooks list c.rashomon",
    "rulebooks check own.toml",
    "rulebooks import c.rashomon own.toml",
    "export c.rashomon --format json -o x.json",
    "export c.rashomon --format csv -o csv",
    "export c.rashomon --format parquet -o parquet",
    "export c.rashomon --format geojson -o x.geojson",
    "export c.rashomon --format ftm -o x.ftm",
    "export c.rashomon --format jsonld -o x.jsonld",
    "export c.rashomon --format acled -o x.acled",
    "export c.rashomon --format ucdp -o x.ucdp",
    "export c.rashomon --format plover -o x.plover",
    "export c.rashomon",
    "dossier c.rashomon -o x.html",
    "dossier c.rashomon 1 --texts -o y.html",
    "compare names pairs.tsv",
    "schema case",
    "codings c.rashomon --draw claim -n 3",
    "code c.rashomon ht-1#c1 yes --by ana",
    "codings c.rashomon --for ana",
    "agreement c.rashomon",
    "log c.rashomon",
    "history c.rashomon ht-1",
    "gone c.rashomon ht-1 --reason x --by ana",
    "reread c.rashomon --by ana",
    "head c.rashomon",
    "keys new ana",
    "bundle c.rashomon 1 -o b.zip",
    "verify b.zip",
    "salvage c.rashomon saved.rashomon",
    "watch c.rashomon inbox --once",
    "demo --case d.rashomon",
    "completions bash",
    "man",
];

/// The runs whose command the program has.
pub fn runs() -> Vec<&'static str> {
    let words = ["gone", "reread", "keys", "bundle", "salvage", "watch", "log", "history", "head"];
    let help = crate::program::ran(crate::program::command().arg("--help")).ends(0).out;
    let known = |word: &str| help.lines().any(|line| line.trim_start().starts_with(word));
    let there = |run: &&str| words.iter().all(|w| !run.starts_with(w) || known(&format!("{w} ")));
    let bundles = known("bundle ");
    RUNS.iter().copied().filter(there).filter(|run| bundles || !run.contains("b.zip")).collect()
}

/// A folder with a case of two strikes, `c.rashomon`, and every file that the runs name.
pub fn prepared() -> Folder {
    let folder = Folder::with_case(&reports::war());
    std::fs::create_dir(folder.path("inbox")).unwrap();
    folder.write("inbox/late.jsonl", "{\"id\": \"late\", \"text\": \"Two died in Velm.\"}\n");
    folder.write("bad.jsonl", "not json\n{\"text\": \"Two people were killed.\"}\n");
    folder.write(
        "map.toml",
        crate::program::ran(crate::program::command().args(["add", "--map-example"])).ends(0).out,
    );
    folder.write(
        "register.csv",
        "case no;day;village;dead;what happened\n1;04/03/2031;Velm;3;air strike\n",
    );
    folder.write("places.tsv", "name\tlat\tlon\tcountry\nVelm\t31.2\t20.1\tLY\n");
    folder.write("sources.csv", "source,leaning,party\nHarbour Times,leans to,Northern Front\n");
    folder.write("own.toml", "name = \"own\"\nversion = \"1\"\nextends = \"airwars\"\n");
    folder.write("pairs.tsv", "a\tb\tkind\nOmar Dessin\tUmar Desin\tperson\n");
    folder
}

/// Tells whether a run ended as it may.
pub fn ended_well(run: &str, code: i32) -> bool {
    (0..=if run.contains("bad.") { 2 } else { 1 }).contains(&code)
}

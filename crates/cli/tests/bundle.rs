//! `bundle` and the check of one: by us without the case, by hand with sha256sum and python3, and against hostile files.

use std::path::Path;
use std::process::Command;

use crate::program::{Folder, command, ran, skipped};
use crate::reports;

/// A case of several reports, one of them revised and judged, with a signed head in its log.
fn case() -> Folder {
    let folder = Folder::with_case(&reports::war());
    folder.run(&["keys", "new", "ana", "--no-password"]).ends(0);
    folder.run(&["head", "c.rashomon", "--sign", "ana.key", "-o", "early.txt"]).ends(0);
    folder.write("more.jsonl", reports::many(3));
    folder.run(&["add", "-q", "c.rashomon", "more.jsonl"]).ends(0);
    folder
}

/// Unpacks with Python, so that nothing of ours is in it; false where there is none.
fn unpacked(folder: &Folder, bundle: &str, to: &str) -> bool {
    folder.python(&format!("import zipfile\nzipfile.ZipFile('{bundle}').extractall('{to}')"))
}

/// The fenced blocks of a language on the bundle's own page.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Does what the page says, in its order, with nothing but sh, sha256sum and python3; says whether all of it ended well.
fn by_hand(page: &str, folder: &Path) -> bool {
    let ends_well = |program: &str, script: &str| {
        let done =
            Command::new(program).arg("-c").arg(script).current_dir(folder).output().unwrap();
        done.status.success()
    };
    let sh = blocks(page, "sh");
    let python = blocks(page, "python");
    // Where every report is withheld there is no record to begin with by hand.
    assert!((1..=2).contains(&sh.len()) && python.len() == 1, "the page shows steps to run");
    sh.iter().all(|script| ends_well("sh", &format!("set -e\n{script}")))
        && python.iter().all(|script| ends_well("python3", script))
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out.sort();
    out
}

#[test]
fn a_bundle_is_checked_without_its_case() {
    let folder = case();
    let made = folder
        .run(&["bundle", "c.rashomon", "1", "-o", "b.zip", "--json"])
        .ends(0)
        .json()
        .remove(0);
    assert!(made["records"].as_u64().unwrap() >= 3, "{made}");
    folder.run(&["bundle", "c.rashomon", "1", "-o", "again.zip"]).ends(0);
    let bytes = |name: &str| std::fs::read(folder.path(name)).unwrap();
    assert_eq!(bytes("b.zip"), bytes("again.zip"), "the same case gives the same bytes");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path("b.zip")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let elsewhere = Folder::new();
    elsewhere.write("anything", bytes("b.zip"));
    let told = elsewhere.run(&["verify", "anything"]).ends(0).out;
    assert!(told.contains("everything in the bundle holds together"), "{told}");
    let checked = elsewhere.run(&["verify", "anything", "--json"]).ends(0).json().remove(0);
    for step in checked["steps"].as_array().unwrap() {
        assert_eq!(step["holds"], true, "{step}");
        assert!(step["checked"].as_u64().unwrap() > 0, "{step} looked at something");
    }
    // The head of the bundle is one that the case continues.
    elsewhere.write("h.json", checked["head"].to_string());
    std::fs::copy(elsewhere.path("h.json"), folder.path("h.json")).unwrap();
    folder.run(&["head", "c.rashomon", "--check", "h.json"]).ends(0);
}

#[test]
fn every_event_and_no_raw_bytes_also_make_a_bundle() {
    let folder = case();
    folder.run(&["bundle", "c.rashomon", "--all", "-o", "all.zip"]).ends(0);
    folder.run(&["verify", "all.zip"]).ends(0);
    folder.run(&["bundle", "c.rashomon", "--all", "-o", "bare.zip", "--without-raw"]).ends(0);
    folder.run(&["verify", "bare.zip"]).ends(0);
    let size = |name: &str| std::fs::metadata(folder.path(name)).unwrap().len();
    assert!(size("bare.zip") < size("all.zip"));
    folder.run(&["bundle", "c.rashomon", "V-none", "-o", "x.zip"]).ends(1).says(&["V-none"]);
    folder.run(&["bundle", "c.rashomon", "1", "-o", "c.rashomon"]).ends(2).says(&["left as it is"]);
    folder.run(&["bundle", "c.rashomon", "-o", "x.zip"]).ends(2);
    folder.run(&["bundle", "c.rashomon", "1", "-o", "then.zip", "--as-of", "8"]).ends(0);
    folder.run(&["verify", "then.zip"]).ends(0);
    assert!(!folder.path("x.zip").exists());
}

#[test]
fn the_page_in_a_bundle_checks_it_by_hand_and_notices_every_changed_file() {
    let folder = case();
    folder.run(&["bundle", "c.rashomon", "--all", "-o", "b.zip"]).ends(0);
    if !unpacked(&folder, "b.zip", "open") {
        return;
    }
    let open = folder.path("open");
    let page = std::fs::read_to_string(open.join("README.md")).unwrap();
    assert!(by_hand(&page, &open), "the page's own steps hold");
    let manifest = std::fs::read(open.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let schema = folder.run(&["schema", "bundle"]).ends(0).out;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    for name in schema["required"].as_array().unwrap() {
        assert!(manifest.get(name.as_str().unwrap()).is_some(), "{name}");
    }
    let all = files(&open);
    assert!(all.len() > 20, "{}", all.len());
    for path in &all {
        let whole = std::fs::read(path).unwrap();
        let mut changed = whole.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        std::fs::write(path, &changed).unwrap();
        assert!(!by_hand(&page, &open), "a flipped bit in {} was not noticed", path.display());
        std::fs::write(path, &whole).unwrap();
    }
    std::fs::write(open.join("records/added.json"), "{}").unwrap();
    assert!(!by_hand(&page, &open), "an added file was not noticed");
    std::fs::remove_file(open.join("records/added.json")).unwrap();
    assert!(by_hand(&page, &open), "nothing else was touched");
}

#[test]
fn sums_made_anew_do_not_hide_a_change() {
    let folder = case();
    folder.run(&["bundle", "c.rashomon", "--all", "-o", "b.zip"]).ends(0);
    // Somebody changes a file, and everything that sums it up, with all the care there is.
    let forge = |what: &str, to: &str| {
        folder.python(&format!(
            "
import hashlib, json, zipfile
old = zipfile.ZipFile('b.zip')
files = {{name: old.read(name) for name in old.namelist()}}
def find(start, words):
    return next(n for n in sorted(files) if n.startswith(start) and words in files[n])
{what}
manifest = json.loads(files['manifest.json'])
for row in manifest['files']:
    row['sha256'] = hashlib.sha256(files[row['path']]).hexdigest()
    row['size'] = len(files[row['path']])
files['manifest.json'] = json.dumps(manifest).encode()
files['SHA256SUMS'] = ''.join(hashlib.sha256(files[n]).hexdigest() + '  ' + n + '\\n'
    for n in sorted(files) if n != 'SHA256SUMS').encode()
with zipfile.ZipFile('{to}', 'w', zipfile.ZIP_DEFLATED) as new:
    for name in sorted(files):
        new.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
"
        ))
    };
    if !forge("pass", "same.zip") {
        return;
    }
    folder.run(&["verify", "same.zip"]).ends(0);
    for (name, change, says) in [
        (
            "record",
            "n = find('records/', b'killed')\nfiles[n] = files[n].replace(b'killed', b'thanked')",
            "proves another record",
        ),
        (
            "text",
            "n = find('texts/', b'killed')\nfiles[n] = files[n].replace(b'killed', b'thanked')",
            "is not the text of its record",
        ),
        (
            "raw",
            "n = find('raw/', b'killed')\nfiles[n] = files[n].replace(b'killed', b'thanked')",
            "has another sum than its name",
        ),
        (
            "quote",
            "files['events.json'] = files['events.json'].replace(b'killed', b'thanked')",
            "does not stand|do not stand|is not the one",
        ),
        (
            "dossier",
            "files['dossier.html'] = files['dossier.html'].replace(b'killed', b'thanked')",
            "are not those of events.json",
        ),
        (
            "proof",
            "n = find('proofs/', b'left')\nfiles[n] = files[n].replace(b'left', b'right')",
            "sides",
        ),
        (
            "head",
            "h = json.loads(files['head.json'])\nh['size'] += 1\nfiles['head.json'] = json.dumps(h).encode()",
            "differ",
        ),
        (
            "order",
            "a, b = sorted(n for n in files if n.startswith('records/'))[:2]\nfiles[a], files[b] = files[b], files[a]",
            "it says that it stands at",
        ),
    ] {
        let to = format!("{name}.zip");
        assert!(forge(change, &to));
        let told = folder.run(&["verify", &to]).ends(1).out;
        assert!(says.split('|').any(|words| told.contains(words)), "{name}: {told}");
    }
}

#[test]
fn hostile_files_are_refused_with_their_reason() {
    let folder = case();
    folder.run(&["bundle", "c.rashomon", "1", "-o", "b.zip"]).ends(0);
    let script = "
import zipfile, shutil, struct
old = zipfile.ZipFile('b.zip')
def copy(to, extra):
    with zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info), zipfile.ZIP_DEFLATED)
        extra(new)
copy('extra.zip', lambda z: z.writestr('records/extra.json', '{}'))
copy('slip.zip', lambda z: z.writestr('../../slip.txt', 'x'))
copy('root.zip', lambda z: z.writestr('/etc/slip', 'x'))
copy('bomb.zip', lambda z: z.writestr('raw/bomb.bin', b'\\0' * 50_000_000, zipfile.ZIP_DEFLATED))
import warnings; warnings.simplefilter('ignore')
copy('twice.zip', lambda z: z.writestr('README.md', 'another'))
link = zipfile.ZipInfo('records/link.json'); link.external_attr = 0o120777 << 16; link.create_system = 3
copy('link.zip', lambda z: z.writestr(link, '/etc/passwd'))
whole = open('b.zip', 'rb').read()
open('tail.zip', 'wb').write(whole + b'more')
open('front.zip', 'wb').write(whole[:0] + b'PK\\x03\\x04 more' + whole)
open('cut.zip', 'wb').write(whole[:len(whole) * 2 // 3])
open('empty.zip', 'wb').write(b'PK\\x03\\x04')
with zipfile.ZipFile('less.zip', 'w') as new:
    for info in old.infolist():
        if not info.filename.startswith('proofs/'):
            new.writestr(zipfile.ZipInfo(info.filename), old.read(info))
other = zipfile.ZipFile('other.zip', 'w'); other.writestr('a.txt', 'a'); other.close()
";
    if !folder.python(script) {
        return;
    }
    for (name, says) in [
        ("extra", "was added"),
        ("slip", "no name that a bundle has"),
        ("root", "no name that a bundle has"),
        ("bomb", "no evidence packs so well"),
        ("twice", "twice"),
        ("link", "no plain file"),
        ("tail", "cut off, or something was added"),
        ("front", ""),
        ("cut", "cut off"),
        ("empty", "cut off"),
        ("less", "is missing"),
        ("other", "SHA256SUMS is missing"),
    ] {
        let ran = folder.run(&["verify", &format!("{name}.zip")]).ends(1);
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains(says), "{name}: {told}");
    }
    // A file that is neither case nor bundle is told apart as before.
    folder.write("page.txt", "plain words");
    folder.run(&["verify", "page.txt"]).ends(2);
}

#[test]
fn any_flipped_byte_of_the_file_itself_is_noticed() {
    let folder = case();
    folder.run(&["bundle", "c.rashomon", "1", "-o", "b.zip"]).ends(0);
    let whole = std::fs::read(folder.path("b.zip")).unwrap();
    let step = (whole.len() / 60).max(1);
    let mut unnoticed = Vec::new();
    for at in (4..whole.len()).step_by(step) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        folder.write("f.zip", &changed);
        if folder.run(&["verify", "f.zip"]).code == 0 {
            unnoticed.push(at);
        }
    }
    // Times and permissions of entries carry nothing that is evidence; every byte of content must count.
    assert!(unnoticed.len() * 10 < 60, "{unnoticed:?} of {} bytes", whole.len());
}

#[test]
fn a_signed_bundle_is_checked_with_the_signers_key() {
    let folder = case();
    folder.run(&["keys", "new", "bo", "--no-password"]).ends(0);
    folder.run(&["bundle", "c.rashomon", "1", "-o", "s.zip", "--sign", "ana.key"]).ends(0);
    folder.run(&["verify", "s.zip", "--key", "ana.pub"]).ends(0);
    folder.run(&["verify", "s.zip", "--key", "bo.pub"]).ends(1);
    let told = folder.run(&["verify", "s.zip"]).ends(0).out;
    assert!(told.contains("not checked"), "{told}");
    folder.run(&["bundle", "c.rashomon", "1", "-o", "u.zip"]).ends(0);
    folder.run(&["verify", "u.zip", "--key", "ana.pub"]).ends(1);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    if !unpacked(&folder, "s.zip", "open") {
        return;
    }
    let page = std::fs::read_to_string(folder.path("open/README.md")).unwrap();
    assert!(by_hand(&page, &folder.path("open")), "the page's steps hold for a signed bundle too");
    let minisign = |file: &str| {
        let file = format!("open/{file}");
        Command::new("minisign")
            .args(["-V", "-p", "ana.pub", "-m", &file])
            .current_dir(folder.root())
            .output()
    };
    match minisign("SHA256SUMS") {
        Err(_) => skipped("SIGNATURES NOT CHECKED BY minisign: it is not installed"),
        Ok(done) => {
            assert!(done.status.success() && minisign("head.txt").unwrap().status.success())
        }
    }
}

#[test]
fn an_encrypted_bundle_opens_for_its_reader_only() {
    let folder = case();
    let with = |words: &str, args: &[&str]| {
        let mut command = command();
        command.args(args).current_dir(folder.root()).env("RASHOMON_PASSPHRASE", words);
        ran(&mut command)
    };
    with("harbour lights", &["bundle", "c.rashomon", "1", "-o", "p.age", "--passphrase"]).ends(0);
    with("harbour lights", &["verify", "p.age"]).ends(0);
    with("market square", &["verify", "p.age"]).ends(2).says(&["cannot be decrypted"]);
    folder.run(&["verify", "p.age"]).ends(2).says(&["RASHOMON_PASSPHRASE"]);
    folder
        .run(&["bundle", "c.rashomon", "1", "-o", "n.age", "--encrypt-to", "age1no"])
        .ends(2)
        .says(&["no recipient"]);
    assert!(!folder.path("n.age").exists());
    let sealed = std::fs::read(folder.path("p.age")).unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("dossier.html"), "nothing of it shows");
    let mut changed = sealed.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    folder.write("changed.age", &changed);
    assert_ne!(with("harbour lights", &["verify", "changed.age"]).code, 0);

    let age = |program: &str, args: &[&str]| {
        Command::new(program).args(args).current_dir(folder.root()).output()
    };
    let Ok(made) = age("age-keygen", &["-o", "key.txt"]) else {
        skipped("ENCRYPTION NOT CHECKED BY age: it is not installed (Debian: apt-get install age)");
        return;
    };
    assert!(made.status.success());
    let recipient =
        String::from_utf8(age("age-keygen", &["-y", "key.txt"]).unwrap().stdout).unwrap();
    let recipient = recipient.trim();
    folder.run(&["bundle", "c.rashomon", "1", "-o", "r.age", "--encrypt-to", recipient]).ends(0);
    folder.run(&["verify", "r.age", "--identity", "key.txt"]).ends(0);
    assert!(age("age", &["-d", "-i", "key.txt", "-o", "r.zip", "r.age"]).unwrap().status.success());
    folder.run(&["verify", "r.zip"]).ends(0);
    assert!(age("age", &["-r", recipient, "-o", "t.age", "r.zip"]).unwrap().status.success());
    folder.run(&["verify", "t.age", "--identity", "key.txt"]).ends(0);
    age("age-keygen", &["-o", "other.txt"]).unwrap();
    folder
        .run(&["verify", "r.age", "--identity", "other.txt"])
        .ends(2)
        .says(&["cannot be decrypted"]);
}

#[test]
fn withheld_words_are_nowhere_in_a_bundle_and_their_place_is_proved() {
    let folder = case();
    let text = std::fs::read_to_string(folder.path("reports.jsonl")).unwrap();
    assert!(text.contains("Velm"));
    folder.run(&["redact", "c.rashomon", "Velm", "--reason", "a source asked for it"]).ends(0);
    folder.run(&["verify", "c.rashomon"]).ends(0);
    folder.run(&["bundle", "c.rashomon", "--all", "-o", "w.zip"]).ends(0);
    let told = folder.run(&["verify", "w.zip"]).ends(0).out;
    assert!(told.contains("holds together"), "{told}");
    if !unpacked(&folder, "w.zip", "open") {
        return;
    }
    let open = folder.path("open");
    let mut withheld = 0;
    for path in files(&open) {
        let bytes = std::fs::read(&path).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("Velm"), "{}", path.display());
        withheld += usize::from(path.to_string_lossy().ends_with(".withheld.json"));
    }
    assert!(withheld >= 2, "reports and the readings made of them: {withheld}");
    let page = std::fs::read_to_string(open.join("README.md")).unwrap();
    assert!(
        page.contains("Withheld:") && by_hand(&page, &open),
        "the page's steps hold with holes too"
    );
}

#[test]
fn a_claim_that_a_person_added_stands_on_its_judgement() {
    let folder = case();
    let events = folder.run(&["events", "c.rashomon", "--json"]).ends(0).json();
    let event = events[0]["id"].as_str().unwrap().to_owned();
    let report = events[0]["reports"][0].as_str().unwrap().to_owned();
    let text = folder.run(&["explain", "c.rashomon", &report, "--json"]).ends(0).json().remove(0);
    let words: Vec<char> = text["text"].as_str().unwrap().chars().take(8).collect();
    let args = [
        "judge",
        "add",
        "c.rashomon",
        &report,
        "--span",
        "0",
        "8",
        "--slot",
        "injured",
        "--value",
        "3",
    ];
    folder.run(&[&args[..], &["--event", &event, "--reason", "the words say so"]].concat()).ends(0);
    folder.run(&["bundle", "c.rashomon", &event, "-o", "j.zip"]).ends(0);
    folder.run(&["verify", "j.zip"]).ends(0);
    if unpacked(&folder, "j.zip", "open") {
        let shown = std::fs::read_to_string(folder.path("open/events.json")).unwrap();
        let quote: String = words.into_iter().collect();
        assert!(shown.contains(&format!("\"quote\":\"{quote}\"")), "the added claim is in it");
    }
}

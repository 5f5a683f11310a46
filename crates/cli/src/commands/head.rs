//! `rashomon head`: what stands for the whole case, signed where asked for; and whether the case
//! still continues one noted earlier.

use std::path::{Path, PathBuf};

use rashomon::head::{PublicKey, Signer, TreeHead};
use rashomon::{CaseFile, export};
use serde_json::json;

use super::export::unwritten;
use crate::args::head::HeadArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;
use crate::secret;

/// Largest file that is taken for a head, a key or a signature.
const SMALL: u64 = 1 << 16;

/// Prints, signs or checks a head.
pub fn run(args: &HeadArgs) -> Result<Outcome, CommandError> {
    if let Some(path) = &args.check {
        return check(args, path);
    }
    if let Some(key) = &args.sign {
        return sign(args, key);
    }
    let head = args.case.open_log()?.tree_head()?;
    let mut output = Output::open();
    match args.json {
        true => output.json(&head)?,
        false => output.line(head.text().trim_end())?,
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn sign(args: &HeadArgs, key: &Path) -> Result<Outcome, CommandError> {
    let signer = signer(key)?;
    if args.case.is_earlier() {
        return Err(CommandError::failed(
            "what is signed is kept in the log, and an earlier state cannot be written to; leave --as-of out",
        ));
    }
    let mut case = CaseFile::open(args.case.path())?;
    let at = jiff::Timestamp::now().to_string();
    let (head, signed) = case.sign_head(&signer, (&at, &args.by))?;
    let path = args.output.clone().unwrap_or_else(|| beside(args.case.path(), head.size));
    let signature = signature_of(&path);
    for (path, text) in [(&path, &signed.text), (&signature, &signed.signature)] {
        export::write_private(path, |out| out.write_all(text.as_bytes()))
            .map_err(|e| unwritten(path, &e))?;
    }
    let mut output = Output::open();
    match args.json {
        true => output.json(&json!({
            "head": head,
            "signature": signed.signature,
            "public_key": signed.public_key,
            "file": path.to_string_lossy(),
        }))?,
        false => output.line(signed.text.trim_end())?,
    }
    output.close()?;
    say(&format!(
        "Signed with the key {} and kept in the log; {} and {} can be given away.",
        signer.public().id(),
        path.display(),
        signature.display()
    ));
    Ok(Outcome::Done)
}

fn check(args: &HeadArgs, path: &Path) -> Result<Outcome, CommandError> {
    let text = small(path, "the head")?;
    let noted = TreeHead::read(&text).map_err(|why| {
        CommandError::failed(format!(
            "{} is no head: {why}; give the text or the JSON that `rashomon head` prints",
            path.display()
        ))
    })?;
    let signed = args.key.as_deref().map(|key| signature(path, &text, key)).transpose()?;
    let found = args.case.open_log()?.check_head(&noted)?;
    let signature_holds = signed.as_ref().is_none_or(Result::is_ok);
    let mut output = Output::open();
    if args.json {
        let signature = signed.as_ref().map(|signed| match signed {
            Ok(comment) => json!({"holds": true, "comment": comment}),
            Err(why) => json!({"holds": false, "why": why}),
        });
        output.json(&json!({
            "holds": found.holds && signature_holds, "why": found.why, "noted": found.noted,
            "now": found.now, "proof": found.proof, "signature": signature,
        }))?;
    } else {
        output.line(match &found.why {
            None if found.noted.size == found.now.size => {
                format!("The case is at this head: {} records.", found.now.size)
            }
            None => format!(
                "The case continues this head: {} records then, {} now, the first {} unchanged.",
                found.noted.size, found.now.size, found.noted.size
            ),
            Some(why) => format!("The case does not continue this head: {why}."),
        })?;
        match &signed {
            Some(Ok(comment)) => output.line(format!("The signature holds: {comment}."))?,
            Some(Err(why)) => output.line(format!("The signature does not hold: {why}."))?,
            None => {}
        }
    }
    output.close()?;
    if args.key.is_none() && signature_of(path).exists() {
        say("Its signature was not checked; --key PUB does.");
    }
    Ok(if found.holds && signature_holds { Outcome::Done } else { Outcome::Nothing })
}

/// Checks the signature beside a file; the inner error is that it does not hold.
fn signature(path: &Path, text: &str, key: &str) -> Result<Result<String, String>, CommandError> {
    let key = public_key(key)?;
    let signature = small(&signature_of(path), "the signature")?;
    Ok(key.verify(text.as_bytes(), &signature))
}

/// Reads a secret key, asking for its password where it has one.
pub fn signer(path: &Path) -> Result<Signer, CommandError> {
    let text = small(path, "the secret key")?;
    let mut refused = None;
    let asked = || {
        let prompt = format!("Password of {}: ", path.display());
        secret::ask(&prompt, secret::PASSWORD).map_err(|error| refused = Some(error)).ok()
    };
    let signer = Signer::read(&text, asked);
    match refused {
        Some(error) => Err(error),
        None => Ok(signer?),
    }
}

/// Reads a public key: a file, or the key itself.
pub fn public_key(given: &str) -> Result<PublicKey, CommandError> {
    let path = Path::new(given);
    match path.exists() {
        true => Ok(PublicKey::read(&small(path, "the public key")?)?),
        false => PublicKey::read(given).map_err(|_| {
            CommandError::failed(format!(
                "there is no public key {given}; give a file, or the line of it that begins with RW"
            ))
        }),
    }
}

/// Reads a small text file.
pub fn small(path: &Path, what: &str) -> Result<String, CommandError> {
    let length = std::fs::metadata(path).map(|found| found.len());
    let read = length.and_then(|length| match length {
        0..SMALL => std::fs::read_to_string(path),
        _ => Err(std::io::Error::other("it is too large to be that")),
    });
    read.map_err(|e| {
        CommandError::failed(format!("cannot read {what} {}: {e}; check the file", path.display()))
    })
}

/// `week.rashomon` and 42 give `week.head-42.txt`.
fn beside(case: &Path, size: u64) -> PathBuf {
    case.with_extension(format!("head-{size}.txt"))
}

fn signature_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".minisig");
    name.into()
}

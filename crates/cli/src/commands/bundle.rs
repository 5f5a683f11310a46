//! `rashomon bundle`: events with everything they rest on, in one file that is checked without the
//! case; and the check of such a file.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use rashomon::bundle::{self, Archive, Checked, Lock, Unlock};
use rashomon::{CaseFile, EvidenceRequest, export};
use serde_json::json;

use super::export::unwritten;
use super::head::{public_key, signer, small};
use crate::args::bundle::BundleArgs;
use crate::args::verify::VerifyArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;
use crate::progress;
use crate::sanitize::one_line;
use crate::secret;

/// Writes a bundle.
pub fn run(args: &BundleArgs) -> Result<Outcome, CommandError> {
    let lock = lock(args)?;
    let signer = args.sign.as_deref().map(signer).transpose()?;
    let file = args.case.open()?;
    let mut events = Vec::new();
    for event in &args.events {
        events.push(file.find_event(event)?.id);
    }
    if args.all {
        events = file.events()?.into_iter().map(|event| event.id).collect();
    }
    if events.is_empty() {
        return Err(CommandError::nothing(format!(
            "{} has no event to bundle; add reports first",
            args.case.path().display()
        )));
    }
    let at = jiff::Timestamp::now().to_string();
    let signed = match &signer {
        None => None,
        Some(_) if args.case.is_earlier() => {
            return Err(CommandError::failed(
                "a signed head is kept in the log, and an earlier state cannot be written to; leave --as-of or --sign out",
            ));
        }
        Some(signer) => {
            let mut case = CaseFile::open(args.case.path())?;
            let (head, signed) = case.sign_head(signer, (&at, &args.by))?;
            Some((signer, head, signed))
        }
    };
    let bar = progress::steps(args.quiet);
    bar.set_message("gathering records and proofs");
    let request = EvidenceRequest { events, without_raw: args.without_raw, signed, at };
    // A signed head is a record more: what is shown is the case with it.
    let file = if signer.is_some() { args.case.open()? } else { file };
    let files = file.evidence(&request)?;
    bar.set_message("packing");
    let packed = bundle::zip(&files).map_err(|e| {
        CommandError::failed(format!("cannot pack the bundle: {e}; choose fewer events"))
    })?;
    export::write_private(&args.output, |out| match &lock {
        Some(lock) => bundle::seal(lock, &packed, out),
        None => out.write_all(&packed),
    })
    .map_err(|e| unwritten(&args.output, &e))?;
    bar.finish_and_clear();
    let records = files.keys().filter(|name| name.starts_with("records/")).count();
    if args.json {
        let mut output = Output::open();
        output.json(&json!({
            "file": args.output.to_string_lossy(), "events": request.events, "records": records,
            "files": files.len(), "encrypted": lock.is_some(), "signed": signer.is_some(),
        }))?;
        output.close()?;
    }
    say(&format!(
        "{} with {records} records and {} files; `rashomon verify {0}` checks it.",
        args.output.display(),
        files.len()
    ));
    Ok(Outcome::Done)
}

fn lock(args: &BundleArgs) -> Result<Option<Lock>, CommandError> {
    if args.passphrase {
        let words = secret::ask_twice("Passphrase for the bundle: ", secret::PASSPHRASE)?;
        return Ok(Some(Lock::passphrase(words)));
    }
    match args.encrypt_to.as_slice() {
        [] => Ok(None),
        some => Ok(Some(Lock::recipients(some)?)),
    }
}

/// Checks a bundle, decrypting it where it is encrypted; nothing where the file is none.
pub fn verify(args: &VerifyArgs) -> Result<Option<Outcome>, CommandError> {
    let mut beginning = [0; 32];
    let Ok(mut file) = File::open(&args.case) else { return Ok(None) };
    let mut read = 0;
    while let Ok(more) = file.read(beginning.get_mut(read..).unwrap_or_default()) {
        if more == 0 {
            break;
        }
        read += more;
    }
    let beginning = beginning.get(..read).unwrap_or_default();
    let is_sealed = bundle::is_sealed(beginning);
    if !is_sealed && !beginning.starts_with(bundle::BEGINS) {
        return Ok(None);
    }
    if args.rebuild {
        return Err(CommandError::failed("a bundle has no derived tables; leave --rebuild out"));
    }
    let unread = |e: std::io::Error| {
        CommandError::failed(format!("cannot read {}: {e}", args.case.display()))
    };
    file.rewind().map_err(unread)?;
    let bar = progress::steps(args.quiet);
    bar.set_message("checking the bundle");
    let checked = match is_sealed {
        true => check(bundle::unseal(file, &unlock(args)?)?, args)?,
        false => check(BufReader::new(file), args)?,
    };
    bar.finish_and_clear();
    show(&checked, args).map(Some)
}

fn check<R: Read + Seek>(reader: R, args: &VerifyArgs) -> Result<Checked, CommandError> {
    let key = args.key.as_deref().map(public_key).transpose()?;
    let mut archive = Archive::open(reader).map_err(|why| {
        CommandError::nothing(format!(
            "{} is no bundle that can be trusted: {}; ask for it again",
            args.case.display(),
            one_line(&why)
        ))
    })?;
    Ok(bundle::check(&mut archive, key.as_ref()))
}

fn unlock(args: &VerifyArgs) -> Result<Unlock, CommandError> {
    match &args.identity {
        Some(path) => Ok(Unlock::identities(&small(Path::new(path), "the identity")?)?),
        None => {
            let prompt = format!("Passphrase of {}: ", args.case.display());
            Ok(Unlock::passphrase(secret::ask(&prompt, secret::PASSPHRASE)?))
        }
    }
}

fn show(checked: &Checked, args: &VerifyArgs) -> Result<Outcome, CommandError> {
    let mut output = Output::open();
    if args.json {
        output.json(checked)?;
    } else {
        for step in &checked.steps {
            let mark = match step.holds {
                Some(true) => "holds",
                Some(false) => "DOES NOT HOLD",
                None => "not checked",
            };
            let why =
                step.why.as_deref().map_or_else(String::new, |why| format!(": {}", one_line(why)));
            output.line(format!("{mark:<14} {} ({}){why}", step.name, step.checked))?;
        }
        if let Some(head) = &checked.head {
            output.line(format!(
                "head of {} records, last entry {}, root {}",
                head.size,
                one_line(&head.at),
                head.root
            ))?;
        }
        output.line(match &checked.why {
            None if checked.ok => "everything in the bundle holds together".to_owned(),
            None => "the bundle does not hold".to_owned(),
            Some(why) => format!("the bundle does not hold: {}", one_line(why)),
        })?;
    }
    output.close()?;
    if checked.ok {
        say(
            "Compare the head with one noted or signed earlier: a bundle by itself shows that its parts fit together.",
        );
    }
    Ok(if checked.ok { Outcome::Done } else { Outcome::Nothing })
}

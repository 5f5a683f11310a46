//! `rashomon keys`: keys to sign heads with, as minisign has them.

use std::path::{Path, PathBuf};

use rashomon::export;
use rashomon::head::{NewKeys, PublicKey};

use super::export::unwritten;
use crate::args::keys::{KeysArgs, KeysWhat};
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;
use crate::secret;

/// Makes keys.
pub fn run(args: &KeysArgs) -> Result<Outcome, CommandError> {
    let KeysWhat::New { name, no_password } = &args.what;
    let (secret, public) = (ending(name, ".key"), ending(name, ".pub"));
    for path in [&secret, &public] {
        if path.exists() {
            return Err(CommandError::failed(format!(
                "{} is there already, keys are never replaced; choose another name",
                path.display()
            )));
        }
    }
    let password = match no_password {
        true => None,
        false => Some(secret::ask_twice("Password for the new key: ", secret::PASSWORD)?),
    };
    let keys = NewKeys::make(password)?;
    let write = |path: &Path, text: &str| {
        export::write_private(path, |out| out.write_all(text.as_bytes()))
            .map_err(|e| unwritten(path, &e))
    };
    write(&secret, &keys.secret)?;
    write(&public, &keys.public)?;
    let mut output = Output::open();
    output.line(PublicKey::read(&keys.public)?.line())?;
    output.close()?;
    say(&format!(
        "{} signs, keep it; {} checks, give it away.",
        secret.display(),
        public.display()
    ));
    Ok(Outcome::Done)
}

fn ending(name: &Path, ending: &str) -> PathBuf {
    let mut path = name.as_os_str().to_owned();
    path.push(ending);
    path.into()
}

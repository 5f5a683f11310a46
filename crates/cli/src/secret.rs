//! Passwords: from the environment where they are given there, else asked for without showing them.
//!
//! Never on the command line, which other users of the machine can read. Where nobody can be asked
//! the command ends and says which variable to set.

use std::io::IsTerminal;

use crate::error::CommandError;

/// Passphrase of an encrypted bundle.
pub const PASSPHRASE: &str = "RASHOMON_PASSPHRASE";
/// Password of a secret key.
pub const PASSWORD: &str = "RASHOMON_PASSWORD";

/// Gives a secret, from a variable or from whoever sits at the terminal.
pub fn ask(prompt: &str, variable: &str) -> Result<String, CommandError> {
    if let Some(given) = std::env::var_os(variable) {
        return given.into_string().map_err(|_| {
            CommandError::failed(format!("{variable} is not text; set it to words in UTF-8"))
        });
    }
    if !std::io::stdin().is_terminal() {
        return Err(CommandError::failed(format!(
            "nobody is there to be asked for a password; run it in a terminal, or set {variable}"
        )));
    }
    rpassword::prompt_password(prompt).map_err(|e| {
        CommandError::failed(format!("cannot ask for a password: {e}; set {variable}"))
    })
}

/// As [`ask`], twice where a person types it, so that no slip of the hand locks anything for good.
pub fn ask_twice(prompt: &str, variable: &str) -> Result<String, CommandError> {
    let first = ask(prompt, variable)?;
    if first.is_empty() {
        return Err(CommandError::failed("an empty password locks nothing; choose another"));
    }
    if std::env::var_os(variable).is_none() && ask("The same again: ", variable)? != first {
        return Err(CommandError::failed("the two passwords differ; try again"));
    }
    Ok(first)
}

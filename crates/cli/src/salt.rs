//! Bytes that nobody can guess, from the system.

use crate::error::CommandError;

/// Returns fresh ones; without any nothing may be entered, because a guessable salt is none.
pub fn seed() -> Result<[u8; 32], CommandError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|why| {
        CommandError::failed(format!("the system gives no random bytes: {why}; try again"))
    })?;
    Ok(bytes)
}

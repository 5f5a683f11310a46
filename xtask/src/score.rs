//! (to be written)

/// Runs the command.
pub fn run(_args: &[String]) -> Result<(), String> {
    Err("not written yet".to_owned())
}

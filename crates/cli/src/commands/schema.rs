//! `rashomon schema`: JSON Schemas of what is printed.

use rashomon::json::schema::{NAMES, schema};

use crate::args::SchemaArgs;
use crate::error::{CommandError, Outcome};
use crate::output::Output;

/// Prints the schema of a shape.
pub fn run(args: &SchemaArgs) -> Result<Outcome, CommandError> {
    let Some(schema) = schema(&args.name) else {
        return Err(CommandError::nothing(format!(
            "no shape is called `{}`; there are {}",
            args.name,
            NAMES.join(", ")
        )));
    };
    let mut output = Output::open();
    output.line(serde_json::to_string_pretty(&schema).unwrap_or_default())?;
    output.close()?;
    Ok(Outcome::Done)
}

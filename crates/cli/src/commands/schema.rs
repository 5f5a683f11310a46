//! `rashomon schema`: JSON Schemas of what is printed, and the description of the workbench's API.

use rashomon::json::schema::{NAMES, schema};

use crate::args::SchemaArgs;
use crate::error::{CommandError, Outcome};
use crate::output::Output;

/// Prints the schema of a shape.
pub fn run(args: &SchemaArgs) -> Result<Outcome, CommandError> {
    let found = match args.name.as_str() {
        "api" => Some(rashomon_web::document()),
        name => schema(name),
    };
    let Some(schema) = found else {
        return Err(CommandError::nothing(format!(
            "no shape is called `{}`; there are {}, api",
            args.name,
            NAMES.join(", ")
        )));
    };
    let mut output = Output::open();
    output.line(serde_json::to_string_pretty(&schema).unwrap_or_default())?;
    output.close()?;
    Ok(Outcome::Done)
}

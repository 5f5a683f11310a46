//! `rashomon serve`: the workbench in the browser.

use std::sync::Arc;

use rashomon_web::{Options, Server};

use crate::args::serve::ServeArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;
use crate::salt;

/// The port that is tried first, so that addresses stay.
const PORT: u16 = 8420;

/// Serves a case until it is told to end.
pub fn run(args: &ServeArgs) -> Result<Outcome, CommandError> {
    if args.write && args.case.is_earlier() {
        return Err(CommandError::failed(
            "an earlier state cannot be judged on; leave out --write or --as-of".to_owned(),
        ));
    }
    let server = match (listen(args, args.port.unwrap_or(PORT)), args.port) {
        (Err(_), None) => listen(args, 0)?,
        (server, _) => server?,
    };
    let mut output = Output::open();
    output.line(server.url())?;
    output.close()?;
    say(match args.write {
        true => "Open it in a browser; judgements can be entered. Ctrl-C ends it.",
        false => "Open it in a browser; nothing can be changed without --write. Ctrl-C ends it.",
    });
    server.run().map_err(|why| CommandError::failed(why.to_string()))?;
    Ok(Outcome::Done)
}

fn listen(args: &ServeArgs, port: u16) -> Result<Server, CommandError> {
    let seed = salt::seed()?;
    let mut random = [0; 16];
    random.copy_from_slice(&seed[..16]);
    let clock = Arc::new(|| jiff::Timestamp::now().to_string());
    let mut options = Options::new(args.case.path(), random, clock);
    options.as_of = args.case.as_of();
    options.listen = args.listen;
    options.port = port;
    options.write = args.write;
    Server::listen(options).map_err(|why| CommandError::failed(why.to_string()))
}

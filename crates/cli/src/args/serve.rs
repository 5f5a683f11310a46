//! Options of `serve`.

use std::net::{IpAddr, Ipv4Addr};

use crate::args::case::CaseArg;

/// Options of `serve`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon serve week.rashomon
  rashomon serve week.rashomon --write
  rashomon serve week.rashomon --as-of 2031-03-04
  ssh -L 8420:127.0.0.1:8420 desk   then, on desk: rashomon serve week.rashomon --port 8420

Prints one address; open it in a browser. It holds a token: whoever has it may look, and with
--write judge. Nobody but this machine can ask: the server listens on the loopback address alone,
and asks nothing of any other. Without --write nothing in the case can be changed. Every page has
its twin as JSON under /api, described by /api/openapi.json, and a plain page without scripts, to
cite and print. Ctrl-C ends it.")]
pub struct ServeArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Let judgements be entered
    #[arg(long)]
    pub write: bool,
    /// The port; 8420 where it is free, else any
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address to listen on; only addresses of this machine alone are accepted
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub listen: IpAddr,
}

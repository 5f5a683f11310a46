//! The workbench: a server on the loopback address, stable pages, and the application.
//!
//! In: the path of a case, and what the caller brings from the machine (a clock, random bytes). Out: an
//! HTTP server that answers with the same values as the commands do: `/api` for scripts and the
//! application, plain pages to cite and print, and the application's own files from inside the binary.
//!
//! Must hold: nothing but the loopback address is listened on; nothing is asked of any other machine;
//! without [`Options::write`] no request changes the case; words of reports are text everywhere.

mod api;
mod app;
mod asked;
mod assets;
mod error;
mod guard;
mod page;
mod pages;
mod serve;
#[cfg(test)]
mod tests;
mod token;

pub use api::openapi::document;
pub use error::ServeError;
pub use serve::{Options, Server};

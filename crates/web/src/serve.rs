//! Starting the server and ending it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use rashomon::{AsOf, CaseFile};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::api;
use crate::app::{App, Made};
use crate::error::ServeError;
use crate::token::Token;

/// Returns the time of entry, RFC 3339; the caller's clock.
pub type Clock = Arc<dyn Fn() -> String + Send + Sync>;

/// How to serve a case.
pub struct Options {
    /// The case.
    pub case: PathBuf,
    /// Show it as it stood then; nothing can be entered.
    pub as_of: Option<AsOf>,
    /// The address to listen on; refused where it is not of this machine alone.
    pub listen: IpAddr,
    /// The port; any free one where it is 0.
    pub port: u16,
    /// Whether judgements may be entered.
    pub write: bool,
    /// Bytes nobody can guess, for the token.
    pub random: [u8; 16],
    /// The clock.
    pub clock: Clock,
}

impl Options {
    /// Serves a case for reading on the loopback address, on any free port.
    pub fn new(case: impl Into<PathBuf>, random: [u8; 16], clock: Clock) -> Options {
        let listen = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Options { case: case.into(), as_of: None, listen, port: 0, write: false, random, clock }
    }
}

/// A server that listens and has not begun to answer.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    app: App,
    address: SocketAddr,
}

impl Server {
    /// Opens the case and listens.
    ///
    /// # Errors
    /// Where the address is not of this machine alone, the port is taken, or the case does not open.
    pub fn listen(options: Options) -> Result<Server, ServeError> {
        if !options.listen.is_loopback() {
            return Err(ServeError(format!(
                "{} is reachable from other machines, which needs accounts and certificates, and \
                 there are none here; listen on 127.0.0.1 and reach it through a tunnel: \
                 ssh -L 8420:127.0.0.1:8420 THIS-MACHINE",
                options.listen
            )));
        }
        match options.as_of {
            Some(as_of) => drop(CaseFile::open_as_of(&options.case, as_of)?),
            None if options.write => drop(CaseFile::open(&options.case)?),
            None => drop(CaseFile::open_to_look(&options.case)?),
        }
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|why| ServeError(format!("cannot start: {why}")))?;
        let wanted = SocketAddr::new(options.listen, options.port);
        let listener = runtime.block_on(TcpListener::bind(wanted)).map_err(|why| {
            ServeError(format!("cannot listen on {wanted}: {why}; choose another with --port"))
        })?;
        let address = listener
            .local_addr()
            .map_err(|why| ServeError(format!("cannot tell the own address: {why}")))?;
        let app = App::new(Made {
            path: options.case,
            as_of: options.as_of,
            write: options.write,
            token: Token::of(options.random),
            port: address.port(),
            clock: options.clock,
        });
        Ok(Server { runtime, listener, app, address })
    }

    /// The address to open, with the token in it.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.app.token().as_str())
    }

    /// Answers until told to end (Ctrl-C); requests that have begun are answered.
    ///
    /// # Errors
    /// Where listening fails.
    pub fn run(self) -> Result<(), ServeError> {
        let Server { runtime, listener, app, .. } = self;
        let warm = app.clone();
        runtime.spawn_blocking(move || warm.whole().map(drop));
        let router = api::router(app);
        let served = runtime.block_on(async move {
            let ends = async { drop(tokio::signal::ctrl_c().await) };
            axum::serve(listener, router).with_graceful_shutdown(ends).await
        });
        served.map_err(|why| ServeError(format!("the server ended: {why}")))
    }
}

//! Accepts connections on loopback and hands each request to whom it is for.

use super::config_text::{with_console, with_graph};
use super::console::Console;
use super::control::Control;
use super::options::{Options, OptionsError};
use super::site::Site;
use super::tenant::Tenant;
use crate::net::{Request, Response};
use crate::recording::{MAX_BYTES, Recording, RecordingError};
use crate::vendor::vendor;
use futures_util::future::try_join;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::fs;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::rc::Rc;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::task::{LocalSet, spawn_local};

/// The port that is tried first when none is asked for.
const USUAL_PORT: u16 = 8080;
/// The largest request body taken, in bytes: a little more than the largest schema.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// A server that listens already; [`Server::run`] answers.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    origin: String,
    site: Site,
    console: Option<(TcpListener, Console)>,
    tenant: Tenant,
}

/// What is served at one of the addresses.
#[derive(Clone)]
enum Door {
    Site(Rc<Site>),
    Console(Rc<Console>),
}

/// The connection is dropped in place of an answer.
#[derive(Debug, Error)]
#[error("the connection is cut")]
struct Cut;

impl Server {
    /// Listens on loopback as `options` ask.
    ///
    /// # Errors
    /// When the port, the page, the configuration, the scenario, the knob or the recording cannot be had.
    pub async fn bind(options: Options) -> Result<Self, OptionsError> {
        let listener = listen(options.port).await?;
        let origin = format!("http://127.0.0.1:{}", port_of(&listener)?);
        let mut config = match &options.config {
            Some(file) => {
                let text = fs::read_to_string(file)
                    .map_err(|error| OptionsError::ConfigFile(file.clone(), error))?;
                Some(with_graph(text, &origin))
            }
            None => None,
        };
        // Another name of this machine is another site to browsers.
        let door = match options.console {
            Some(folder) => {
                let listener = bind(options.console_port.unwrap_or(0)).await?;
                Some((format!("http://localhost:{}", port_of(&listener)?), listener, folder))
            }
            None => None,
        };
        if let Some((console, ..)) = &door {
            let text = config.or_else(|| fs::read_to_string(options.dist.join("config.json")).ok());
            config = Some(with_console(text.unwrap_or_else(|| "{}".to_owned()), &origin, console));
        }
        let site = Site::new(options.dist, options.base, config)?;
        let tenant = match &options.replay {
            Some(file) => Tenant::replaying(recording(file)?),
            None => {
                let vendor = vendor(&site.config().product);
                Tenant::new(&vendor, &options.scenario, options.knob.as_deref(), 1)?
            }
        };
        let console = match door {
            Some((at, listener, folder)) => {
                Some((listener, Console::new(folder, at, (&origin, site.base()), site.config())?))
            }
            None => None,
        };
        Ok(Self { listener, origin, site, console, tenant })
    }

    /// The address to open: the demo, unless the page is configured to sign in.
    #[must_use]
    pub fn address(&self) -> String {
        let page = if self.site.is_configured() { "" } else { "demo/" };
        format!("{}{}{page}", self.origin, self.site.base())
    }

    /// The address of the console that embeds the page, if there is one.
    #[must_use]
    pub fn console_address(&self) -> Option<String> {
        self.console.as_ref().map(|(_, console)| console.address())
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When a listener fails.
    pub async fn run(self) -> io::Result<()> {
        let Self { listener, site, console, tenant, .. } = self;
        let control = Rc::new(Control::new(tenant, vendor(&site.config().product)));
        let site = accept(listener, Door::Site(Rc::new(site)), Rc::clone(&control));
        let both = async {
            match console {
                None => site.await,
                Some((listener, console)) => {
                    try_join(site, accept(listener, Door::Console(Rc::new(console)), control)).await.map(drop)
                }
            }
        };
        LocalSet::new().run_until(both).await
    }
}

/// The recording in `file`. Its size is asked for first.
fn recording(file: &Path) -> Result<Recording, OptionsError> {
    let unread = |error| OptionsError::RecordingFile(file.to_owned(), error);
    let wrong = |error| OptionsError::Recording(file.to_owned(), error);
    if fs::metadata(file).map_err(unread)?.len() > MAX_BYTES as u64 {
        return Err(wrong(RecordingError::TooLarge));
    }
    let text = fs::read_to_string(file).map_err(unread)?;
    Recording::parse(&text).map_err(wrong)
}

/// Answers at one address.
async fn accept(listener: TcpListener, door: Door, control: Rc<Control>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let (door, control) = (door.clone(), Rc::clone(&control));
        let service = service_fn(move |request| {
            let (door, control) = (door.clone(), Rc::clone(&control));
            async move { answer(&door, &control, request).await }
        });
        // A connection that a browser drops, or that is cut on purpose, concerns nobody else.
        spawn_local(async move {
            drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await)
        });
    }
}

/// Listens, prints one line with the address and one with the console's, and answers until the process ends.
///
/// # Errors
/// When it cannot listen or the options are wrong.
pub fn serve(options: Options) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = Server::bind(options).await?;
        println!("{}", server.address());
        if let Some(console) = server.console_address() {
            println!("{console} (a console that embeds it)");
        }
        Ok(server.run().await?)
    })
}

async fn listen(port: Option<u16>) -> Result<TcpListener, OptionsError> {
    match port {
        Some(port) => bind(port).await,
        None => match bind(USUAL_PORT).await {
            Ok(listener) => Ok(listener),
            Err(_) => bind(0).await,
        },
    }
}

async fn bind(port: u16) -> Result<TcpListener, OptionsError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| OptionsError::Port(port, error))
}

fn port_of(listener: &TcpListener) -> Result<u16, OptionsError> {
    listener.local_addr().map(|address| address.port()).map_err(|error| OptionsError::Port(0, error))
}

async fn answer(
    door: &Door,
    control: &Control,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, Cut> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY).collect().await.map_err(|_| Cut)?;
    let request = Request::from_parts(head, body.to_bytes().to_vec());
    let response: Response = match door {
        Door::Console(console) => console.answer(control, &request),
        Door::Site(_) if request.uri().path().starts_with("/__emulator/") => control.answer(&request),
        Door::Site(_) if request.uri().path().starts_with("/v1.0/") => {
            control.tenant(request).await.ok_or(Cut)?
        }
        Door::Site(site) => site.answer(&request),
    };
    Ok(response.map(|body| Full::new(Bytes::from(body))))
}

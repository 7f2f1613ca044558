//! Accepts connections on loopback and hands each request to whom it is for.

use super::control::Control;
use super::options::{Options, OptionsError};
use super::site::Site;
use super::tenant::Tenant;
use crate::net::{Request, Response};
use crate::recording::{MAX_BYTES, Recording, RecordingError};
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
    tenant: Tenant,
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
        let port = listener.local_addr().map_err(|error| OptionsError::Port(0, error))?.port();
        let origin = format!("http://127.0.0.1:{port}");
        let config = match &options.config {
            Some(file) => {
                let text = fs::read_to_string(file)
                    .map_err(|error| OptionsError::ConfigFile(file.clone(), error))?;
                Some(with_graph(text, &origin))
            }
            None => None,
        };
        let tenant = match &options.replay {
            Some(file) => Tenant::replaying(recording(file)?),
            None => Tenant::new(&options.scenario, options.knob.as_deref(), 1)?,
        };
        let site = Site::new(options.dist, options.base, config)?;
        Ok(Self { listener, origin, site, tenant })
    }

    /// The address to open: the demo, unless the page is configured to sign in.
    #[must_use]
    pub fn address(&self) -> String {
        let page = if self.site.is_configured() { "" } else { "demo/" };
        format!("{}{}{page}", self.origin, self.site.base())
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self) -> io::Result<()> {
        let Self { listener, site, tenant, .. } = self;
        let parts = Rc::new((site, Control::new(tenant)));
        let accept = async move {
            loop {
                let (stream, _) = listener.accept().await?;
                let parts = Rc::clone(&parts);
                let service = service_fn(move |request| {
                    let parts = Rc::clone(&parts);
                    async move { answer(&parts.0, &parts.1, request).await }
                });
                // A connection that a browser drops, or that is cut on purpose, concerns nobody else.
                spawn_local(async move {
                    drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await)
                });
            }
        };
        LocalSet::new().run_until(accept).await
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

/// Listens, prints one line with the address, and answers until the process ends.
///
/// # Errors
/// When it cannot listen or the options are wrong.
pub fn serve(options: Options) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = Server::bind(options).await?;
        println!("{}", server.address());
        Ok(server.run().await?)
    })
}

async fn listen(port: Option<u16>) -> Result<TcpListener, OptionsError> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).await.map_err(|error| OptionsError::Port(port, error)),
        None => match bind(USUAL_PORT).await {
            Ok(listener) => Ok(listener),
            Err(_) => bind(0).await.map_err(|error| OptionsError::Port(0, error)),
        },
    }
}

/// `config` with this server as `graph`, where it asks for the cloud `custom` and names none. Text that is not
/// such a configuration stays as it is: the check that follows says what is wrong with it.
fn with_graph(config: String, origin: &str) -> String {
    let Ok(serde_json::Value::Object(mut keys)) = serde_json::from_str(&config) else { return config };
    if keys.get("cloud").and_then(|cloud| cloud.as_str()) != Some("custom") || keys.contains_key("graph") {
        return config;
    }
    keys.insert("graph".to_owned(), origin.into());
    serde_json::Value::Object(keys).to_string()
}

async fn answer(
    site: &Site,
    control: &Control,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, Cut> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY).collect().await.map_err(|_| Cut)?;
    let request = Request::from_parts(head, body.to_bytes().to_vec());
    let path = request.uri().path();
    let response: Response = if path.starts_with("/__emulator/") {
        control.answer(&request)
    } else if path.starts_with("/v1.0/") {
        control.tenant(request).await.ok_or(Cut)?
    } else {
        site.answer(&request)
    };
    Ok(response.map(|body| Full::new(Bytes::from(body))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graph_is_this_server_only_where_the_configuration_leaves_it_open() {
        let filled = with_graph(r#"{"cloud":"custom"}"#.to_owned(), "http://127.0.0.1:1");
        assert_eq!(filled, r#"{"cloud":"custom","graph":"http://127.0.0.1:1"}"#);
        for kept in [r#"{"cloud":"global"}"#, r#"{"cloud":"custom","graph":"https://g.example"}"#, "{"] {
            assert_eq!(with_graph(kept.to_owned(), "http://127.0.0.1:1"), kept);
        }
    }
}

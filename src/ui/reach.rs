//! The way to a real tenant: configuration, and Graph through the browser's `fetch`.

use super::access::Access;
use super::model::{Around, Connection, Recording, Waiting};
use crate::config::Config;
use crate::graph::{GraphClient, GraphRoot, Guard, Tokens};
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::{Clock, SystemEntropy};
use crate::net::fetch::Fetch;
use crate::net::retry::WaitObserver;
use crate::net::{Request, Transport};
use crate::setup::ids::ObjectId;
use crate::tenant::Tenant;
use std::rc::Rc;
use url::Url;

/// `config.json` beside the page at `base`. Absent means demo only.
///
/// # Errors
/// The key that is wrong, and the rule it breaks.
pub async fn configuration(base: Option<&Url>) -> Result<Config, String> {
    let address =
        base.and_then(|page| page.join("config.json").ok()).ok_or_else(|| "config.json".to_owned())?;
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = address.as_str().parse().map_err(|_| "config.json".to_owned())?;
    let Ok(response) = Fetch.send(request).await else { return Ok(Config::default()) };
    if !response.status().is_success() {
        return Ok(Config::default());
    }
    let text = String::from_utf8_lossy(response.body()).into_owned();
    Config::parse(&text).map_err(|error| error.to_string())
}

/// Who is asked for tokens, and what is told about waiting.
pub struct Keys {
    /// The tokens.
    pub tokens: Rc<dyn Tokens>,
    /// What they may do, and how to get more.
    pub access: Rc<dyn Access>,
    /// What Microsoft asked to wait for.
    pub waiting: Waiting,
    /// Told of each wait.
    pub observer: WaitObserver,
}

/// The tenant behind `config`'s Graph.
#[must_use]
pub fn connection(
    config: &Config,
    keys: Keys,
    application: Option<ObjectId>,
    around: Around,
) -> Option<Connection> {
    let clock: Rc<dyn Clock> = Rc::new(BrowserClock);
    let root = GraphRoot::new(config.endpoints.graph.as_str()).ok()?;
    let guard = Rc::new(Guard::new(root.clone()));
    let recording = Recording::new(Rc::clone(&clock), &root, false);
    let graph = GraphClient::observed(
        root,
        recording.of(Rc::new(Fetch)),
        keys.tokens,
        Rc::clone(&clock),
        Rc::new(SystemEntropy),
        Rc::clone(&guard),
        Some(keys.observer),
    );
    Some(Connection {
        tenant: Rc::new(Tenant::new(graph, guard, clock, Rc::new(config.product.clone()))),
        access: keys.access,
        waiting: keys.waiting,
        recording,
        application,
        around,
        portal: config.endpoints.entra_admin_center.as_str().to_owned(),
        demo_credentials: None,
    })
}

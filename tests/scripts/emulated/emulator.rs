//! An emulator in this process, looked at as the assistant does and changed by a shell.

use crate::common::{TENANT_URL, TOKEN};
use assistant::emulator::{Options, Server};
use assistant::graph::schema::SchemaDocument;
use assistant::graph::{AccessToken, GraphClient, GraphRoot, Guard, TokenError, TokenNeed, Tokens};
use assistant::net::clock::{Clock, ManualClock, Sequence};
use assistant::net::{Boxed, Request, Sending, Transport, TransportError};
use assistant::setup::change::{Change, EditKind};
use assistant::setup::credentials::tenant_url;
use assistant::setup::facts::Facts;
use assistant::setup::plan::plan;
use assistant::setup::product::Product;
use assistant::setup::scope::Scope;
use assistant::setup::visit::{EnteredCredentials, Visit};
use assistant::sim::Scenario;
use assistant::tenant::script::{Script, shell};
use assistant::tenant::{Tenant, edited};
use futures_executor::block_on;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;
use std::time::SystemTime;

/// The access token that scripts use. It is good for what their heads ask for, and no more.
pub const BEARER: &str = "the-access-token";
pub const SECRET: &str = TOKEN;
/// So many of the tenant's seconds pass in one of ours: what is written shows at once.
const SPEED: u32 = 600;

pub struct Emulator {
    address: String,
    seen: RefCell<Facts>,
}

/// How a script ended.
pub struct Ended {
    pub success: bool,
    /// Both streams.
    pub said: String,
}

/// Requests over plain sockets, one connection each.
struct Sockets(String);

/// The emulator's token for everything.
struct Bearer;

impl Tokens for Bearer {
    fn access_token<'s>(&'s self, _: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new(assistant::sim::DEMO_TOKEN.to_owned())) })
    }
}

impl Transport for Sockets {
    fn send(&self, request: Request) -> Sending<'_> {
        let target = request.uri().path_and_query().unwrap().as_str().to_owned();
        let headers = request
            .headers()
            .iter()
            .map(|(name, value)| format!("{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes())));
        let headers = headers.collect::<String>();
        let answer = ask(&self.0, request.method().as_str(), &target, &headers, request.body());
        Box::pin(async move {
            let (status, headers, body) = answer.ok_or(TransportError::Network)?;
            let mut response = http::Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(body).map_err(|_| TransportError::Malformed)
        })
    }
}

type Answer = (u16, Vec<(String, String)>, Vec<u8>);

fn ask(address: &str, method: &str, target: &str, headers: &str, body: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    let length = body.len();
    let head = format!(
        "{method} {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    Some((
        status,
        headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        answer[end + 4..].to_vec(),
    ))
}

impl Emulator {
    /// Begins `scenario` in a new server, which ends with the process.
    pub fn start(scenario: Scenario) -> Self {
        let dist = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-page");
        std::fs::create_dir_all(&dist).unwrap();
        std::fs::write(dist.join("index.html"), "").unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let options = Options {
                    console: None,
                    console_port: None,
                    dist,
                    port: Some(0),
                    base: "/".to_owned(),
                    config: None,
                    scenario: Options::SCENARIO.to_owned(),
                    knob: None,
                    replay: None,
                };
                let server = Server::bind(options).await.unwrap();
                sender.send(server.address()).unwrap();
                server.run().await
            })
        });
        let address = receiver.recv().unwrap();
        let address = address.trim_start_matches("http://").split('/').next().unwrap().to_owned();
        let emulator = Self { address, seen: RefCell::default() };
        emulator.begin(scenario);
        emulator
    }

    /// Begins another scenario.
    pub fn begin(&self, scenario: Scenario) {
        self.control("reset", &json!({"scenario": scenario.name(), "speed": SPEED}));
    }

    fn control(&self, command: &str, body: &Value) {
        let target = format!("/__emulator/{command}");
        let body = body.to_string();
        let answer =
            ask(&self.address, "POST", &target, "content-type: application/json\r\n", body.as_bytes());
        assert_eq!(answer.unwrap().0, 204, "{command} {body}");
    }

    fn root(&self) -> GraphRoot {
        GraphRoot::new(&format!("http://{}", self.address)).unwrap()
    }

    fn tenant(&self) -> Tenant {
        let clock = Rc::new(ManualClock::new(SystemTime::now())) as Rc<dyn Clock>;
        let guard = Rc::new(Guard::new(self.root()));
        let transport = Rc::new(Sockets(self.address.clone()));
        let entropy = Rc::new(Sequence::new(11));
        let graph = GraphClient::new(
            self.root(),
            transport,
            Rc::new(Bearer),
            Rc::clone(&clock),
            entropy,
            Rc::clone(&guard),
        );
        Tenant::new(graph, guard, clock, Rc::new(Product::total()))
    }

    /// Looks anew; the plan once good credentials are entered.
    pub fn plan(&self) -> Vec<Change> {
        let (tenant_url, _) = tenant_url(TENANT_URL, &[]).unwrap();
        self.planned(Visit {
            entered: Some(EnteredCredentials { tenant_url, has_token: true, expires: None }),
            ..Visit::default()
        })
    }

    /// Looks anew; the plan of a visit in which nothing is entered.
    pub fn plan_without_credentials(&self) -> Vec<Change> {
        self.planned(Visit::default())
    }

    fn planned(&self, visit: Visit) -> Vec<Change> {
        let facts = block_on(self.tenant().look(Some(Scope::ALL.to_vec()), None));
        let changes = plan(&Product::total(), &facts, &visit).changes;
        self.seen.replace(facts);
        changes
    }

    /// The script of `changes`, as they were planned last.
    pub fn script(&self, changes: &[Change]) -> Option<String> {
        let script = Script::of(changes, &self.seen.borrow(), &Product::total(), &self.root());
        script.map(|script| shell(&script))
    }

    /// Runs a script as a person does who follows its head.
    pub fn run(&self, script: &str, arguments: &[&str]) -> Ended {
        self.run_with(script, arguments, SECRET)
    }

    /// The same with another secret token.
    pub fn run_with(&self, script: &str, arguments: &[&str], secret: &str) -> Ended {
        let name = self.seen.borrow().tenant.known().unwrap().name.clone();
        let input = format!("{name}\n{secret}\n");
        self.start_script(script, arguments, &input)
    }

    /// The same with other answers to what it asks.
    pub fn run_answered(&self, script: &str, answers: &str) -> Ended {
        self.start_script(script, &[], answers)
    }

    fn start_script(&self, script: &str, arguments: &[&str], input: &str) -> Ended {
        let (_, scopes) = script.split_once("# Delegated permissions:\n").unwrap();
        let scopes: Vec<_> = scopes.lines().map_while(|line| line.strip_prefix("#   ")).collect();
        self.control("tokens", &json!({"token": BEARER, "scopes": scopes, "expiresInSeconds": 10_000_000}));
        let input = if script.contains("\nconfirm '") { input } else { input.split_once('\n').unwrap().1 };
        let mut child = Command::new("bash")
            .args(["-c", script, "setup.sh"])
            .args(arguments)
            .env("GRAPH_TOKEN", BEARER)
            .env("BASH_FUNC_sleep%%", self.sleep())
            .env_remove("SECRET_TOKEN")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A script that stops early reads no answers.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let ended = child.wait_with_output().unwrap();
        let said = [ended.stdout, ended.stderr].concat();
        Ended { success: ended.status.success(), said: String::from_utf8_lossy(&said).into_owned() }
    }

    /// What the shell runs for `sleep`: the tenant's clock is moved on.
    fn sleep(&self) -> String {
        let address = &self.address;
        format!(
            "() {{ curl --silent --header 'Content-Type: application/json' --data '{{\"advanceSeconds\": '$1'}}' \
             http://{address}/__emulator/clock; }}"
        )
    }

    fn log(&self) -> Vec<Value> {
        let (_, _, body) = ask(&self.address, "GET", "/__emulator/log", "", b"").unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn written(&self) -> impl Iterator<Item = Value> {
        let tests = |request: &Value| request["target"].as_str().unwrap().ends_with("/validateCredentials");
        let batch = |request: &Value| request["target"].as_str().unwrap().ends_with("/$batch");
        self.log().into_iter().filter(move |it| it["method"] != "GET" && !tests(it) && !batch(it))
    }

    /// What was written: verb and path.
    pub fn writes(&self) -> Vec<String> {
        self.written()
            .map(|it| {
                format!(
                    "{} {} {}",
                    it["method"].as_str().unwrap(),
                    it["target"].as_str().unwrap(),
                    it["status"]
                )
            })
            .collect()
    }

    /// The body of the last write.
    pub fn last_body(&self) -> Value {
        serde_json::from_str(self.written().last().unwrap()["body"].as_str().unwrap()).unwrap()
    }

    /// The schema as the assistant would write it.
    pub fn corrected_schema(&self) -> Value {
        let tenant = self.tenant();
        let facts = block_on(tenant.look(Some(Scope::ALL.to_vec()), None));
        let changes = plan(&Product::total(), &facts, &Visit::default()).changes;
        let edits = changes.iter().find_map(|change| match change {
            Change::FixMapping { edits } => Some(edits.clone()),
            _ => None,
        });
        let edits = edits.unwrap();
        assert!(edits.iter().all(|edit| !matches!(edit.kind, EditKind::Append { declare: true, .. })));
        let document = SchemaDocument::parse(tenant.schema_text().unwrap()).unwrap();
        serde_json::from_str(edited(&document, &edits).unwrap().text()).unwrap()
    }
}

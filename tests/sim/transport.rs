//! The transport and the recorder.

use crate::support::*;
use assistant::net::clock::{Clock, ManualClock};
use assistant::net::{Transport, TransportError};
use assistant::sim::knobs::*;
use assistant::sim::{DEMO_TOKEN, Knobs, Scenario, SimTenant, SimTransport};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

#[test]
fn the_transport_waits_on_the_clock_and_loses_connections() {
    let clock = Rc::new(ManualClock::new(SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000)));
    let start = clock.now();
    let knobs = Knobs { read_fault: Some(Fault::CutBefore), ..Knobs::default() };
    let tenant = Rc::new(RefCell::new(SimTenant::new(Scenario::AllRight, knobs, start)));
    let transport = SimTransport::new(tenant, clock.clone());
    let me = || {
        let request = http::Request::get("https://graph.microsoft.com/v1.0/me");
        request.header("Authorization", format!("Bearer {DEMO_TOKEN}")).body(Vec::new()).unwrap()
    };
    let lost = futures_executor::block_on(transport.send(me()));
    assert_eq!(lost.unwrap_err(), TransportError::Network);
    let found = futures_executor::block_on(transport.send(me())).unwrap();
    assert_eq!(found.status(), 200);
    assert!(clock.now() > start);
}

#[test]
fn the_recorder_keeps_the_bodies_of_writes_only() {
    let mut client = Client::new(Scenario::DefaultMapping);
    client.get("/me");
    assign(&mut client, ADMINS);
    let recorded = client.tenant.recorder();
    assert_eq!((recorded[0].is_write(), recorded[0].body.is_none()), (false, true));
    assert_eq!((recorded[1].is_write(), recorded[1].status), (true, Some(201)));
    assert!(String::from_utf8_lossy(recorded[1].body.as_deref().unwrap()).contains(ADMINS));
}

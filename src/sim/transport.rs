//! The simulated tenant behind the transport port.

use super::tenant::{Reply, SimTenant};
use crate::net::clock::Clock;
use crate::net::{Request, Sending, Transport, TransportError};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// How long it takes to notice that a connection is lost.
const LOST_AFTER: Duration = Duration::from_millis(400);

/// Carries requests to a [`SimTenant`]. A request takes effect when it is sent; its answer arrives after the latency.
#[derive(Clone)]
pub struct SimTransport {
    tenant: Rc<RefCell<SimTenant>>,
    clock: Rc<dyn Clock>,
}

impl SimTransport {
    /// A transport to `tenant`, on the time of `clock`.
    #[must_use]
    pub fn new(tenant: Rc<RefCell<SimTenant>>, clock: Rc<dyn Clock>) -> Self {
        Self { tenant, clock }
    }
}

impl Transport for SimTransport {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let reply = self.tenant.borrow_mut().handle(&request, self.clock.now());
            match reply {
                Reply::Answer { response, latency } => {
                    self.clock.sleep(latency).await;
                    Ok(response)
                }
                Reply::Cut { .. } => {
                    self.clock.sleep(LOST_AFTER).await;
                    Err(TransportError::Network)
                }
            }
        })
    }
}

//! Between Graph and the set-up: answers become facts, changes become calls, and every write is read back.

pub mod apply;
mod convert;
pub mod failure;
mod groups;
pub mod log;
pub mod look;
mod on_demand;
pub mod run;
mod schema;
pub mod script;
mod secrets;
mod test_connection;
mod wait;
pub mod watch;

pub use convert::user_mapping;
pub use schema::edited;

use crate::graph::schema::SchemaDocument;
use crate::graph::{GraphClient, GraphRoot, Guard};
use crate::net::clock::Clock;
use crate::setup::product::Product;
use std::cell::RefCell;
use std::rc::Rc;

/// One tenant, seen and changed with one person's token.
pub struct Tenant {
    graph: GraphClient,
    guard: Rc<Guard>,
    clock: Rc<dyn Clock>,
    product: Rc<Product>,
    /// The schema of the chosen job as it was read last: previews are made from it, and writes compare with it.
    schema: RefCell<Option<SchemaDocument>>,
}

impl Tenant {
    /// A tenant behind `graph`, whose guard is `guard`.
    #[must_use]
    pub fn new(graph: GraphClient, guard: Rc<Guard>, clock: Rc<dyn Clock>, product: Rc<Product>) -> Self {
        Self { graph, guard, clock, product, schema: RefCell::new(None) }
    }

    /// The root of the Graph that is asked.
    #[must_use]
    pub const fn root(&self) -> &GraphRoot {
        self.graph.root()
    }

    /// The text of the schema that was read last, for looking through and for download.
    #[must_use]
    pub fn schema_text(&self) -> Option<String> {
        self.schema.borrow().as_ref().map(|document| document.text().to_owned())
    }
}

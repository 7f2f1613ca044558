//! One pure function per call of graph-contract.md §1 that the product makes.

pub mod account;
pub mod applications;
pub mod assignments;
pub mod groups;
pub mod logs;
pub mod odata;
pub mod synchronization;

pub use account::*;
pub use applications::*;
pub use assignments::*;
pub use groups::*;
pub use logs::*;
pub use synchronization::*;

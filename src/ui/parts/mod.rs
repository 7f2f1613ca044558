//! Pieces that know the domain and are used in more than one place.

pub mod by_hand;
pub mod evidence;
pub mod failure;
pub mod findings;
pub mod header;
pub mod preview;
pub mod receipts;
pub mod running;

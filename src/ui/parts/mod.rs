//! Pieces that know the domain and are used in more than one place.

pub mod account;
pub mod asked;
pub mod by_hand;
pub mod copy_as;
pub mod cycle;
pub mod delivery;
pub mod evidence;
pub mod failure;
pub mod findings;
pub mod header;
pub mod log;
pub mod permissions;
pub mod preview;
pub mod proof;
pub mod receipts;
pub mod recording;
pub mod report;
pub mod running;
pub mod sign_in_failure;
pub mod title;
pub mod token_field;

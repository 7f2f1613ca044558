//! Element ids that no two components share.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A new id, `tsa-` and a number: `aria-describedby` and its kin need one.
pub fn next_id() -> String {
    let mut id = String::from("tsa-");
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ() {
        assert_ne!(next_id(), next_id());
    }
}

//! Sorting, with one copy of the code for all kinds of things.

use std::cmp::Ordering;
use std::mem;

/// Sorts by `key`, of equal ones the first stays first. The standard library's sort is copied for each type it sorts,
/// 3 KB each time; this one sorts numbers, and each type adds only its comparison.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let places = order(keys.len(), &|one, other| keys[one].cmp(&keys[other]));
    let mut unsorted: Vec<_> = mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| unsorted[place].take()));
}

fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<_> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ones_keep_their_order() {
        let mut items = vec![("b", 1), ("a", 2), ("b", 0), ("a", 1)];
        sort_by_key(&mut items, |(letter, _)| *letter);
        assert_eq!(items, [("a", 2), ("a", 1), ("b", 1), ("b", 0)]);
    }
}

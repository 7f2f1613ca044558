//! Which rows of a long list are in sight.

use std::ops::Range;

/// Rows drawn beyond each edge, so that scrolling shows no gap.
const SPARE: usize = 6;

/// A list's measures in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measures {
    /// Number of rows.
    pub count: usize,
    /// Height of each row; not 0.
    pub row: usize,
    /// Height of what can be seen.
    pub view: usize,
}

impl Measures {
    /// The rows to draw when scrolled down by `top`.
    pub fn drawn(self, top: usize) -> Range<usize> {
        let first = top / self.row;
        let last = (top + self.view).div_ceil(self.row);
        first.saturating_sub(SPARE).min(self.count)..(last + SPARE).min(self.count)
    }

    /// Where to scroll from `top` so that row `index` is in full sight.
    pub fn reveal(self, index: usize, top: usize) -> usize {
        let (start, end) = (index * self.row, (index + 1) * self.row);
        if start < top { start } else { top.max(end.saturating_sub(self.view)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Measures = Measures { count: 50_000, row: 40, view: 400 };

    #[test]
    fn only_rows_in_sight_and_a_few_spare_ones_are_drawn() {
        assert_eq!(LONG.drawn(0), 0..16);
        assert_eq!(LONG.drawn(4_000), 94..116);
        assert_eq!(LONG.drawn(50_000 * 40 - 400), 49_984..50_000);
    }

    #[test]
    fn a_list_that_became_shorter_than_the_scroll_draws_nothing_beyond_it() {
        assert_eq!(Measures { count: 3, ..LONG }.drawn(4_000), 3..3);
    }

    #[test]
    fn revealing_a_row_scrolls_no_further_than_needed() {
        assert_eq!(LONG.reveal(0, 4_000), 0);
        assert_eq!(LONG.reveal(105, 4_000), 4_000);
        assert_eq!(LONG.reveal(110, 4_000), 4_040);
    }
}

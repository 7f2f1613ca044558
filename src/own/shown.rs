//! Texts of a file as they may be shown: nothing in them is invisible, turns the line around, or fills the page
//! (security.md INP-09).

/// `text` with what cannot be seen written out, and its middle left out where it has more than `most` characters: a file's
/// ending matters.
#[must_use]
pub fn visible(text: &str, most: usize) -> String {
    let count = text.chars().count();
    let mut shown = String::new();
    let (head, tail) = (most - most / 3, most / 3);
    for (at, letter) in text.chars().enumerate() {
        if count > most && at >= head && at < count - tail {
            if at == head {
                shown.push('…');
            }
        } else if is_hidden(letter) {
            shown.push_str("⟨U+");
            for shift in (0..6).rev().map(|digit| digit * 4) {
                let digit = u32::from(letter) >> shift;
                if digit > 0 || shift < 16 {
                    shown.push(char::from_digit(digit & 0xF, 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
            shown.push('⟩');
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// A file's name.
#[must_use]
pub fn file_name(name: &str) -> String {
    visible(name, 60)
}

/// Control characters, those that turn the reading direction, and those without a width.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(visible("invoice\u{202E}nosj.exe", 60), "invoice⟨U+202E⟩nosj.exe");
        assert_eq!(visible("a\0b\u{200B}c\u{E0041}", 60), "a⟨U+0000⟩b⟨U+200B⟩c⟨U+E0041⟩");
        assert_eq!(visible("Bericht für Straße.json", 60), "Bericht für Straße.json");
    }

    #[test]
    fn a_long_name_keeps_its_beginning_and_its_ending() {
        assert_eq!(visible("abcdefghijklmn.json", 9), "abcdef…son");
        assert_eq!(visible("abcdefghi", 9), "abcdefghi");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_it_is_short(text in "\\PC{0,200}|[\\x00-\\x7F]{0,200}|[\u{200B}-\u{206F}]{0,40}", most in 3_usize..80) {
            let shown = visible(&text, most);
            prop_assert!(!shown.contains(is_hidden));
            prop_assert!(shown.chars().count() <= most * 10 + 1);
        }
    }
}

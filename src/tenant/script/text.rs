//! Text inside a script: quoted for each language, and without what a terminal would obey.

/// `text` as one word of a shell.
pub fn shell_word(text: &str) -> String {
    ["'", &text.replace('\0', "").replace('\'', r"'\''"), "'"].concat()
}

/// `text` as a verbatim string of PowerShell, which takes curly quotes for straight ones.
pub fn powershell_string(text: &str) -> String {
    let mut quoted = String::from("'");
    for character in text.chars().filter(|character| *character != '\0') {
        quoted.push(character);
        if matches!(character, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(character);
        }
    }
    quoted.push('\'');
    quoted
}

/// `text` in one line, without control characters and without marks that turn the direction of writing: names come from
/// the tenant, and a comment or a terminal must show them as they are.
pub fn line(text: &str) -> String {
    let turns = |character| matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|character| if character.is_control() || turns(character) { ' ' } else { character })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_quotes() {
        assert_eq!(shell_word("it's $(id) `id` \"x\""), r#"'it'\''s $(id) `id` "x"'"#);
        assert_eq!(powershell_string("O\u{2019}Neil's $x"), "'O\u{2019}\u{2019}Neil''s $x'");
        assert_eq!(
            powershell_string("\u{201a}\u{201b}\u{2018}"),
            "'\u{201a}\u{201a}\u{201b}\u{201b}\u{2018}\u{2018}'"
        );
    }

    #[test]
    fn a_name_stays_in_its_line() {
        assert_eq!(line("A\r\nid\u{1b}[2J\u{202e}B\u{85}"), "A  id [2J B ");
    }
}

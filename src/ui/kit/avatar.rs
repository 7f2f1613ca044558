//! A person's initials, where there is no picture.

use leptos::prelude::*;

/// Initials on a quiet disc; the name itself must stand beside it.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! { class = "tsa",
        <span class="tsa-avatar" aria-hidden="true">{move || name.with(|name| initials(name))}</span>
    }
}

/// The first letters of the first and the last word. Only ASCII letters are made upper case: the tables for the rest are large.
fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).map(|letter| letter.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("adele Vance"), "AV");
        assert_eq!(initials("Johanna (Joni) van der Lorenz"), "JL");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials(" "), "");
    }
}

//! Which permission is for what, and which role makes it effective.

use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::ui::kit::Status;
use crate::ui::kit::StatusBadge;
use crate::words::en::labels as t;
use crate::words::en::sign_in as words;
use crate::words::fill;
use leptos::prelude::*;

/// The permissions as a table.
#[component]
pub fn Permissions(
    /// Which.
    scopes: Vec<Scope>,
    /// Those that the token holds; without it that column is left out.
    #[prop(optional_no_strip)]
    held: Option<Vec<Scope>>,
    /// Whose names stand in the words.
    product: Product,
) -> impl IntoView {
    let has_column = held.is_some();
    let row = |scope: Scope| {
        let state = held.as_ref().map(|held| {
            let granted = held.iter().any(|other| other.covers(scope));
            let (status, label) =
                if granted { (Status::Done, t::GRANTED) } else { (Status::Unknown, t::NOT_GRANTED) };
            view! { class = "tsa", <td><StatusBadge status label=label.to_owned() /></td> }
        });
        // The names are long: they break after a dot.
        let name = scope
            .name()
            .split_inclusive('.')
            .map(|part| view! { class = "tsa", {part}<wbr /> })
            .collect_view();
        let purpose = fill(words::permission(scope), &product);
        view! { class = "tsa",
            <tr data-scope=scope.name()>
                <th scope="row"><code>{name}</code></th>
                <td>{purpose}</td>
                <td data-column=t::PERMISSION_ROLE>{words::role(scope)}</td>
                {state}
            </tr>
        }
    };
    view! { class = "tsa",
        <div class="tsa-scroll" tabindex="0" role="region" aria-label=t::PERMISSIONS>
            <table class="tsa-table tsa-stacked">
                <thead><tr>
                    <th scope="col">{t::PERMISSION}</th><th scope="col">{t::PERMISSION_FOR}</th><th scope="col">{t::PERMISSION_ROLE}</th>
                    {has_column.then(|| view! { class = "tsa", <th scope="col">{t::PERMISSION_STATE}</th> })}
                </tr></thead>
                <tbody>{scopes.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

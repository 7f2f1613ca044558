//! Changes as a script, to be read, copied or saved.

use crate::setup::change::Change;
use crate::tenant::script::{Script, powershell, shell};
use crate::ui::browser;
use crate::ui::kit::{Button, CodeBlock, Disclosure, Tab, Tabs};
use crate::ui::model::Assistant;
use crate::ui::pieces::{later, piece};
use crate::words::en::labels as t;
use leptos::prelude::*;

/// What a script is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Microsoft Graph PowerShell.
    PowerShell,
    /// bash.
    Shell,
}

impl Language {
    const fn label(self) -> &'static str {
        match self {
            Self::PowerShell => t::TAB_POWERSHELL,
            Self::Shell => t::TAB_SHELL,
        }
    }

    const fn file(self) -> &'static str {
        match self {
            Self::PowerShell => "setup.ps1",
            Self::Shell => "setup.sh",
        }
    }

    fn print(self, script: &Script) -> String {
        match self {
            Self::PowerShell => powershell(script),
            Self::Shell => shell(script),
        }
    }
}

/// A whole plan as scripts.
#[component]
pub fn CopyAs(
    /// What is planned.
    changes: Vec<Change>,
) -> impl IntoView {
    let assistant = Assistant::current();
    let changes = StoredValue::new(changes);
    let tab = move |language: Language| Tab {
        label: language.label().to_owned(),
        panel: (move || scripted(assistant, changes.get_value(), language)).into(),
    };
    let tabs = vec![tab(Language::PowerShell), tab(Language::Shell)];
    view! { class = "tsa",
        <Disclosure summary=t::COPY_AS note=t::COPY_AS_NOTE.to_owned()>
            <Tabs label=t::COPY_AS tabs=tabs />
        </Disclosure>
    }
}

/// `changes` as a script, or that there is none.
pub fn scripted(assistant: Assistant, changes: Vec<Change>, language: Language) -> AnyView {
    later(|| Box::pin(fetch_script()), move || draw_script(assistant, changes.clone(), language))
}

piece! { script, fetch = fetch_script,
    fn draw_script(assistant: Assistant, changes: Vec<Change>, language: Language) -> AnyView {
        printed(assistant, &changes, language)
    }
}

fn printed(assistant: Assistant, changes: &[Change], language: Language) -> AnyView {
    let root = assistant.root();
    let script =
        assistant.facts.with(|facts| assistant.product(|product| Script::of(changes, facts, product, &root)));
    let Some(script) = script else {
        return view! { class = "tsa", <p class="tsa-quiet">{t::NO_SCRIPT}</p> }.into_any();
    };
    let text = StoredValue::new(language.print(&script));
    let save = move |()| {
        text.with_value(|text| {
            let _refused = browser::download(language.file(), "text/plain", text);
        });
    };
    view! { class = "tsa",
        <div class="tsa-script">
            <p class="tsa-quiet tsa-small">{t::SCRIPT_CHECKS}</p>
            <CodeBlock code=text.get_value() label=language.label() />
            <Button label=t::SAVE_SCRIPT on_click=save />
        </div>
    }
    .into_any()
}

//! Every scenario, to choose from.

use super::bar::Label;
use super::offline::Offline;
use super::own::OpenFile;
use super::tour::TOUR;
use crate::setup::product::Product;
use crate::sim::{Scenario, Theme};
use crate::ui::app::Frame;
use crate::ui::browser;
use crate::ui::kit::{Banner, Icon, IconName, Tone};
use crate::ui::parts::header::Header;
use crate::words::en::demo as t;
use crate::words::en::{labels, scenarios, tour};
use crate::words::fill;
use leptos::prelude::*;

/// How much of a name that nobody knows is shown, in characters.
const NAME_LIMIT: usize = 60;

const fn sign(theme: Theme) -> IconName {
    match theme {
        Theme::Start => IconName::Flag,
        Theme::Mapping => IconName::Cells,
        Theme::Connection => IconName::Link,
        Theme::Groups => IconName::People,
        Theme::Application => IconName::Window,
        Theme::Permissions => IconName::Key,
        Theme::BadDays => IconName::Cloud,
        Theme::Operation => IconName::Pulse,
    }
}

/// Where the query of a scenario leads.
fn link(scenario: Scenario) -> String {
    ["?scenario=", scenario.name()].concat()
}

/// The page of all scenarios.
#[component]
pub(super) fn Gallery(
    /// The product that is set up.
    product: Product,
    /// The name in the address that is no scenario's.
    unknown: Option<String>,
) -> impl IntoView {
    let name = fill(labels::APP_NAME, &product);
    browser::set_title(&[t::DEMONSTRATION, " – ", &name].concat());
    let unknown = unknown.map(|name| {
        let name: String = name.chars().take(NAME_LIMIT).collect();
        view! { class = "tsa",
            <Banner tone=Tone::Info title=t::UNKNOWN>
                <p>{t::UNKNOWN_TEXT}" "<bdi><code>{name}</code></bdi>". "{t::UNKNOWN_ACT}</p>
            </Banner>
        }
    });
    let themes = Theme::ALL.map(|theme| view! { class = "tsa", <Stories theme product=&product /> });
    view! { class = "tsa",
        <Frame>
            <Header name />
            <Label><span>{t::LABEL}</span><Offline /></Label>
            <main class="tsa-gallery" data-gallery="">
                {unknown}
                <div class="tsa-gallery-head">
                    <h1 class="tsa-welcome-title">{t::TITLE}</h1>
                    <p class="tsa-welcome-lead">{t::LEAD}</p>
                    <div class="tsa-actions">
                        <a class="tsa-button" data-kind="primary" href=link(Scenario::Fresh)>{t::BEGIN}</a>
                        <a class="tsa-button" data-kind="secondary" href=TOUR>{tour::TAKE}</a>
                        <OpenFile />
                    </div>
                </div>
                {themes.into_iter().collect_view()}
            </main>
        </Frame>
    }
}

/// The stories of a theme.
#[component]
fn Stories<'a>(theme: Theme, product: &'a Product) -> impl IntoView + use<> {
    let story = |scenario: Scenario| {
        let story = scenarios::story(scenario);
        view! { class = "tsa",
            <li class="tsa-story">
                <span class="tsa-story-sign"><Icon name=sign(theme) /></span>
                <h3 class="tsa-story-title"><a class="tsa-story-link" href=link(scenario)>{story.title}</a></h3>
                <p class="tsa-story-text">{fill(story.text, product)}</p>
                <code class="tsa-story-name">{scenario.name()}</code>
            </li>
        }
    };
    let stories = Scenario::ALL.iter().copied().filter(|scenario| scenario.theme() == theme);
    view! { class = "tsa",
        <section class="tsa-section">
            <h2 class="tsa-section-title">{scenarios::theme(theme)}</h2>
            <ul class="tsa-stories">{stories.map(story).collect_view()}</ul>
        </section>
    }
}

//! Pieces of the program that are loaded when they are wanted: what stands in a [`piece!`], and whatever only it needs, comes in a
//! file of its own (`xtask/src/program/pieces.rs`). A build without the splitter holds all of them from the start.

use super::kit::{Banner, Button, Skeleton, Tone};
use super::tasks::Tasks;
use crate::net::Boxed;
use crate::words::en::embedded::TRY_AGAIN;
use crate::words::en::pieces as t;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[cfg(split)]
pub use leptos::wasm_split::SplitLoaderError as Missing;

/// A piece could not be loaded: there is no connection, or a newer version stands in its place. Without the splitter that never
/// happens.
#[cfg(not(split))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {}

/// A function in a piece of its own, whose name comes first. The function becomes asynchronous: it waits for the piece, and fails
/// without it. `fetch` names the one that only loads the piece.
macro_rules! piece {
    ($piece:ident, fetch = $fetch:ident, $(#[$about:meta])* fn $name:ident($($argument:ident: $kind:ty),* $(,)?) -> $result:ty $body:block) => {
        #[cfg(split)]
        #[leptos::wasm_split::wasm_split(
            $piece,
            wasm_split_path = leptos::wasm_split,
            // The border between two pieces is a foreign function; the splitter's macro is the only one to write such.
            preload(#[allow(unsafe_code)] $fetch),
            fallible
        )]
        $(#[$about])*
        #[allow(unsafe_code)]
        fn $name($($argument: $kind),*) -> Result<$result, $crate::ui::pieces::Missing> {
            Ok($body)
        }
        $(#[$about])*
        #[cfg(not(split))]
        async fn $name($($argument: $kind),*) -> Result<$result, $crate::ui::pieces::Missing> {
            Ok($body)
        }
        #[cfg(not(split))]
        async fn $fetch() -> Result<(), $crate::ui::pieces::Missing> {
            Ok(())
        }
    };
}
pub(super) use piece;

/// A piece on its way.
pub type Fetching = Boxed<'static, Result<(), Missing>>;

/// What `draw` draws once its piece is there; until then grey lines, and where it cannot be had, a way to try again.
pub fn later<V: Future<Output = Result<AnyView, Missing>>>(
    fetch: fn() -> Fetching,
    draw: impl Fn() -> V + Send + 'static,
) -> AnyView {
    let (state, load) = loading(fetch);
    let drawn = move || match state.get() {
        None => view! { class = "tsa", <Skeleton /> }.into_any(),
        Some(true) => now(draw()),
        Some(false) => view! { class = "tsa", <Lacking again=load /> }.into_any(),
    };
    drawn.into_any()
}

/// What `draw` draws once its piece is there, and nothing until then: where [`later`] stands beside it with the same piece.
pub fn once_there<V: Future<Output = Result<AnyView, Missing>>>(
    fetch: fn() -> Fetching,
    draw: impl Fn() -> V + Send + 'static,
) -> AnyView {
    let (state, _) = loading(fetch);
    let drawn = move || (state.get() == Some(true)).then(|| now(draw()));
    drawn.into_any()
}

/// Loads a piece before somebody wants it. Whether that succeeds matters only then.
pub fn prefetch(fetch: fn() -> Fetching) {
    spawn_local(async move {
        let _missing = fetch().await;
    });
}

/// Whether the piece is there, once that is known; and what loads it again.
fn loading(fetch: fn() -> Fetching) -> (RwSignal<Option<bool>>, Callback<()>) {
    let state = RwSignal::new(None);
    let tasks = Tasks::of_this_view();
    let load = Callback::new(move |()| {
        state.set(None);
        tasks.spawn(async move { state.set(Some(fetch().await.is_ok())) });
    });
    load.run(());
    (state, load)
}

/// The view of a piece that is there, so that nothing is waited for.
fn now(view: impl Future<Output = Result<AnyView, Missing>>) -> AnyView {
    view.now_or_never().and_then(Result::ok).into_any()
}

#[component]
fn Lacking(again: Callback<()>) -> impl IntoView {
    let actions =
        move || view! { class = "tsa", <Button label=TRY_AGAIN on_click=move |()| again.run(()) /> };
    view! { class = "tsa",
        <div role="alert" data-missing="">
            <Banner tone=Tone::Failed title=t::MISSING actions><p>{t::MISSING_TEXT}</p></Banner>
        </div>
    }
}

//! Work that ends with the view it is for: an element may be taken out of its host's page in the middle of anything, and what
//! goes on then would touch signals that are gone.

use crate::net::Boxed;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::{Arc, Mutex, PoisonError};

fn run(task: Boxed<'static, ()>) -> AbortHandle {
    let (task, handle) = abortable(task);
    spawn_local(async move {
        let _ended = task.await;
    });
    handle
}

/// Runs `task` until it ends, or until whatever is running now runs again or goes: for effects.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let handle = run(Box::pin(task));
    on_cleanup(move || handle.abort());
}

type Handles = Arc<Mutex<Vec<AbortHandle>>>;

/// Work of one view, whichever part of it starts it: a button that is drawn anew does not end what it began.
#[derive(Clone, Copy)]
pub struct Tasks(StoredValue<Handles>);

impl Tasks {
    /// Tasks that end with the view that is being built.
    #[must_use]
    pub fn of_this_view() -> Self {
        let all = Handles::default();
        let tasks = Self(StoredValue::new(Arc::clone(&all)));
        on_cleanup(move || {
            for task in all.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                task.abort();
            }
        });
        tasks
    }

    /// Runs `task` until it ends or the view goes; not at all where it has gone.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        let task: Boxed<'static, ()> = Box::pin(task);
        if let Some(all) = self.0.try_get_value() {
            let handle = run(task);
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all.retain(|task| !task.is_aborted());
            all.push(handle);
        }
    }
}

//! Work that ends with the view it is for: an element may be taken out of its host's page in the middle of anything, and what
//! goes on then would touch signals that are gone.

use crate::net::Boxed;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;
use std::sync::{Arc, Mutex, PoisonError};

/// Runs `task` until it ends or the view that starts it goes.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let handle = run(Box::pin(task));
    on_cleanup(move || handle.abort());
}

fn run(task: Boxed<'static, ()>) -> AbortHandle {
    let (task, handle) = abortable(task);
    spawn_local(async move {
        let _ended = task.await;
    });
    handle
}

/// Work of one view, whoever starts it.
#[derive(Clone, Default)]
pub struct Tasks(Arc<Mutex<Vec<AbortHandle>>>);

impl Tasks {
    /// Tasks that end with the view that is being built.
    #[must_use]
    pub fn of_this_view() -> Self {
        let tasks = Self::default();
        let all = Arc::clone(&tasks.0);
        on_cleanup(move || {
            for task in all.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
                task.abort();
            }
        });
        tasks
    }

    /// Runs `task` until it ends or the view goes.
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        let handle = run(Box::pin(task));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(handle);
    }
}

//! The recording of what is exchanged with Graph: on while somebody wants it.

use super::Assistant;
use crate::graph::GraphRoot;
use crate::net::Transport;
use crate::net::clock::{Clock, SystemEntropy};
use crate::recording::{About, Exchange, Names, Recorded, Recorder, Recording as File, State};
use leptos::prelude::*;
use std::rc::Rc;

/// The recorder of a connection.
#[derive(Clone)]
pub struct Recording {
    recorder: Rc<Recorder>,
    graph: String,
    simulated: bool,
    /// Counts its changes, so that what is shown follows them.
    changes: RwSignal<u32>,
}

impl Recording {
    /// A recorder of what goes to `graph`, on the time of `clock`. It is off.
    #[must_use]
    pub fn new(clock: Rc<dyn Clock>, graph: &GraphRoot, simulated: bool) -> Self {
        let changes = RwSignal::new(0_u32);
        // The page may be gone.
        let told = Rc::new(move || {
            let _gone = changes.try_update(|count| *count = count.wrapping_add(1));
        });
        let recorder = Rc::new(Recorder::new(clock, Rc::new(SystemEntropy), told));
        Self { recorder, graph: graph.origin().to_owned(), simulated, changes }
    }

    /// `inner`, recorded.
    #[must_use]
    pub fn of(&self, inner: Rc<dyn Transport>) -> Rc<dyn Transport> {
        Rc::new(Recorded::new(inner, Rc::clone(&self.recorder)))
    }
}

impl Assistant {
    fn recording<T>(self, use_it: impl FnOnce(&Recording) -> T) -> T {
        self.connection.with_value(|connection| {
            connection.recording.changes.track();
            use_it(&connection.recording)
        })
    }

    /// Whether the tenant is a simulated one.
    #[must_use]
    pub fn is_demonstration(self) -> bool {
        self.connection.with_value(|connection| connection.recording.simulated)
    }

    /// Whether it is recorded, and whether there is room.
    #[must_use]
    pub fn recording_state(self) -> State {
        self.recording(|recording| recording.recorder.state())
    }

    /// How many exchanges are recorded, their bytes, and how many came when there was no room.
    #[must_use]
    pub fn recorded(self) -> (usize, usize, usize) {
        self.recording(|recording| {
            let exchanges = recording.recorder.exchanges();
            (exchanges.len(), exchanges.iter().map(Exchange::size).sum(), recording.recorder.left_out())
        })
    }

    /// What is recorded, as it would be saved.
    #[must_use]
    pub fn recorded_exchanges(self, names: Names) -> Vec<Exchange> {
        self.recording(|recording| File::shown(&recording.recorder.exchanges(), names))
    }

    /// The file of `exchanges`, and its name.
    #[must_use]
    pub fn recording_file(self, names: Names, exchanges: &[Exchange]) -> (String, String) {
        let at = self.tenant().now();
        let text = untrack(|| {
            self.recording(|recording| {
                let about = About {
                    at,
                    graph: recording.graph.clone(),
                    simulated: recording.simulated,
                    left_out: recording.recorder.left_out(),
                };
                File::text(&about, names, exchanges)
            })
        });
        (crate::recording::file_name(at), text)
    }

    /// Records from now on, or stops.
    pub fn record(self, is_on: bool) {
        let recorder = untrack(|| self.recording(|recording| Rc::clone(&recording.recorder)));
        recorder.set_on(is_on);
    }

    /// Stops, and forgets what was recorded.
    pub fn discard_recording(self) {
        let recorder = untrack(|| self.recording(|recording| Rc::clone(&recording.recorder)));
        recorder.discard();
    }
}

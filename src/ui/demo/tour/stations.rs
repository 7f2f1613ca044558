//! What the tour shows and presses, as a list. It finds things as a person does: by the words on a button, and by the
//! attributes with which the page says how things stand.

use crate::words::en::labels as t;
use crate::words::en::tour::{self as words, Station};

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The first one of this selector.
    Css(&'static str),
    /// The button with these words.
    Button(&'static str),
}

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// It is only shown.
    Show,
    /// It is pressed.
    Press,
    /// This value is chosen.
    Choose(&'static str),
}

/// One thing that is said, shown and done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beat {
    /// Where it belongs.
    pub station: &'static Station,
    /// Which number that station has, from 1.
    pub number: usize,
    /// What is said from here on; the words before stay where there are none.
    pub text: Option<&'static str>,
    /// What is shown.
    pub target: Target,
    /// What is done with it.
    pub act: Act,
    /// What the page shows once that has worked; where it shows that already, nothing is done.
    pub until: Option<&'static str>,
    /// How long that usually takes, in milliseconds.
    pub takes: f64,
}

/// How many stations there are.
pub(super) const STATIONS: usize = 9;

/// Characters that are read in a second.
const CHARACTERS_PER_SECOND: f64 = 15.0;
/// How long a button is shown before it is pressed.
const POINT_MS: f64 = 1_000.0;
/// How long it usually takes until what was done shows.
const EFFECT_MS: f64 = 700.0;
/// The same for the first cycle, beyond what is read meanwhile.
const CYCLE_MS: f64 = 14_000.0;

impl Beat {
    /// How long it is shown before something is done, in milliseconds.
    pub(super) fn pause(&self) -> f64 {
        self.text.map_or(POINT_MS, |text| {
            (text.chars().count() as f64 / CHARACTERS_PER_SECOND * 1_000.0).max(POINT_MS)
        })
    }

    /// How long it takes as a whole, in milliseconds, as far as one can tell.
    pub(super) fn length(&self) -> f64 {
        self.pause() + self.takes
    }
}

const DIALOG: &str = "dialog:modal";

/// Part `part` of a station: something is shown while it is read.
const fn tell(number: usize, station: &'static Station, part: usize, target: &'static str) -> Beat {
    Beat {
        station,
        number,
        text: Some(station.parts[part]),
        target: Target::Css(target),
        act: Act::Show,
        until: None,
        takes: 0.0,
    }
}

/// A button is pressed, and then the page shows `until`.
const fn press(number: usize, station: &'static Station, label: &'static str, until: &'static str) -> Beat {
    Beat {
        station,
        number,
        text: None,
        target: Target::Button(label),
        act: Act::Press,
        until: Some(until),
        takes: EFFECT_MS,
    }
}

/// The heading of a step is pressed, unless it is unfolded.
const fn unfold(
    number: usize,
    station: &'static Station,
    heading: &'static str,
    unfolded: &'static str,
) -> Beat {
    Beat { target: Target::Css(heading), ..press(number, station, "", unfolded) }
}

/// A value is chosen.
const fn choose(
    number: usize,
    station: &'static Station,
    control: &'static str,
    value: &'static str,
) -> Beat {
    Beat {
        target: Target::Css(control),
        act: Act::Choose(value),
        until: None,
        ..press(number, station, "", "")
    }
}

/// `beat`, while part `part` of the station is said.
const fn saying(part: usize, beat: Beat) -> Beat {
    Beat { text: Some(beat.station.parts[part]), ..beat }
}

/// The whole tour.
pub(super) const BEATS: &[Beat] = &[
    Beat { until: Some("main[aria-busy=false]"), ..tell(1, &words::WELCOME, 0, "[data-tenant]") },
    tell(2, &words::LOOK, 0, "main nav"),
    // That it worked shows where it is tested: what is empty cannot be.
    Beat { until: None, ..saying(0, press(3, &words::CONNECT, t::FILL_DEMO, "")) },
    saying(1, press(3, &words::CONNECT, t::TEST_CONNECTION, "#step-connect button[data-kind=primary]")),
    press(3, &words::CONNECT, t::SAVE_CREDENTIALS, DIALOG),
    tell(3, &words::CONNECT, 2, "dialog [data-change]"),
    press(3, &words::CONNECT, t::APPLY, "#step-connect[data-status=done]"),
    tell(4, &words::MAPPING, 0, "#step-mapping tr[data-status=attention]"),
    press(4, &words::MAPPING, t::FIX_MAPPING, DIALOG),
    tell(4, &words::MAPPING, 1, "dialog tr[data-attribute]"),
    press(4, &words::MAPPING, t::APPLY, "#step-mapping[data-status=done]"),
    tell(5, &words::GROUPS, 0, "#step-groups [data-assigned=false]"),
    press(5, &words::GROUPS, t::ASSIGN_GROUPS, DIALOG),
    tell(5, &words::GROUPS, 1, "dialog .tsa-consequences"),
    press(5, &words::GROUPS, t::APPLY, "#step-groups[data-status=done]"),
    saying(
        0,
        unfold(6, &words::PROVE, "#step-on-demand h2 button", "#step-on-demand h2 [aria-expanded=true]"),
    ),
    press(6, &words::PROVE, t::PROVISION, DIALOG),
    // The end of a run unfolds what is urgent, so this step is unfolded again.
    press(6, &words::PROVE, t::APPLY, "main:not(:has(.tsa-run)) #step-on-demand[data-status=done]"),
    unfold(6, &words::PROVE, "#step-on-demand h2 button", "#step-on-demand h2 [aria-expanded=true]"),
    tell(6, &words::PROVE, 1, "main figure[data-meeting=match]"),
    saying(0, unfold(7, &words::START_CYCLE, "#step-start h2 button", "#step-start h2 [aria-expanded=true]")),
    choose(7, &words::START_CYCLE, "select[name=speed]", "1"),
    press(7, &words::START_CYCLE, t::START_PROVISIONING, DIALOG),
    press(7, &words::START_CYCLE, t::APPLY, "#step-start:is([data-status=working], [data-status=done])"),
    Beat {
        until: Some("main[data-setup=done]"),
        takes: CYCLE_MS,
        ..tell(8, &words::CYCLE, 0, "[data-cycle] [data-standing]")
    },
    tell(9, &words::END, 0, "details:has([data-receipts]) > summary"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_about_two_minutes() {
        let seconds = BEATS.iter().map(Beat::length).sum::<f64>() / 1_000.0;
        assert!((100.0..=135.0).contains(&seconds), "{seconds}");
    }

    #[test]
    fn stations_follow_one_another_and_each_part_is_said_once_in_its_order() {
        let mut number = 0;
        for at in 0..BEATS.len() {
            let beat = &BEATS[at];
            if beat.number != number {
                assert_eq!(beat.number, number + 1);
                number = beat.number;
                let said: Vec<_> = BEATS
                    .iter()
                    .filter(|other| other.number == number)
                    .filter_map(|other| other.text)
                    .collect();
                assert_eq!(said, beat.station.parts);
            }
        }
        assert_eq!(number, STATIONS);
    }

    #[test]
    fn what_is_done_can_be_seen_to_have_worked() {
        for pair in BEATS.windows(2) {
            let then = matches!(pair[1].target, Target::Button(_));
            assert!(pair[0].act != Act::Press || pair[0].until.is_some() || then, "{:?}", pair[0].target);
        }
    }
}

//! The list of all journeys. A module that declares some and does not stand here is unused, and the compiler says so.

use super::declared::{self, Declared};
use super::{
    again, api, beside, compare, context, damage, differ, embedded, export, families, faults, figures, filters, find,
    harness, hostile, injected, inline, keyboard, locked, measure, mentions, offline, plenty, policies, read,
    rightward, sets, shots, state, travel, typing, volumes, width,
};
use libtest_mimic::Trial;

const JOURNEYS: &[&[Declared]] = &[
    again::JOURNEYS,
    api::JOURNEYS,
    beside::JOURNEYS,
    compare::JOURNEYS,
    context::JOURNEYS,
    context::ALONE,
    damage::JOURNEYS,
    differ::JOURNEYS,
    embedded::JOURNEYS,
    export::JOURNEYS,
    faults::JOURNEYS,
    faults::BROKEN,
    faults::NOBODY,
    faults::TOO_OLD,
    families::JOURNEYS,
    families::ONCE,
    figures::FIRST_ANSWER,
    figures::LONG_COMPARISON,
    figures::LONG_LINES,
    filters::JOURNEYS,
    find::JOURNEYS,
    harness::JOURNEYS,
    harness::SETTINGS,
    hostile::JOURNEYS,
    injected::JOURNEYS,
    inline::JOURNEYS,
    keyboard::JOURNEYS,
    keyboard::SPOKEN_AS_WRITTEN,
    locked::JOURNEYS,
    measure::JOURNEYS,
    mentions::JOURNEYS,
    offline::JOURNEYS,
    offline::LARGE,
    plenty::JOURNEYS,
    policies::JOURNEYS,
    read::JOURNEYS,
    rightward::JOURNEYS,
    sets::NAMED,
    state::JOURNEYS,
    travel::JOURNEYS,
    typing::JOURNEYS,
    volumes::JOURNEYS,
    width::JOURNEYS,
];

/// Every test of the program.
pub fn tests() -> Vec<Trial> {
    let mut tests = declared::tests(JOURNEYS.iter().copied().flatten().chain(shots::journeys()));
    tests.extend(find::checks());
    tests
}

//! Into the reader and out of it: from a list, from a line, at a place. It draws nothing.

use super::context::Context;
use super::hits::{self, Target};
use super::state::Entry;
use crate::app::reactive::*;
use crate::view_state::View;

impl Context {
    /// Opens an article in the reader.
    pub fn open_article(self, id: &str) {
        self.target.set_value(None);
        self.from_line.set_value(None);
        self.navigate(|state| state.open_at(id, None));
    }

    /// Opens an article in the reader, at a hit that a line shows.
    pub fn open_line(self, id: &str, start: u32) {
        self.from_line.set_value(Some((View::Context, id.to_owned(), start)));
        self.open_target(id, Target::Byte(start));
    }

    /// Opens an article in the reader, at a hit that its strip marks; closing leads back to the tab with the strip.
    pub fn open_mark(self, id: &str, mark: u8) {
        let view = self.view.get_untracked();
        self.from_line.set_value((view != View::Results).then(|| (view, id.to_owned(), 0)));
        self.open_target(id, Target::Mark(mark));
    }

    fn open_target(self, id: &str, target: Target) {
        let there = self.open.with_untracked(|open| open.as_deref() == Some(id));
        self.target.set_value(Some((id.to_owned(), target)));
        self.navigate(|state| state.open_at(id, None));
        if there {
            // The article is in the reader already; only the hit is another one.
            request_animation_frame(move || {
                hits::go_to_target(self);
            });
        }
    }

    /// Opens an article in the reader, at a mention that a row shows.
    pub fn open_mention(self, id: &str, spot: (u32, u32)) {
        self.open_spot(View::Mentions, id, spot);
    }

    /// Opens an article at a place that a tab lists; closing leads back there.
    pub fn open_spot(self, from: View, id: &str, spot: (u32, u32)) {
        self.target.set_value(None);
        self.from_line.set_value(Some((from, id.to_owned(), spot.0)));
        self.navigate(|state| state.open_at(id, Some(spot)));
        // The article may be in the reader already.
        request_animation_frame(move || {
            hits::show_spot(self);
        });
    }

    /// Points at a place in the open article, or at none.
    pub fn point_at(self, spot: Option<(u32, u32)>) {
        self.store.change(Entry::Replace, |state| state.point_at(spot, None));
    }

    /// Closes the reader, and goes back to the lines it was opened from.
    pub fn close_reader(self) {
        let to = self.from_line.with_value(|line| line.as_ref().map(|line| line.0));
        self.navigate(|state| {
            state.close();
            state.view = to.unwrap_or(state.view);
        });
    }
}

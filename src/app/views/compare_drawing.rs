//! The text of a column drawn piece by piece, so that the page answers while a long article is drawn: what is seen first
//! comes first, the rest a piece a frame. It decides nothing of what is drawn.

use crate::app::components::article_text::{PassageLook, TextView};
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::protocol::CompareRequest;
use crate::view_state::{Part, PassageMark, parts};
use send_wrapper::SendWrapper;
use std::rc::Rc;

/// Bytes of text drawn at once: some seven hundred words.
const SLICE_BYTES: u32 = 4_000;

/// What is still to be drawn, of all columns.
#[derive(Clone, Copy)]
pub struct Drawing {
    columns: StoredValue<Vec<Progress>>,
}

/// A column on its way: how many of its slices are drawn, and how many there are.
#[derive(Clone, Copy)]
struct Progress {
    ready: RwSignal<usize>,
    slices: usize,
}

impl Drawing {
    /// Nothing to be drawn.
    pub fn new() -> Self {
        Self { columns: StoredValue::new(Vec::new()) }
    }

    fn unfinished(self) -> Vec<Progress> {
        let open = |one: &&Progress| one.ready.try_get_untracked().is_some_and(|ready| ready < one.slices);
        self.columns.try_with_value(|columns| columns.iter().filter(open).copied().collect()).unwrap_or_default()
    }

    /// Draws what is left at once; whether there was anything.
    pub fn finish(self) -> bool {
        let left = self.unfinished();
        left.iter().for_each(|one| one.ready.set(one.slices));
        !left.is_empty()
    }

    /// Draws one more slice of every column a frame, and does something when all are drawn.
    fn go_on(self, done: Rc<dyn Fn()>) {
        request_animation_frame(move || {
            let left = self.unfinished();
            if left.is_empty() {
                done();
                return;
            }
            left.iter().for_each(|one| one.ready.update(|ready| *ready += 1));
            self.go_on(done);
        });
    }

    /// Takes in a column; `done` is called once everything is drawn.
    fn add(self, progress: Progress, done: Rc<dyn Fn()>) {
        let first = self.unfinished().is_empty();
        self.columns.try_update_value(|columns| {
            columns.retain(|one| one.ready.try_get_untracked().is_some_and(|ready| ready < one.slices));
            columns.push(progress);
        });
        if first {
            self.go_on(done);
        }
    }
}

/// What a column shows of an article, kept for as long as it is drawn.
pub struct ColumnText {
    /// The answer.
    pub answer: Answered<CompareRequest>,
    /// Which article of it.
    pub number: usize,
    /// Spans of hits.
    pub hits: Vec<(u32, u32)>,
    /// Spans of passages, the heaviest first.
    pub marks: Vec<PassageMark>,
    /// How each passage is drawn.
    pub looks: Vec<PassageLook>,
    /// What a click on a passage does.
    pub select: Rc<dyn Fn(usize)>,
}

impl ColumnText {
    /// The article with the marks of a range of its text.
    pub fn view<'v>(&'v self, marks: &'v [PassageMark]) -> TextView<'v> {
        TextView {
            article: &self.answer.articles[self.number],
            hits: &self.hits,
            marks,
            looks: &self.looks,
            alone: true,
            select: Some(Rc::clone(&self.select)),
            unfold: false,
            spot: None,
            margin: None,
        }
    }

    /// The text, its first slice now and the others later.
    pub fn draw(self: Rc<Self>, locale: &Rc<Locale>, drawing: Drawing, done: Rc<dyn Fn()>) -> Vec<AnyView> {
        let slices = self.slices();
        let progress = Progress { ready: RwSignal::new(1), slices: slices.len() };
        let views = slices.into_iter().enumerate().map(|(at, slice)| {
            if at == 0 {
                return self.slice(locale, &slice).into_any();
            }
            let (text, locale) = (Rc::clone(&self), Rc::clone(locale));
            let draw = SendWrapper::new(move || text.slice(&locale, &slice));
            let here = Memo::new(move |_| progress.ready.get() > at);
            (move || here.get().then(&*draw)).into_any()
        });
        let views = views.collect();
        drawing.add(progress, done);
        views
    }

    fn slice(&self, locale: &Locale, slice: &[Part]) -> Vec<AnyView> {
        let blocks = &self.answer.articles[self.number].blocks;
        let numbers = slice.iter().flat_map(numbers_of);
        let spans = numbers.filter_map(|number| blocks.get(number)).map(|block| (block.start, block.end));
        let (start, end) = spans.fold((u32::MAX, 0), |all, span| (all.0.min(span.0), all.1.max(span.1)));
        let here = |mark: &&PassageMark| mark.start < end && mark.end > start;
        let marks: Vec<PassageMark> = self.marks.iter().filter(here).copied().collect();
        self.view(&marks).parts(locale, slice)
    }

    fn slices(&self) -> Vec<Vec<Part>> {
        let blocks = &self.answer.articles[self.number].blocks;
        let bytes = |part: &Part| -> u32 {
            let of = numbers_of(part).into_iter().filter_map(|number| blocks.get(number));
            of.map(|block| block.end - block.start).sum()
        };
        let mut slices: Vec<Vec<Part>> = vec![Vec::new()];
        let mut held = 0;
        for part in parts(blocks) {
            if held >= SLICE_BYTES {
                slices.push(Vec::new());
                held = 0;
            }
            held += bytes(&part);
            slices.last_mut().expect("there is always one").push(part);
        }
        slices
    }
}

fn numbers_of(part: &Part) -> Vec<usize> {
    match part {
        Part::Shown(number) => vec![*number],
        Part::Folded { blocks, .. } => blocks.clone(),
    }
}

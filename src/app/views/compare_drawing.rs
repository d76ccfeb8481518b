//! The text of a column drawn piece by piece, so that the page answers while a long article is drawn: what is seen first
//! comes first, the rest some pieces a frame, as many as the browser lays out in time. A paragraph that is very long is drawn
//! in stretches, each a box of its own: one box of a megabyte is laid out anew for each word that comes. It decides nothing
//! of what is drawn.

use crate::app::components::article_text::{PassageLook, TextView, class_of};
use crate::app::element as html;
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::article::Role;
use crate::protocol::CompareRequest;
use crate::view_state::{Part, PassageMark, parts, stretches};
use send_wrapper::SendWrapper;
use std::rc::Rc;

/// Bytes of text drawn at once: some seven hundred words.
const SLICE_BYTES: u32 = 4_000;
/// Longer paragraphs are drawn in stretches.
const LONG_BYTES: u32 = 12_000;
/// A frame that took so many milliseconds was in time: the next one draws a slice more.
const IN_TIME_MILLIS: f64 = 25.0;
/// One that took longer than this was late: the next one draws one slice alone.
const LATE_MILLIS: f64 = 40.0;
/// Slices of every column drawn in one frame at most.
const MOST_A_FRAME: usize = 8;

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

    /// Draws more slices of every column a frame, and does something when all are drawn. `count` of them were drawn in the
    /// frame before, which began at `began`.
    fn go_on(self, done: Rc<dyn Fn()>, count: usize, began: f64) {
        request_animation_frame(move || {
            let left = self.unfinished();
            if left.is_empty() {
                done();
                return;
            }
            let now = js_sys::Date::now();
            let count = match now - began {
                took if took > LATE_MILLIS => 1,
                took if took < IN_TIME_MILLIS => (count + 1).min(MOST_A_FRAME),
                _ => count,
            };
            left.iter().for_each(|one| one.ready.update(|ready| *ready = one.slices.min(*ready + count)));
            self.go_on(done, count, now);
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
            self.go_on(done, 0, js_sys::Date::now());
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
        let count = slices.iter().map(Slice::len).sum();
        let progress = Progress { ready: RwSignal::new(1), slices: count };
        let mut at = 0;
        let views = slices.into_iter().map(|slice| {
            let (text, locale, from) = (Rc::clone(&self), Rc::clone(locale), at);
            at += slice.len();
            later(progress, from, move || match &slice {
                Slice::Parts(parts) => text.slice(&locale, parts).into_any(),
                Slice::Long(number, cut) => Rc::clone(&text).long(*number, cut, progress, from),
            })
        });
        let views = views.collect();
        drawing.add(progress, done);
        views
    }

    fn slice(&self, locale: &Locale, slice: &[Part]) -> Vec<AnyView> {
        let blocks = &self.answer.articles[self.number].blocks;
        let numbers = slice.iter().flat_map(numbers_of);
        let spans = numbers.filter_map(|number| blocks.get(number)).map(|block| (block.start, block.end));
        let range = spans.fold((u32::MAX, 0), |all, span| (all.0.min(span.0), all.1.max(span.1)));
        self.view(&self.marks_in(range)).parts(locale, slice)
    }

    /// A long paragraph, its stretches one by one.
    fn long(self: Rc<Self>, number: usize, cut: &[(u32, u32)], progress: Progress, from: usize) -> AnyView {
        let stretches: Vec<AnyView> = cut
            .iter()
            .zip(from..)
            .map(|(&range, at)| {
                let text = Rc::clone(&self);
                let draw = move || {
                    let content = text.view(&text.marks_in(range)).stretch(range);
                    html::span().class("stretch").child(content).into_any()
                };
                later(progress, at, draw)
            })
            .collect();
        let role = self.answer.articles[self.number].blocks[number].role;
        html::p().class(class_of(role)).attr("dir", "auto").child(stretches).into_any()
    }

    fn marks_in(&self, (start, end): (u32, u32)) -> Vec<PassageMark> {
        self.marks.iter().filter(|mark| mark.start < end && mark.end > start).copied().collect()
    }

    fn slices(&self) -> Vec<Slice> {
        let article = &self.answer.articles[self.number];
        let bytes = |number: usize| article.blocks.get(number).map_or(0, |block| block.end - block.start);
        let mut slices = Vec::new();
        let mut parts_held = Vec::new();
        let mut held = 0;
        let close = |slices: &mut Vec<Slice>, held: &mut Vec<Part>| {
            if !held.is_empty() {
                slices.push(Slice::Parts(std::mem::take(held)));
            }
        };
        for part in parts(&article.blocks) {
            let long = match part {
                Part::Shown(number) if bytes(number) > LONG_BYTES => {
                    // The headline stands above the columns' text.
                    let block = article.blocks.get(number).filter(|block| block.role != Role::Title);
                    block.map(|block| (number, block))
                }
                _ => None,
            };
            if held >= SLICE_BYTES || long.is_some() {
                close(&mut slices, &mut parts_held);
                held = 0;
            }
            if let Some((number, block)) = long {
                slices.push(Slice::Long(number, stretches(&article.text, (block.start, block.end), SLICE_BYTES)));
            } else {
                held += numbers_of(&part).into_iter().map(bytes).sum::<u32>();
                parts_held.push(part);
            }
        }
        close(&mut slices, &mut parts_held);
        slices
    }
}

/// What is drawn at once, or, of a long paragraph, one after the other.
enum Slice {
    /// Some paragraphs.
    Parts(Vec<Part>),
    /// One that is very long, by its number, and its stretches.
    Long(usize, Vec<(u32, u32)>),
}

impl Slice {
    fn len(&self) -> usize {
        match self {
            Self::Parts(_) => 1,
            Self::Long(_, cut) => cut.len(),
        }
    }
}

/// Draws something once its turn has come: at once when it comes first.
fn later(progress: Progress, at: usize, draw: impl Fn() -> AnyView + 'static) -> AnyView {
    if at == 0 {
        return draw();
    }
    let draw = SendWrapper::new(draw);
    let here = Memo::new(move |_| progress.ready.get() > at);
    (move || here.get().then(&*draw)).into_any()
}

fn numbers_of(part: &Part) -> Vec<usize> {
    match part {
        Part::Shown(number) => vec![*number],
        Part::Folded { blocks, .. } => blocks.clone(),
    }
}

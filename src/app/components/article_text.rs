//! The text of an article by its blocks, with hits and passages marked. Article text is hostile: it becomes text nodes
//! and nothing else.

use super::margin::Margin;
use crate::app::element::{self as html, Child};
use crate::app::locale::Locale;
use crate::app::reactive::*;
use crate::app::slot::Answered;
use crate::article::{Block, Role};
use crate::protocol::{FullArticle, ReadRequest};
use crate::view_state::{
    EditMark, FoldedKind, Part, PassageMark, Segment, edited, family_letter, language_of, parts, segments,
};
use leptos::ev;
use std::rc::Rc;

/// Hues of passages in `tokens.css`.
const HUES: u32 = 8;

/// A place in a text that is pointed at, as a byte range.
pub type Spot = Memo<Option<(u32, u32)>>;

/// How a passage is drawn.
#[derive(Clone, Debug)]
pub struct PassageLook {
    /// Its letter and its hue.
    pub family: u32,
    /// The name of its kind, which gives it its line.
    pub kind: &'static str,
    /// Shown with an arrow.
    pub moved: bool,
    /// Drawn thin and grey, so that those that matter more stand out.
    pub quiet: bool,
    /// What it is, in words.
    pub label: String,
    /// Where its wording differs, in order.
    pub edits: Vec<EditMark>,
}

/// An article's text with what is marked in it.
pub struct TextView<'a> {
    /// The article.
    pub article: &'a FullArticle,
    /// Spans of hits, in reading order.
    pub hits: &'a [(u32, u32)],
    /// Spans of passages; the earlier wins where they overlap.
    pub marks: &'a [PassageMark],
    /// How each passage is drawn, by the numbers in `marks`.
    pub looks: &'a [PassageLook],
    /// Marks without a look are what the article says alone, not the place that is pointed at.
    pub alone: bool,
    /// What a click on a passage does.
    pub select: Option<Rc<dyn Fn(usize)>>,
    /// Folded blocks start open.
    pub unfold: bool,
    /// The same article to keep, and the place in it that is pointed at: each block follows it by itself.
    pub spot: Option<(Answered<ReadRequest>, Spot)>,
    /// What stands at the margin of each paragraph.
    pub margin: Option<Margin>,
}

/// The hue of a family, 0 to 7.
pub fn hue(family: u32) -> String {
    (family % HUES).to_string()
}

impl TextView<'_> {
    fn runs(&self, segment: &Segment<'_>, edits: &[EditMark]) -> Vec<AnyView> {
        let mut out = Vec::new();
        for run in &segment.runs {
            let mut at = run.at as u32;
            for (text, edit) in edited(run, edits) {
                let here = at;
                at += text.len() as u32;
                let piece = match run.hit {
                    None => text.to_owned().into_any(),
                    Some(hit) => {
                        html::mark().class("hit").attr("data-hit", hit.to_string()).child(text.to_owned()).into_any()
                    }
                };
                out.push(match edit {
                    None => piece,
                    Some(edit) => html::span()
                        .class("edit")
                        .attr("data-edit", edit.name)
                        .attr("data-starts", here == edit.start)
                        .attr("data-ends", at == edit.end)
                        .child(piece)
                        .into_any(),
                });
            }
        }
        out
    }

    fn segment(&self, segment: &Segment<'_>) -> Vec<AnyView> {
        let edits = segment.passage.and_then(|passage| self.looks.get(passage)).map(|look| look.edits.as_slice());
        let runs = self.runs(segment, edits.unwrap_or_default());
        let Some(passage) = segment.passage else { return runs };
        let Some(look) = self.looks.get(passage) else {
            let place = passage.saturating_sub(self.looks.len());
            let mark = if self.alone {
                html::span().class("own").attr("data-own", place.to_string())
            } else {
                html::mark().class("spot").attr("data-part", "spot")
            };
            return vec![mark.child(runs).into_any()];
        };
        let letter = segment.starts.then(|| {
            let arrow = if look.moved { "↕" } else { "" };
            format!("{}{arrow}", family_letter(look.family))
        });
        // Those beneath are found by it when they are taken in hand.
        let under = segment.under.iter().filter(|under| **under < self.looks.len());
        let under: Vec<String> = under.map(usize::to_string).collect();
        let focusable = segment.starts && self.select.is_some();
        let (click, press) = (self.select.clone(), self.select.clone());
        let element = html::span()
            .class("passage")
            .attr("data-part", "passage")
            .attr("data-passage", passage.to_string())
            .attr("data-under", (!under.is_empty()).then(|| under.join(" ")))
            .attr("data-family", look.family.to_string())
            .attr("data-hue", hue(look.family))
            .attr("data-kind", look.kind)
            .attr("data-quiet", look.quiet.then_some(""))
            .attr("data-letter", letter)
            .attr("title", look.label.clone())
            .attr("role", focusable.then_some("button"))
            .attr("tabindex", focusable.then_some("0"))
            .on(ev::click, move |_| {
                if let Some(select) = &click {
                    select(passage);
                }
            })
            .on(ev::keydown, move |event: ev::KeyboardEvent| {
                if let (Some(select), "Enter" | " ") = (&press, event.key().as_str()) {
                    event.prevent_default();
                    select(passage);
                }
            })
            .child(runs);
        vec![element.into_any()]
    }

    fn content(&self, block: &Block) -> Vec<AnyView> {
        self.stretch((block.start, block.end))
    }

    /// A stretch of the text, marked.
    pub fn stretch(&self, range: (u32, u32)) -> Vec<AnyView> {
        let segments = segments(&self.article.text, range, self.hits, self.marks);
        segments.iter().flat_map(|segment| self.segment(segment)).collect()
    }

    /// What stands in a block; where a place is pointed at, it is drawn anew when that place moves into it or out of it.
    fn live_content(&self, block: &Block) -> AnyView {
        let Some((answer, spot)) = self.spot.clone() else { return self.content(block).into_any() };
        let (block, hits) = (block.clone(), self.hits.to_vec());
        let here = Memo::new(move |_| spot.get().filter(|spot| spot.0 < block.end && spot.1 > block.start));
        let content = move || {
            let marks = here.get().map(|(start, end)| PassageMark { passage: 0, start, end });
            let article = &answer.article;
            let marks = marks.as_slice();
            let (looks, select, spot, margin) = (&[][..], None, None, None);
            TextView { article, hits: &hits, marks, looks, alone: false, select, unfold: false, spot, margin }
                .content(&block)
        };
        let mut child = Vec::new();
        Child::append(content, &mut child);
        child.into_any()
    }

    fn block(&self, number: usize) -> Option<AnyView> {
        let block = self.article.blocks.get(number)?;
        if block.role == Role::Title && Some(number) == self.title_block() {
            return None;
        }
        let content = self.live_content(block);
        let byte = block.start.to_string();
        if block.role == Role::Subheading {
            let heading = html::h3().class(class_of(block.role)).attr("dir", "auto").attr("data-byte", byte);
            return Some(heading.child(content).into_any());
        }
        let paragraph = html::p().class(class_of(block.role)).attr("dir", "auto").attr("data-byte", byte);
        Some(match self.margin.as_ref().map(|margin| margin(block)) {
            None => paragraph.child(content).into_any(),
            Some((beside, beneath)) => (paragraph.child((content, beside)), beneath).into_any(),
        })
    }

    fn title_block(&self) -> Option<usize> {
        self.article.blocks.iter().position(|block| block.role == Role::Title && !block.repeats)
    }

    /// The first byte of the headline, where there is one.
    pub fn title_start(&self) -> Option<String> {
        self.title_block().map(|number| self.article.blocks[number].start.to_string())
    }

    /// The headline, marked like the text; the title that stands for one where there is none.
    pub fn title(&self) -> AnyView {
        match self.title_block() {
            Some(number) => self.live_content(&self.article.blocks[number]),
            None => self.article.card.title.clone().into_any(),
        }
    }

    /// Everything but the headline, in order.
    pub fn text(&self, locale: &Locale) -> AnyView {
        let content = self.parts(locale, &parts(&self.article.blocks));
        html::div().class("text").attr("lang", self.language()).child(content).into_any()
    }

    /// Some parts of the text, in order.
    pub fn parts(&self, locale: &Locale, parts: &[Part]) -> Vec<AnyView> {
        let view = |part: &Part| match part {
            Part::Shown(number) => self.block(*number),
            Part::Folded { blocks, kinds } => {
                let content: Vec<AnyView> = blocks.iter().filter_map(|number| self.block(*number)).collect();
                let details = html::details()
                    .class("fold folded")
                    .attr("open", self.unfold)
                    .child((html::summary().child(folded_line(locale, kinds)), content));
                Some(details.into_any())
            }
        };
        parts.iter().filter_map(view).collect()
    }

    /// The language of the text, for screen readers; empty when unknown.
    pub fn language(&self) -> &'static str {
        language_of(&self.article.text).unwrap_or("")
    }
}

/// The class of a block.
pub fn class_of(role: Role) -> &'static str {
    match role {
        Role::Header => "block header",
        Role::Title => "block title",
        Role::Dateline => "block dateline",
        Role::Lead => "block lead",
        Role::Body => "block body",
        Role::Subheading => "block subheading",
        Role::Caption => "block caption",
        Role::Credit => "block credit",
        Role::Related => "block related",
        Role::Residue => "block residue",
        Role::Note => "block note",
        Role::Remark => "block remark",
    }
}

fn folded_line(locale: &Locale, kinds: &[(FoldedKind, usize)]) -> String {
    let s = locale.strings;
    let parts: Vec<String> = kinds
        .iter()
        .map(|(kind, n)| {
            let noun = match kind {
                FoldedKind::Related => &s.folded_related,
                FoldedKind::Residue => &s.folded_residue,
                FoldedKind::Remark => &s.folded_remark,
                FoldedKind::Header => &s.folded_header,
                FoldedKind::Repeat => &s.folded_repeat,
            };
            locale.count(noun, *n as u64)
        })
        .collect();
    parts.join(", ")
}

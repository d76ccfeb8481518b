//! Lines that recur at the edges of many articles of one source: what a site puts around every story.
//!
//! A corpus-level pass over a sample of the articles learns them; each article is then relabelled by itself, so that a
//! packer that streams needs nothing but the hashes. It deletes nothing and knows no site.

use super::model::{Article, Block, Role};
use super::word::line_key;
use std::collections::{HashMap, HashSet};

/// Articles of a source below which nothing can be said to recur.
const LEAST_ARTICLES: u32 = 20;
/// A line recurs when so many articles of its source have it, and this share of them.
const LEAST_RECURRENCES: u32 = 8;
const LEAST_SHARE: f64 = 0.03;
/// The same of a line that a full stop closes, which may be a set phrase of the story's own.
const LEAST_SHARE_OF_SENTENCES: f64 = 0.2;
/// A shorter sentence is a greeting or thanks, and the speaker's own.
const SHORTEST_SENTENCE_CHARS: usize = 40;
/// The same at the head, where a rubric or a salutation stands.
const LEAST_SHARE_AT_HEAD: f64 = 0.1;
/// Blocks from either edge that are looked at.
const HEAD_BLOCKS: usize = 3;
const TAIL_BLOCKS: usize = 8;
const LONGEST_LINE_BYTES: usize = 600;

/// The recurring lines of a corpus, as hashes.
#[derive(Clone, Debug, Default)]
pub struct RecurringLines {
    at_head: HashSet<u64>,
    at_tail: HashSet<u64>,
}

/// Counts lines over a sample, article by article. What it finds does not depend on their order.
#[derive(Clone, Debug, Default)]
pub struct LineCounter {
    articles: HashMap<u64, u32>,
    head: HashMap<u64, Count>,
    tail: HashMap<u64, Count>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    articles: u32,
    source: u64,
    closed: bool,
    chars: usize,
}

impl LineCounter {
    /// Counts the lines at the edges of an article. Holds some hundred bytes an article.
    pub fn add(&mut self, article: &Article) {
        let source = source_hash(article);
        *self.articles.entry(source).or_default() += 1;
        for (edge, counts) in [(Edge::Head, &mut self.head), (Edge::Tail, &mut self.tail)] {
            let mut seen = HashSet::new();
            for block in edge.blocks(article).filter(|block| may_recur(block)) {
                let line = block.of(&article.text);
                let hash = line_hash(source, line);
                if seen.insert(hash) {
                    let count = counts.entry(hash).or_default();
                    count.articles += 1;
                    (count.source, count.closed, count.chars) = (source, is_closed(line), line.chars().count());
                }
            }
        }
    }

    /// The lines that recur.
    pub fn finish(self) -> RecurringLines {
        let recurs = |count: &Count, least_share: f64| {
            let articles = self.articles.get(&count.source).copied().unwrap_or(0);
            let share = f64::from(count.articles) / f64::from(articles.max(1));
            let open = !count.closed && share >= least_share;
            let sentence = count.chars >= SHORTEST_SENTENCE_CHARS && share >= LEAST_SHARE_OF_SENTENCES;
            articles >= LEAST_ARTICLES && count.articles >= LEAST_RECURRENCES && (open || sentence)
        };
        let chosen = |counts: &HashMap<u64, Count>, share| {
            counts.iter().filter(|(_, count)| recurs(count, share)).map(|(hash, _)| *hash).collect()
        };
        RecurringLines { at_head: chosen(&self.head, LEAST_SHARE_AT_HEAD), at_tail: chosen(&self.tail, LEAST_SHARE) }
    }
}

impl RecurringLines {
    /// Whether nothing recurs.
    pub fn is_empty(&self) -> bool {
        self.at_head.is_empty() && self.at_tail.is_empty()
    }

    /// Labels the recurring lines at the edges of an article as residue: those that only such lines, credits and
    /// residue part from its edge. An article that would have no story left stays as it is.
    pub fn relabel(&self, article: &mut Article) {
        if self.is_empty() {
            return;
        }
        let source = source_hash(article);
        let mut found: HashSet<usize> = HashSet::new();
        for (edge, lines) in [(Edge::Head, &self.at_head), (Edge::Tail, &self.at_tail)] {
            for at in edge.places(article) {
                let block = &article.blocks[at];
                if may_recur(block) && lines.contains(&line_hash(source, block.of(&article.text))) {
                    found.insert(at);
                } else if !matches!(
                    block.role,
                    Role::Header | Role::Credit | Role::Dateline | Role::Residue | Role::Related | Role::Title
                ) {
                    break;
                }
            }
        }
        let story = |at: usize| matches!(article.blocks[at].role, Role::Lead | Role::Body) && !found.contains(&at);
        if (0..article.blocks.len()).any(story) {
            found.into_iter().for_each(|at| article.blocks[at].role = Role::Residue);
        }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Head,
    Tail,
}

impl Edge {
    /// The places of the blocks at this edge, from the edge inwards; at the tail, before related blocks and residue.
    fn places(self, article: &Article) -> Vec<usize> {
        let all = 0..article.blocks.len();
        let aside = |at: &usize| !matches!(article.blocks[*at].role, Role::Related | Role::Residue | Role::Header);
        match self {
            Self::Head => all.filter(aside).take(HEAD_BLOCKS).collect(),
            Self::Tail => all.rev().filter(aside).take(TAIL_BLOCKS).collect(),
        }
    }

    fn blocks(self, article: &Article) -> impl Iterator<Item = &Block> {
        self.places(article).into_iter().map(|at| &article.blocks[at])
    }
}

/// Headlines, datelines and credits recur by rights.
fn may_recur(block: &Block) -> bool {
    matches!(block.role, Role::Lead | Role::Body | Role::Subheading | Role::Caption)
        && (block.end - block.start) as usize <= LONGEST_LINE_BYTES
}

fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

/// FNV-1a (public domain, Fowler–Noll–Vo).
fn hash(start: u64, text: &str) -> u64 {
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn source_hash(article: &Article) -> u64 {
    hash(0xcbf2_9ce4_8422_2325, article.source.as_deref().unwrap_or(""))
}

fn line_hash(source: u64, line: &str) -> u64 {
    hash(source, &line_key(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::extract;

    const STORY: &str =
        "Cây cầu gỗ bắc qua con suối đầu làng được dựng lại sau mùa lũ, người dân đi chợ không còn phải vòng xa.";

    fn page(number: usize, foot: &str) -> Article {
        let story = format!("{STORY} Đó là chuyện thứ {number} của làng.");
        extract(&number.to_string(), format!("Làng dựng cầu số {number}\n{story}\n{story} Hết.\n{foot}"))
    }

    fn relabelled(foot: &str, pages: usize) -> Vec<Role> {
        let mut counter = LineCounter::default();
        (0..pages).for_each(|number| counter.add(&page(number, foot)));
        let mut article = page(0, foot);
        counter.finish().relabel(&mut article);
        article.blocks.iter().map(|block| block.role).collect()
    }

    #[test]
    fn what_stands_under_every_story_is_residue() {
        let check = |foot: &str, pages: usize, expected: Role| {
            assert_eq!(relabelled(foot, pages).last(), Some(&expected), "{foot} in {pages}");
        };
        check("Phần mềm của làng có cho mọi máy", 40, Role::Residue);
        check("Mời bạn đọc gửi tin bài về hòm thư của làng, số nhà 1 đường chợ.", 40, Role::Residue);
        // Too few articles, or a speaker's own set phrase.
        assert_ne!(relabelled("Phần mềm của làng có cho mọi máy", 10).last(), Some(&Role::Residue));
        assert_ne!(relabelled("Xin cảm ơn.", 40).last(), Some(&Role::Residue));
    }

    #[test]
    fn a_line_inside_the_story_stays() {
        let foot =
            format!("Phần mềm của làng có cho mọi máy\n{STORY} Chuyện riêng của bài này, không bài nào khác có.");
        let mut counter = LineCounter::default();
        (0..40).for_each(|number| counter.add(&page(number, "Phần mềm của làng có cho mọi máy")));
        let mut article = page(0, &foot);
        let before = article.clone();
        counter.finish().relabel(&mut article);
        assert_eq!(article, before);
    }

    #[test]
    fn an_article_of_recurring_lines_alone_stays() {
        let mut counter = LineCounter::default();
        let same = || extract("a", format!("{STORY}\n{STORY} Nữa."));
        (0..40).for_each(|_| counter.add(&same()));
        let mut article = same();
        counter.finish().relabel(&mut article);
        assert_eq!(article, same());
    }
}

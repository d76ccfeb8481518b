//! A packed site taken apart, so that its bytes can be changed one by one and the hashes made good again: what a forger
//! would hand over. The fuzz targets share this file; it holds no expectations of its own.

use recto::article::ArticleId;
use recto::bundle::carrier;
use recto::bundle::chunk::{Entry, digest, name_of};
use recto::bundle::related_words::{RelatedRow, write_related_words};
use recto::bundle::root::{Counts, Directory, SECTIONS, Section, write_root};
use recto::bundle::{ChunkId, Root};
use recto::engine::{Engine, Poll};
use recto::protocol::*;
use recto::site::root_of;
use std::collections::BTreeMap;
use std::path::Path;

/// Polls that a request may take: a small bundle needs five or six, a forged one may ask for ever.
const ROUNDS: u32 = 200;

/// The parts of a bundle whose directories all stand in its root.
#[derive(Clone)]
pub struct Forged {
    /// The root as packed.
    pub root: Vec<u8>,
    /// What the root counts.
    pub counts: Counts,
    /// The directory of each section, in the order of their numbers.
    pub sections: Vec<Vec<Entry>>,
    /// Payloads by name.
    pub chunks: BTreeMap<String, Vec<u8>>,
}

impl Forged {
    /// Takes a packed folder apart.
    pub fn of_site(site: &Path) -> Self {
        let html = std::fs::read(site.join("index.html")).expect("the site has a page");
        let files = std::fs::read_dir(site.join("chunks")).expect("the site has chunks");
        let chunks = files
            .map(|file| file.expect("the folder can be read").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "bin"))
            .filter_map(|path| {
                let payload = carrier::unwrap(&std::fs::read(&path).expect("a chunk can be read")).ok()?;
                Some((path.file_stem()?.to_str()?.to_owned(), payload))
            })
            .collect();
        Self::of_bytes(root_of(&html).expect("the page has a root"), chunks)
    }

    /// Takes a bundle apart.
    pub fn of_bytes(root: Vec<u8>, chunks: BTreeMap<String, Vec<u8>>) -> Self {
        let read = Root::read(&root).expect("the root reads back");
        let inline = |section: &Section| match read.directory(*section) {
            Directory::Inline(entries) => entries.clone(),
            Directory::Paged { .. } => Vec::new(),
        };
        let sections = SECTIONS.iter().map(inline).collect();
        Self { root, counts: read.counts.clone(), sections, chunks }
    }

    /// Writes the root anew from the counts and the directories.
    pub fn reroot(mut self) -> Self {
        let mut sections = self.sections.clone();
        sections[0].clear();
        let (root, pages) = write_root(&self.counts, &sections, |page| page);
        self.chunks.extend(pages.into_iter().map(|page| (name_of(&digest(&page)), page)));
        self.root = root;
        self
    }

    /// Adds words that are used alike, which a bundle as small as this has none of.
    pub fn with_related_words(mut self) -> Self {
        let row = |key: &str, word: &str| RelatedRow { key: key.to_owned(), words: vec![(word.to_owned(), 2)] };
        let payload = write_related_words(&[row("hội", "chợ"), row("hội chợ", "bến tàu"), row("khô", "ướt")]);
        let (hash, size_bytes) = (digest(&payload), payload.len() as u32);
        self.sections[Section::RelatedWords as usize].push(Entry {
            hash,
            size_bytes,
            first: 0,
            first_key: "hội".into(),
            part: None,
        });
        self.chunks.insert(name_of(&hash), payload);
        self.reroot()
    }

    /// Puts other bytes in place of a chunk, its hash and size made good.
    pub fn with_chunk(&self, section: Section, place: usize, payload: Vec<u8>) -> Self {
        let mut forged = self.clone();
        let entry = &mut forged.sections[section as usize][place];
        entry.hash = digest(&payload);
        entry.size_bytes = payload.len() as u32;
        forged.chunks.insert(name_of(&entry.hash), payload);
        forged.reroot()
    }

    /// Every chunk as its section, its place there and its payload.
    pub fn places(&self) -> Vec<(Section, usize, Vec<u8>)> {
        let mut places = Vec::new();
        for (section, entries) in SECTIONS.iter().zip(&self.sections).skip(1) {
            for (place, entry) in entries.iter().enumerate() {
                places.push((*section, place, self.chunks[&name_of(&entry.hash)].clone()));
            }
        }
        places
    }

    /// Answers requests with this bundle: an answer each, or why there is none. What is brought is what its name says,
    /// or nothing.
    pub fn answers(&self, requests: &[Request]) -> Vec<Result<Response, String>> {
        let mut engine = match Engine::open(&self.root) {
            Ok(engine) => engine,
            Err(error) => return vec![Err(error.to_string())],
        };
        requests.iter().map(|request| self.answer(&mut engine, request)).collect()
    }

    fn answer(&self, engine: &mut Engine, request: &Request) -> Result<Response, String> {
        for _ in 0..ROUNDS {
            let missing = match engine.poll(request).map_err(|error| error.to_string())? {
                Poll::Ready(response) => return Ok(response),
                Poll::Missing(missing) => missing,
            };
            if missing.is_empty() {
                return Err("it misses nothing and answers nothing".to_owned());
            }
            for chunk in missing {
                let payload = self.chunks.get(&chunk.name).ok_or_else(|| format!("no chunk {}", chunk.name))?;
                engine.supply(ChunkId(chunk.id.0), payload.clone()).map_err(|error| error.to_string())?;
            }
        }
        Err(format!("no answer after {ROUNDS} rounds"))
    }
}

/// A request of every kind, over the words of a query.
pub fn requests_of(query: &str) -> Vec<Request> {
    let spec = QuerySpec { query: query.to_owned(), ..QuerySpec::default() };
    vec![
        Request::Search(SearchRequest { spec: spec.clone(), limit: 10, ..SearchRequest::default() }),
        Request::Offers(OffersRequest { spec: spec.clone() }),
        Request::Suggest(SuggestRequest { query: query.to_owned(), caret: query.len() as u32, limit: 5 }),
        Request::Facets(FacetsRequest { spec: spec.clone(), limit: 5 }),
        Request::Concordance(ConcordanceRequest {
            spec: spec.clone(),
            context_tokens: 4,
            sort: vec![LineSort::Left(1), LineSort::Node, LineSort::Date],
            limit: 10,
            ..ConcordanceRequest::default()
        }),
        Request::Read(ReadRequest { article: "a.txt".to_owned(), spec }),
    ]
}

/// Requests about articles, whatever is searched; the first two are compared.
pub fn requests_about(ids: &[&str]) -> Vec<Request> {
    vec![
        OverviewRequest.into(),
        ArticlesRequest { offset: 0, limit: 10 }.into(),
        FamiliesRequest { limit: 20, ..FamiliesRequest::default() }.into(),
        FamiliesRequest { apart: true, limit: 20, ..FamiliesRequest::default() }.into(),
        Request::Family(FamilyRequest {
            label: "Ban tổ chức yêu cầu kiểm tra kỹ từng hạng mục, không".to_owned(),
            limit: 9,
            ..FamilyRequest::default()
        }),
        ReprintsRequest { offset: 0, limit: 9 }.into(),
        SharedRequest { article: ids[0].to_owned() }.into(),
        AlikeRequest { article: Some(ids[0].to_owned()), limit: 9 }.into(),
        AlikeRequest { article: None, limit: 9 }.into(),
        Request::Trace(TraceRequest {
            text: "Ban tổ chức yêu cầu kiểm tra kỹ từng hạng mục, không để xảy ra sai sót.".to_owned(),
            limit: 9,
            ..TraceRequest::default()
        }),
        CardsRequest { articles: vec![ArticleId(0)] }.into(),
        FindRequest { names: ids.iter().map(|id| (*id).to_owned()).collect() }.into(),
        Request::Compare(CompareRequest {
            articles: ids.iter().take(2).map(|id| (*id).to_owned()).collect(),
            blocks: BlocksMode::Text,
            pasted: None,
            pasted_first: false,
        }),
    ]
}

//! What every view of one instance shares: the engine, the view state, the settings, the answers. It draws nothing, and
//! there is one per instance, so that several live on one page.

use super::boot::Instance;
use super::export::Exporting;
use super::handle::{AskError, EngineHandle, Progress};
use super::hits::Target;
use super::keeping::Keeping;
use super::loader::Host;
use super::locale::Locale;
use super::measuring::Measuring;
use super::notes::NoteBook;
use super::settings::{NARROW_REM, Settings, rem_pixels};
use super::slot::Slot;
use super::state::{Entry, Store};
use super::strings::{Label, Language, Strings};
use super::trail::Visit;
use crate::app::reactive::*;
use crate::protocol::{
    ArticlesRequest, Ask, CardsRequest, CompareRequest, ConcordanceRequest, FacetsRequest, FamiliesRequest,
    FamilyRequest, Filters, GroupsRequest, LayerRequest, MentionsRequest, NamesRequest, OffersRequest, OverviewRequest,
    QuerySpec, ReadRequest, Request, Response, SearchRequest, SuggestRequest, TraceRequest,
};
use crate::view_state::{EFFORT_LIMIT, View, ViewState};
use leptos::html::{Dialog, Div, Input};
use std::rc::Rc;

/// Something the page tells the reader until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The link names an article that is not there.
    ArticleGone(String),
    /// The link names a passage that is not there.
    PassageGone(String),
    /// No room for one more article to compare.
    TrayFull,
    /// The browser refused to copy.
    CiteFailed,
    /// A sentence, in the language it was said in.
    Said(String),
    /// The export broke off.
    ExportFailed,
    /// The export holds the first rows only.
    ExportCut {
        /// Rows in the file.
        rows: u64,
        /// Rows there are.
        of: u64,
    },
}

/// The elements that keys and navigation reach.
#[derive(Clone, Copy, Default)]
pub struct Places {
    /// The root of the app.
    pub app: NodeRef<Div>,
    /// The search box.
    pub search: NodeRef<Input>,
    /// The pane of the results.
    pub list: NodeRef<Div>,
    /// The pane of the lines.
    pub lines: NodeRef<Div>,
    /// The pane of what is mentioned where.
    pub mentions: NodeRef<Div>,
    /// The pane of repeated wordings, or of one of them.
    pub families: NodeRef<Div>,
    /// The pane of notes.
    pub notes: NodeRef<Div>,
    /// The pane of measures.
    pub measure: NodeRef<Div>,
    /// The pane of the reader.
    pub reader: NodeRef<Div>,
    /// The table of keys.
    pub keys: NodeRef<Dialog>,
}

/// What every view of one instance shares.
#[derive(Clone, Copy)]
pub struct Context {
    /// The engine, to be stopped; it is asked by [`Context::ask`].
    pub engine: StoredValue<EngineHandle>,
    locales: StoredValue<[Rc<Locale>; Language::ALL.len()]>,
    /// The corpus's name.
    pub title: StoredValue<String>,
    /// In a frame or an element of another page: the page scrolls, not its panes.
    pub embedded: bool,
    /// The view state.
    pub store: Store,
    /// The reader's notes.
    pub notes: NoteBook,
    /// What is kept on the device.
    pub keeping: Keeping,
    /// The page's first script.
    pub host: StoredValue<Host>,
    rem_pixels: Option<f64>,
    /// The reader's choices.
    pub settings: Settings,
    /// The tab.
    pub view: Memo<View>,
    /// The query.
    pub spec: Memo<QuerySpec>,
    /// The article in the reader.
    pub open: Memo<Option<String>>,
    /// The place in it that is pointed at.
    pub spot: Memo<Option<(u32, u32)>>,
    /// The articles ticked to compare.
    pub compared: Memo<Vec<String>>,
    /// What the corpus is.
    pub overview: Slot<OverviewRequest>,
    /// All articles, as far as they were listed.
    pub articles: Slot<ArticlesRequest>,
    /// The articles that match, as far as they were listed.
    pub results: Slot<SearchRequest>,
    /// The query whose results are there; what is only beside them is asked for after it.
    pub answered: RwSignal<Option<QuerySpec>>,
    /// What else the query may mean, and why it finds nothing.
    pub offers: Slot<OffersRequest>,
    /// The query that was asked of offers last.
    pub offered: StoredValue<Option<QuerySpec>>,
    /// Counts to filter by.
    pub facets: Slot<FacetsRequest>,
    /// The hits as lines, as far as they were listed.
    pub lines: Slot<ConcordanceRequest>,
    /// Completions of what is being typed.
    pub suggestions: Slot<SuggestRequest>,
    /// The hit the reader opens next: the article's id, and which of its hits.
    pub target: StoredValue<Option<(String, Target)>>,
    /// The line the reader was opened from: its tab, its article's id and first byte; closing leads back there.
    pub from_line: StoredValue<Option<(View, String, u32)>>,
    /// The export on its way.
    pub exporting: RwSignal<Option<Exporting>>,
    /// The article in the reader.
    pub reading: Slot<ReadRequest>,
    /// What it mentions.
    pub mentioned: Slot<MentionsRequest>,
    /// What it mentions is unfolded.
    pub mentions_open: RwSignal<bool>,
    /// The things of a kind that the corpus mentions, as far as they were listed.
    pub names: Slot<NamesRequest>,
    /// Where things are mentioned, as far as it was listed.
    pub mentions: Slot<LayerRequest>,
    /// The wordings that the corpus repeats, as far as they were listed.
    pub families: Slot<FamiliesRequest>,
    /// One of them, as far as its places were listed.
    pub family: Slot<FamilyRequest>,
    /// Where a text of the reader's own is from.
    pub trace: Slot<TraceRequest>,
    /// What two groups of articles share and change.
    pub groups: Slot<GroupsRequest>,
    /// The articles of its last listed places.
    pub cards: Slot<CardsRequest>,
    /// What is measured.
    pub measuring: Measuring,
    /// What the reader has seen since the page opened, latest first.
    pub trail: RwSignal<Vec<Visit>>,
    /// The current hit in the reader, from 0.
    pub hit: RwSignal<usize>,
    /// The words selected in the reader, as a byte range of its article.
    pub picked: RwSignal<Option<(u32, u32)>>,
    /// The comparison.
    pub comparison: Slot<CompareRequest>,
    /// A text of the reader's own that is compared beside the articles; it never leaves the page.
    pub pasted: RwSignal<Option<String>>,
    /// It stands before the articles, not behind them.
    pub pasted_first: RwSignal<bool>,
    /// Steps through the passages by this many; the compare view acts on it.
    pub passage_step: RwSignal<i32>,
    /// What the reader is told.
    pub notice: RwSignal<Option<Notice>>,
    /// How far the chunks are that are being waited for.
    pub progress: RwSignal<Progress>,
    /// What is spoken to those who listen.
    pub spoken: RwSignal<String>,
    /// Elements that keys and navigation reach.
    pub places: Places,
    /// The reader is in the middle of typing a query: its changes share one entry of the history.
    pub typing: StoredValue<bool>,
}

impl Context {
    /// Makes the context of an instance.
    pub fn new(instance: &Instance, language: Option<Language>) -> Self {
        let progress = RwSignal::new(Progress::default());
        // The engine may outlive the page by a message.
        instance.engine.on_progress(move |now| {
            let _ = progress.try_set(now);
        });
        let inline = instance.inline.as_ref();
        let store = Store::open(&instance.root, &instance.corpus, inline);
        let settings = Settings::read(&instance.corpus, language);
        store.carry(move |state| settings.sets.with_untracked(|kept| state.carry_sets(kept)));
        Self {
            engine: StoredValue::new(instance.engine.clone()),
            locales: StoredValue::new(Language::ALL.map(|language| Rc::new(Locale::new(language)))),
            title: StoredValue::new(instance.overview_title.clone()),
            embedded: instance.embedded,
            store,
            notes: NoteBook::open(&instance.corpus),
            keeping: Keeping::new(&instance.host),
            host: StoredValue::new(instance.host.clone()),
            rem_pixels: inline.map(|inline| inline.rem_pixels),
            settings,
            view: Memo::new(move |_| store.with(|state| state.view)),
            spec: Memo::new(move |_| store.with(ViewState::spec)),
            open: Memo::new(move |_| store.with(|state| state.open.clone())),
            spot: Memo::new(move |_| store.with(|state| state.spot)),
            compared: Memo::new(move |_| store.with(|state| state.compared.clone())),
            overview: Slot::new(),
            articles: Slot::new(),
            results: Slot::new(),
            answered: RwSignal::new(None),
            offers: Slot::new(),
            offered: StoredValue::new(None),
            facets: Slot::new(),
            lines: Slot::new(),
            suggestions: Slot::new(),
            target: StoredValue::new(None),
            from_line: StoredValue::new(None),
            exporting: RwSignal::new(None),
            reading: Slot::new(),
            mentioned: Slot::new(),
            mentions_open: RwSignal::new(false),
            names: Slot::new(),
            mentions: Slot::new(),
            families: Slot::new(),
            family: Slot::new(),
            trace: Slot::new(),
            groups: Slot::new(),
            cards: Slot::new(),
            measuring: Measuring::new(),
            trail: RwSignal::new(Vec::new()),
            hit: RwSignal::new(0),
            picked: RwSignal::new(None),
            comparison: Slot::new(),
            pasted: RwSignal::new(None),
            pasted_first: RwSignal::new(false),
            passage_step: RwSignal::new(0),
            notice: RwSignal::new(None),
            progress,
            spoken: RwSignal::new(String::new()),
            places: Places::default(),
            typing: StoredValue::new(false),
        }
    }

    /// The words of the interface; follows the language.
    pub fn strings(self) -> &'static Strings {
        self.settings.language.get().strings()
    }

    /// One string that follows the language.
    pub fn text(self, pick: Label) -> impl Fn() -> &'static str + Copy + Send + Sync {
        move || pick(self.strings())
    }

    /// Words, numbers and dates; follows the language.
    pub fn locale(self) -> Rc<Locale> {
        let language = self.settings.language.get();
        self.locales.with_value(|locales| Rc::clone(&locales[language as usize]))
    }

    /// The article in a column of the comparison; none where a text of the reader's own stands.
    pub fn compared_at(self, column: usize) -> Option<String> {
        let before = self.pasted.with_untracked(Option::is_some) && self.pasted_first.get_untracked();
        let at = column.checked_sub(usize::from(before))?;
        self.compared.with_untracked(|ids| ids.get(at).cloned())
    }

    /// The corpus's name; follows the overview.
    pub fn corpus_title(self) -> String {
        let packed = self.overview.get().map(|overview| overview.title.clone()).filter(|title| !title.is_empty());
        packed.unwrap_or_else(|| self.title.get_value())
    }

    /// Where what is shown can be found again: the corpus's name and the link. Follows the view.
    pub fn citation(self) -> String {
        self.store.with(|_| ());
        format!("{}, {}{}", self.corpus_title(), self.store.address(), self.store.link(|_| ()))
    }

    /// Asks the engine; on a channel a later request takes an earlier one's place.
    ///
    /// # Errors
    /// Whatever keeps the engine from answering.
    pub async fn ask<A: Ask>(self, channel: Option<&'static str>, ask: A) -> Result<A::Answer, AskError> {
        // An engine that answers something else is broken.
        A::answer(self.ask_untyped(channel, ask.into()).await?).ok_or(AskError::Lost)
    }

    /// The same for what knows the type of the answer elsewhere.
    ///
    /// # Errors
    /// Whatever keeps the engine from answering.
    pub async fn ask_untyped(self, channel: Option<&'static str>, request: Request) -> Result<Response, AskError> {
        let Some(engine) = self.engine.try_get_value() else { return Err(AskError::Superseded) };
        match channel {
            Some(channel) => engine.ask_latest(channel, request).await,
            None => engine.ask(request).await,
        }
    }

    /// Shows a tab.
    pub fn show(self, view: View) {
        self.navigate(|state| state.view = view);
    }

    /// Goes somewhere: going back undoes it.
    pub fn navigate(self, change: impl FnOnce(&mut ViewState)) {
        self.typing.set_value(false);
        self.store.change(Entry::Push, change);
    }

    /// Shows what a query finds, from its start.
    pub fn search_for(self, spec: QuerySpec) {
        self.navigate(|state| {
            state.set_spec(spec);
            state.show_found();
            state.close();
        });
    }

    /// The query with another text, without filters: counts on the page are of the whole corpus.
    pub fn spec_of(self, query: String) -> QuerySpec {
        self.store.peek(|state| QuerySpec { query, filters: Filters::default(), effort: 0, ..state.spec() })
    }

    /// All articles that pass filters, without words.
    pub fn spec_of_filters(self, filters: Filters) -> QuerySpec {
        QuerySpec { filters, ..self.spec_of(String::new()) }
    }

    /// Whether there is anything to find, by words or filters. Follows the query.
    pub fn is_searched(self) -> bool {
        self.spec.with(|spec| !spec.query.trim().is_empty() || !spec.filters.is_empty())
    }

    /// Changes the filters.
    pub fn filter(self, entry: Entry, change: impl FnOnce(&mut Filters)) {
        self.typing.set_value(false);
        self.store.change(entry, |state| {
            change(&mut state.filters);
            state.effort = 0;
        });
    }

    /// Goes on with an answer that was cut.
    pub fn try_harder(self) {
        self.navigate(|state| state.effort = (state.effort + 1).min(EFFORT_LIMIT));
    }

    /// Takes over what is typed. The first letter makes an entry of the history, the others share it.
    pub fn type_query(self, text: String) {
        let entry = if self.typing.get_value() { Entry::Replace } else { Entry::Push };
        let narrow = self.is_narrow();
        self.store.change(entry, |state| {
            state.query = text;
            state.effort = 0;
            state.show_found();
            if narrow {
                state.close();
            }
        });
        self.typing.set_value(true);
    }

    /// One pane at a time fits.
    pub fn is_narrow(self) -> bool {
        let rem = self.rem_pixels.unwrap_or_else(rem_pixels);
        self.places.app.get_untracked().is_some_and(|app| f64::from(app.client_width()) < NARROW_REM * rem)
    }

    /// Ticks an article to compare, or unticks it.
    pub fn toggle_compared(self, id: &str) {
        let mut room = true;
        self.store.change(Entry::Replace, |state| room = state.toggle_compared(id));
        self.notice.set((!room).then_some(Notice::TrayFull));
        let (ticked, locale) = (self.store.peek(|state| state.compared.len()), untrack(|| self.locale()));
        self.spoken.set(locale.count(&locale.strings.travel.ticked, ticked as u64));
    }

    /// The articles in the order of the list that is shown.
    pub fn sequence(self) -> Vec<String> {
        if self.is_searched() {
            let answer = self.results.get();
            let groups = answer.iter().flat_map(|answer| &answer.groups);
            groups.flat_map(|group| group.results.iter().map(|result| result.card.id.clone())).collect()
        } else {
            let list = self.articles.get();
            list.iter().flat_map(|list| list.articles.iter().map(|card| card.id.clone())).collect()
        }
    }

    /// The article before (-1) or after (1) the open one in the list that is shown.
    pub fn neighbour(self, step: isize) -> Option<String> {
        let (open, sequence) = (self.open.get()?, self.sequence());
        let at = sequence.iter().position(|id| *id == open)?;
        sequence.get(at.checked_add_signed(step)?).cloned()
    }
}

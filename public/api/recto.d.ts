/* The shapes of recto.js. Answers are what the command line prints with `--json`, name for name. Bytes are offsets in an
   article's stored UTF-8 text, the end not included; `article` is a number inside one packed corpus, `id` is what lasts. */

/** Why a promise was rejected. */
export type RectoErrorKind =
  /** The page, a chunk or the engine cannot be read or loaded. */
  | "unreachable"
  /** What was opened is not a page packed by recto. */
  | "not-a-site"
  /** What was opened has a password: only the page itself and the command line open it. */
  | "locked"
  /** The page or a chunk is not the one that was packed. */
  | "damaged"
  /** No article has this id. */
  | "no-article"
  /** A comparison of fewer than two texts. */
  | "too-few"
  /** No repeated wording begins so. */
  | "no-family"
  /** An option that is not there, or a value that it does not take. */
  | "option"
  /** The corpus was closed. */
  | "closed"
  /** The engine does not start, or stopped. */
  | "engine";

/** An error with a name for programs. What was aborted is rejected with the signal's own reason instead. */
export class RectoError extends Error {
  constructor(kind: RectoErrorKind, message: string, cause?: unknown);
  readonly name: "RectoError";
  readonly kind: RectoErrorKind;
}

/** Where a site lies: the address of its folder or of its page in one file; in Node a path or a `file:` address, too; the
    page in one file as a file or as bytes; or all files of a folder. */
export type Site = string | URL | Blob | ArrayBuffer | ArrayBufferView | Iterable<File>;

export interface OpenOptions {
  signal?: AbortSignal;
  /** The engine, where it does not lie beside recto.js as engine.wasm. The first one that starts serves all corpora. */
  wasm?: string | URL | WebAssembly.Module | ArrayBuffer | ArrayBufferView;
}

/** Opens a site. Reads its page and no chunk. */
export function open(site: Site, options?: OpenOptions): Promise<Corpus>;

/** An open corpus. Questions may be asked side by side; what one loads serves the others. */
export interface Corpus {
  /** The corpus's hash, 16 hexadecimal digits. */
  readonly corpus: string;
  /** How many articles it has. */
  readonly size: number;
  /** The articles that match, as `recto search --json`. */
  search(query: string, options?: SearchOptions): Promise<Found>;
  /** One article by its id, as a line of `recto articles --text --json`, with the hits of a query where one is given. */
  article(id: string, options?: ArticleOptions): Promise<Article>;
  /** Every place with its context, as `recto concordance --json`. */
  concordance(query: string, options?: ConcordanceOptions): Promise<Concordance>;
  /** What two articles or more share, as `recto compare --json`. */
  compare(ids: string[], options?: CompareOptions): Promise<Comparison>;
  /** Wordings that the corpus repeats; each as a line of `recto families --json`. */
  families(options?: FamiliesOptions): Promise<Families>;
  /** Lets go of everything. What is still asked is rejected with the kind `closed`. */
  close(): void;
}

/** How a query is read and which articles it may find; the command line's flags of the same names. */
export interface Reading {
  signal?: AbortSignal;
  marks?: "smart" | "loose" | "exact" | "fold";
  strict?: Strictness | Strictness[];
  blocks?: "text" | "all";
  source?: string | string[];
  category?: string | string[];
  year?: string | number | (string | number)[];
  /** `2021`, `2021-01` or `2021-01-24`. */
  from?: string;
  to?: string;
  undated?: boolean;
  /** Copies of one text count once. */
  once?: boolean;
  /** How much work the answer may cost; each step allows eight times as much. */
  effort?: number;
}

export type Strictness = "case" | "tone" | "letters" | "stroke";

export interface SearchOptions extends Reading {
  sort?: "relevance" | "date" | "oldest";
  offset?: number;
  /** 50 where none is given. */
  limit?: number;
}

export interface ArticleOptions extends Reading {
  /** Whose hits to mark. */
  query?: string;
}

export interface ConcordanceOptions extends Reading {
  /** Tokens on either side; 8 where none is given. */
  context?: number;
  /** Up to three of `L1`…`L20`, `R1`…`R20`, `node`, `article`, `date`: a list, or one text with commas. */
  sort?: string | string[];
  offset?: number;
  /** 50 where none is given; no answer has more than 1,000. */
  limit?: number;
}

export interface CompareOptions {
  signal?: AbortSignal;
  blocks?: "text" | "all";
  /** A text of your own beside the articles: one article is enough then. */
  text?: string;
  /** That text is the first. */
  textFirst?: boolean;
}

export interface FamiliesOptions extends Reading {
  /** Only wordings that stand in articles this query finds. */
  where?: string;
  /** Articles that a wording must stand in, of those; 2 where none is given. */
  minArticles?: number;
  /** What is set apart instead: names, common phrases, what stands at the edge of many articles. */
  apart?: boolean;
  offset?: number;
  /** 50 where none is given. */
  limit?: number;
}

/** How a place agrees with what was typed, best first. */
export type Tier = "exact" | "variant" | "affix" | "tone" | "fold";

export type TierCounts = Record<Tier, number>;

export interface Total {
  articles: number;
  hits: number;
}

/** What a query should be told; it ran as well as it could. */
export interface Problem {
  kind:
    | "unclosedquote"
    | "unbalancedparenthesis"
    | "danglingoperator"
    | "onlyexclusions"
    | "toolong"
    | "toolarge"
    | "unknownterm"
    | "signsleftout"
    | "onlysigns"
    | "notunderstood";
  /** Byte in the query. */
  at?: number;
  limit?: number;
  operator?: string;
  part?: string;
  read?: string;
  term?: string;
}

/** A limit that cut an answer short; more `effort` goes on. */
export interface Cut {
  kind: "terms" | "pattern" | "postings" | "lines";
  part: string;
  looked_at: number;
  of: number | null;
}

/** A run of an excerpt. It is text, never markup. */
export interface Fragment {
  text: string;
  hit: boolean;
}

export interface Result {
  article: number;
  id: string;
  title: string;
  /** The title is the first sentence. */
  untitled: boolean;
  date: string | null;
  source: string | null;
  url: string | null;
  category: string | null;
  author: string | null;
  score: number;
  tier: Tier;
  hits: number;
  snippet: Fragment[];
}

/** `phrase`: the query as typed; `words`: articles that merely hold all its words. No article is in both. */
export interface Group {
  kind: "phrase" | "words";
  total: Total;
  tiers: TierCounts;
  results: Result[];
}

export interface QuerySpec {
  query: string;
  marks: "smart" | "loose" | "exact" | "fold";
  blocks: "text" | "all";
  strict: Record<Strictness, boolean>;
  filters: {
    values: ["source" | "category" | "year", string[]][];
    from: string | null;
    to: string | null;
    undated: boolean;
    once: boolean;
  };
  effort: number;
}

/** Another query that may be meant, with what it finds. */
export interface Offer {
  kind:
    | "spelling"
    | "hiddenblocks"
    | "ignoringmarks"
    | "loosemarks"
    | "didyoumean"
    | "typed"
    | "abbreviation"
    | "numeral"
    | "written"
    | "prefixed"
    | "joined"
    | "withoutfilters";
  spec: QuerySpec;
  total: Total;
  apart: boolean;
}

/** The part of a query that keeps it from finding anything. */
export interface Culprit {
  kind: "term" | "joined" | "phrase" | "exclusion" | "filter";
  part: string;
  alone: Total;
  without: Offer | null;
}

/** `total`, `tiers` and `results` are those of the group `phrase`. */
export interface Found {
  total: Total;
  tiers: TierCounts;
  problems: Problem[];
  results: Result[];
  groups: Group[];
  offers: Offer[];
  diagnosis: Culprit[];
  cuts: Cut[];
}

export interface Block {
  role:
    | "header"
    | "title"
    | "dateline"
    | "lead"
    | "body"
    | "subheading"
    | "caption"
    | "credit"
    | "related"
    | "residue"
    | "note"
    | "remark";
  start: number;
  end: number;
  /** Repeats an earlier block of the article. */
  repeats: boolean;
}

export interface Hit {
  start: number;
  end: number;
  tier: Tier;
}

export interface Article {
  article: number;
  id: string;
  title: string;
  untitled: boolean;
  date: string | null;
  date_precision: "minute" | "day" | "month" | "year" | null;
  /** Where the date comes from: `metadata`, `date-line`, `text`, `file-name` … */
  date_origin: string | null;
  file_date: string | null;
  source: string | null;
  url: string | null;
  category: string | null;
  author: string | null;
  people: string[];
  length_tokens: number;
  blocks: Block[];
  text: string;
  /** Where a query was given. */
  hits?: Hit[];
}

export interface Line {
  article: number;
  start: number;
  end: number;
  left: string;
  node: string;
  right: string;
  tier: Tier;
}

export interface Concordance {
  total: number;
  tiers: TierCounts;
  articles: number;
  /** Lines that are listed: as many as `total`, for a sample cannot be asked for here. */
  listed: number;
  /** As `recto concordance --sample --json`; null here, and so is `group`. */
  sample: { lines: number; seed: number } | null;
  group: "article" | "year" | "source" | null;
  groups: LineGroup[];
  problems: Problem[];
  cuts: Cut[];
  lines: Line[];
}

/** Lines of one article, year or source. */
export interface LineGroup {
  value: string;
  article: number | null;
  /** The place of its first line among those listed. */
  first: number;
  lines: number;
  articles: number;
}

/** A range of bytes, the end not included. */
export type Range = [number, number];

export interface Span {
  article: number;
  start: number;
  end: number;
  text: string;
}

/** One difference inside a passage, of its first two spans. */
export interface Difference<Kind extends string> {
  kind: Kind;
  a: Range;
  b: Range;
  a_text: string;
  b_text: string;
}

export interface Passage {
  kind: "verbatim" | "near" | "reordered";
  shown_as: "verbatim" | "reworded" | "reordered" | "moved" | "marks" | "typography";
  layer: "phrase" | "passage" | "short";
  moved: boolean;
  marks_differ: boolean;
  typography: boolean;
  signs_differ: boolean;
  family: number;
  tokens: number;
  weight: number;
  minor: boolean;
  noise: "caption" | "name" | "common" | null;
  times: number;
  words_differ: number;
  spans: Span[];
  edits: Difference<
    "kept" | "typography" | "marks" | "replaced" | "only_a" | "only_b" | "moved_away" | "moved_here"
  >[];
  facts: Difference<"number" | "name" | "negation" | "quotation" | "sign">[];
}

export interface Overlap {
  of: number;
  within: number;
  shared_tokens: number;
  all_tokens: number;
  /** From 0 to 1. */
  share: number;
}

/** A sentence that one article says alone. */
export interface Own {
  start: number;
  end: number;
  tokens: number;
  shared_tokens: number;
  text: string;
}

export interface Summary {
  articles: [number, number];
  same: boolean;
  kinds: Record<"verbatim" | "reworded" | "reordered" | "marks" | "typography" | "moved", number>;
  only_a: Own[];
  only_b: Own[];
  left_out: Record<"repeated" | "passages" | "short", number>;
  unlike: "script" | "language" | null;
}

export interface Comparison {
  corpus: string;
  /** A text of your own has the number 4294967295 and the id `/`. */
  articles: { article: number; id: string; title: string; date: string | null; citation: string }[];
  passages: Passage[];
  overlaps: Overlap[];
  summaries: Summary[];
}

export interface Occurrence {
  article: number;
  start: number;
  end: number;
  date: string | null;
  /** Which of its wordings stands here. */
  wording: number;
}

export interface Family {
  family: number;
  label: string;
  kind: "passage" | "formula" | "name" | "common" | "boilerplate";
  words: number;
  articles: number;
  /** Articles of these that `where` lets pass. */
  passing: number;
  undated: number;
  wordings: number;
  earliest: { article: number; date: string } | null;
  latest: string | null;
  occurrences: Occurrence[];
}

export interface Families {
  /** Wordings that pass, of those looked at. */
  total: number;
  /** Wordings of the list. */
  all: number;
  families: Family[];
  problems: Problem[];
  cuts: Cut[];
}

/* Asks packed Recto sites from a program: in a page, in a module worker, in Node 20 or newer. The engine is the page's
   own, without its interface; this module brings it the parts of a corpus that it asks for, and sends nothing anywhere.
   Shapes and options are in recto.d.ts and docs/API.md. It draws nothing and keeps no state but that of open corpora. */

import bindings from "./engine.js";

/* What went wrong; `kind` is for programs, the message for people. */
export class RectoError extends Error {
  constructor(kind, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "RectoError";
    this.kind = kind;
  }
}

/* A bundle that never completes an answer is damaged: the largest needs a few rounds. */
const ROUNDS = 10_000;

/* Chunks brought at once. */
const AT_ONCE = 12;

/* Whole volumes that are held of a host that gives no parts. */
const WHOLES = 8;

const isNode = typeof process === "object" && Boolean(process.versions && process.versions.node);

const READING = ["marks", "strict", "blocks", "source", "category", "year", "from", "to", "undated", "once", "effort"];

/* The options of each question. Any other is a slip of the pen, and told. */
const TAKES = {
  search: [...READING, "sort", "offset", "limit"],
  article: [...READING, "query"],
  concordance: [...READING, "context", "sort", "offset", "limit"],
  compare: ["blocks", "text", "textFirst"],
  families: [...READING, "where", "minArticles", "apart", "offset", "limit"],
};

const KINDS = {
  effort: "number", context: "number", offset: "number", limit: "number", minArticles: "number",
  undated: "boolean", once: "boolean", apart: "boolean", textFirst: "boolean",
  strict: "list", source: "list", category: "list", year: "list", sort: "list",
};

/* Opens a site: the address of its folder or of its page in one file; in Node a path, too; or the files themselves. */
export async function open(site, options = {}) {
  checkNames("open", options, ["signal", "wasm"]);
  const { signal, wasm } = options;
  signal?.throwIfAborted();
  const opening = (async () => {
    const [place] = await Promise.all([placeOf(site), start(wasm)]);
    const page = await place.page();
    const blocks = blocksOf(page);
    const root = blocks.get("root");
    if (!root) throw new RectoError("not-a-site", `${place.name} is not a page packed by recto`);
    const bytes = root();
    /* The sixth byte of a root says whether it is encrypted. */
    if (bytes[5] === 1) throw new RectoError("locked", `${place.name} is protected by a password: the page itself opens it`);
    try {
      return new Corpus(new bindings.Corpus(bytes), place, blocks);
    } catch (error) {
      throw error instanceof RectoError ? error : new RectoError("damaged", `${place.name}: ${error}`);
    }
  })();
  return raced(opening, [signal]);
}

/* Starts the engine, once for all corpora. */
let engine = null;
async function start(wasm) {
  engine ??= (async () => {
    const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(await bytesOf(wasm));
    bindings.initSync({ module });
  })();
  try {
    await engine;
  } catch (error) {
    engine = null;
    if (error instanceof RectoError) throw error;
    throw new RectoError("engine", `the engine does not start: ${error.message}`, error);
  }
}

async function bytesOf(wasm) {
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return wasm;
  const address = wasm ?? new URL("engine.wasm", import.meta.url);
  return onDisk(address) ? readFile(address) : (await fetched(address)).bytes;
}

/* Whether an address is a file for Node. */
function onDisk(address) {
  return isNode && !/^(https?|blob|data):/i.test(String(address));
}

async function readFile(address) {
  /* Bundlers leave the import alone: no browser comes here. */
  const fs = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  try {
    return await fs.readFile(/^file:/i.test(String(address)) ? new URL(address) : address);
  } catch (error) {
    throw new RectoError("unreachable", `${address} cannot be read: ${error.message}`, error);
  }
}

async function fetched(address, init) {
  let response;
  try {
    response = await fetch(address, init);
    if (response.ok) return { bytes: new Uint8Array(await response.arrayBuffer()), url: response.url, response };
  } catch (error) {
    if (init?.signal?.aborted) throw init.signal.reason;
    throw new RectoError("unreachable", `${address} cannot be loaded: ${error.message}`, error);
  }
  throw new RectoError("unreachable", `${address} cannot be loaded: the host answers ${response.status}`);
}

/* The file that a chunk lies in, without its ending: its own, or a volume. */
function fileOf(name, part) {
  return part ? `${Array.from(part.volume, (byte) => byte.toString(16).padStart(2, "0")).join("")}.vol` : name;
}

const cutOf = (file, part) => file.subarray(part.start, part.start + part.length);

/* Where a site lies: its page, and its chunks as files. `again` asks past a cache that holds a damaged copy. */
async function placeOf(site) {
  if (typeof site === "string" || site instanceof URL) return onDisk(site) ? placeOnDisk(site) : placeOnHost(site);
  if (site instanceof ArrayBuffer || ArrayBuffer.isView(site)) return placeInMemory(site);
  const files = site instanceof Blob ? [site] : site && site[Symbol.iterator] ? [...site] : [];
  if (files.length && files.every((file) => file instanceof Blob)) return placeInFiles(files);
  throw new RectoError("option", "a site is an address, a path, a file, files or bytes");
}

async function placeOnDisk(site) {
  const [fs, path, url] = await Promise.all([
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:path"),
    import(/* webpackIgnore: true */ /* @vite-ignore */ "node:url"),
  ]);
  const given = /^file:/i.test(String(site)) ? url.fileURLToPath(site) : String(site);
  const isFolder = await fs.stat(given).then((found) => found.isDirectory(), () => false);
  const page = isFolder ? path.join(given, "index.html") : given;
  return {
    name: page,
    page: () => readFile(page),
    async chunk({ name, part }) {
      const file = path.join(path.dirname(page), "chunks", `${fileOf(name, part)}.bin`);
      if (!part) return readFile(file);
      const bytes = new Uint8Array(part.length);
      let volume;
      try {
        volume = await fs.open(file);
        const { bytesRead } = await volume.read(bytes, 0, part.length, part.start);
        return bytes.subarray(0, bytesRead);
      } catch (error) {
        throw new RectoError("unreachable", `${file} cannot be read: ${error.message}`, error);
      } finally {
        await volume?.close();
      }
    },
  };
}

function placeOnHost(site) {
  const around = globalThis.document?.baseURI ?? globalThis.location?.href;
  const address = new URL(site, around);
  let base = address;
  /* Volumes of a host that gives no parts, the last few of them. */
  let givesParts = true;
  const wholes = new Map();
  const keep = (file, bytes) => {
    wholes.set(file.href, bytes);
    if (wholes.size > WHOLES) wholes.delete(wholes.keys().next().value);
    return bytes;
  };
  const whole = (file, signal, cache) => {
    const coming = wholes.get(file.href) ?? fetched(file, { signal, cache }).then(({ bytes }) => bytes);
    if (!wholes.has(file.href)) keep(file, coming).catch(() => wholes.delete(file.href));
    return coming;
  };
  return {
    name: address.href,
    async page() {
      const { bytes, url } = await fetched(address);
      base = new URL(".", url || address);
      return bytes;
    },
    async chunk({ name, part }, signal, again) {
      const cache = again ? "reload" : "default";
      const file = new URL(`chunks/${fileOf(name, part)}.bin`, base);
      if (!part) return (await fetched(file, { signal, cache })).bytes;
      if (again) wholes.delete(file.href);
      if (!givesParts || wholes.has(file.href)) return cutOf(await whole(file, signal, cache), part);
      const range = `${part.start}-${part.start + part.length - 1}`;
      const { bytes, response } = await fetched(file, { signal, cache, headers: { range: `bytes=${range}` } });
      /* The host gives whole files only. */
      if (response.status !== 206) {
        givesParts = false;
        return cutOf(keep(file, bytes), part);
      }
      const given = response.headers.get("content-range");
      const isOther = given !== null && !given.startsWith(`bytes ${range}/`);
      if (isOther || response.headers.has("content-encoding") || bytes.length !== part.length) {
        throw new RectoError("unreachable", `${file} cannot be loaded: the host gives another part than bytes ${range}`);
      }
      return bytes;
    },
  };
}

function placeInMemory(bytes) {
  const missing = async ({ name }) => {
    throw new RectoError("unreachable", `the page does not hold the chunk ${name}`);
  };
  const view = ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
  return { name: "the page", page: async () => view, chunk: missing };
}

function placeInFiles(files) {
  const read = async (file) => new Uint8Array(await file.arrayBuffer());
  const page = files.length === 1 ? files[0] : files.find((file) => file.name === "index.html");
  const chunks = new Map(files.map((file) => [file.name, file]));
  return {
    name: page?.name ?? "index.html",
    async page() {
      if (!page) throw new RectoError("not-a-site", "there is no index.html among the files");
      return read(page);
    },
    async chunk({ name, part }) {
      const wanted = `${fileOf(name, part)}.bin`;
      const file = chunks.get(wanted);
      if (!file) throw new RectoError("unreachable", `${wanted} is not among the files`);
      return read(part ? file.slice(part.start, part.start + part.length) : file);
    },
  };
}

/* The blocks of bytes inside a page: for each name a function that decodes it. Text of articles cannot look like one. */
function blocksOf(page) {
  const html = new TextDecoder("latin1").decode(page);
  const texts = new Map();
  const block = /<script type="application\/octet-stream;base64" data-recto="([\w.-]+)">([^<]*)<\/script>/g;
  for (const [, name, text] of html.matchAll(block)) texts.set(name, [...(texts.get(name) ?? []), text]);
  const decode = (name, parts) => () => {
    try {
      return joined(parts.map(fromBase64));
    } catch (error) {
      throw new RectoError("damaged", `the page is damaged in ${name}`, error);
    }
  };
  return new Map([...texts].map(([name, parts]) => [name, decode(name, parts)]));
}

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/* Settles as a promise does, or is rejected as soon as one of the signals is. */
function raced(promise, signals) {
  const heard = signals.filter(Boolean);
  const listeners = [];
  return new Promise((resolve, reject) => {
    for (const signal of heard) {
      if (signal.aborted) reject(signal.reason);
      const listener = () => reject(signal.reason);
      signal.addEventListener("abort", listener, { once: true });
      listeners.push([signal, listener]);
    }
    promise.then(resolve, reject);
  }).finally(() => listeners.forEach(([signal, listener]) => signal.removeEventListener("abort", listener)));
}

/* Works through a list, some at once. After a failure nothing more is begun, and it is told when what was begun has ended: who
   asks again then begins anew. */
async function each(list, work) {
  let next = 0;
  const failures = [];
  const worker = async () => {
    while (next < list.length && !failures.length) await work(list[next++]).catch((error) => failures.push(error));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, list.length) }, worker));
  if (failures.length) throw failures[0];
}

function checkNames(what, options, takes) {
  if (options === null || typeof options !== "object") throw new RectoError("option", `${what}: options are an object`);
  const unknown = Object.keys(options).find((name) => !takes.includes(name));
  if (unknown !== undefined) {
    throw new RectoError("option", `${what} takes no option ${JSON.stringify(unknown)}; it takes ${takes.join(", ")}`);
  }
}

/* Options as the engine reads them: checked, lists as lists, nothing that is undefined. */
function checked(what, options) {
  checkNames(what, options, [...TAKES[what], "signal"]);
  const plain = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || name === "signal") continue;
    plain[name === "where" ? "query" : name] = checkedValue(name, value);
  }
  return plain;
}

function checkedValue(name, value) {
  const wrong = (expected) => new RectoError("option", `${name}: expected ${expected}, found ${JSON.stringify(value)}`);
  switch (KINDS[name]) {
    case "number":
      if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw wrong("a whole number");
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw wrong("true or false");
      return value;
    case "list": {
      const list = Array.isArray(value) ? value : name === "sort" ? String(value).split(",") : [value];
      if (list.some((one) => typeof one !== "string" && typeof one !== "number")) throw wrong("a text or a list of texts");
      return list.map((one) => String(one).trim());
    }
    default:
      if (typeof value !== "string") throw wrong("a text");
      return value;
  }
}

function text(what, value) {
  if (typeof value !== "string") throw new RectoError("option", `${what}: expected a text, found ${JSON.stringify(value)}`);
  return value;
}

/* An open corpus. */
class Corpus {
  #engine;
  #place;
  #blocks;
  #coming = new Map();
  #closing = new AbortController();

  constructor(engine, place, blocks) {
    this.#engine = engine;
    this.#place = place;
    this.#blocks = blocks;
    this.corpus = engine.name();
    this.size = engine.size();
  }

  async search(query, options = {}) {
    return this.#ask("search", { ...checked("search", options), query: text("query", query) }, options.signal);
  }

  async article(id, options = {}) {
    return this.#ask("article", { ...checked("article", options), articles: [text("id", id)] }, options.signal);
  }

  async concordance(query, options = {}) {
    return this.#ask("concordance", { ...checked("concordance", options), query: text("query", query) }, options.signal);
  }

  async compare(ids, options = {}) {
    if (!Array.isArray(ids)) throw new RectoError("option", "compare: expected a list of ids");
    const articles = ids.map((id) => text("id", id));
    return this.#ask("compare", { ...checked("compare", options), articles }, options.signal);
  }

  async families(options = {}) {
    return this.#ask("families", checked("families", options), options.signal);
  }

  close() {
    if (!this.#engine) return;
    this.#closing.abort(new RectoError("closed", "the corpus is closed"));
    this.#engine.free();
    this.#engine = null;
  }

  /* Polls until there is an answer, and brings what is missing in between. */
  async #ask(name, options, signal) {
    const signals = [signal, this.#closing.signal];
    for (let round = 0; round < ROUNDS; round++) {
      signals.forEach((one) => one?.throwIfAborted());
      let polled;
      try {
        polled = this.#engine.poll(name, options);
      } catch (error) {
        throw new RectoError("engine", `the engine stopped: ${error.message}`, error);
      }
      if (polled.fault) throw new RectoError(polled.fault, polled.message);
      if (!polled.missing) return polled.answer;
      /* None is missing when a part of a long count is done: others get their turn. */
      const brought = polled.missing.length
        ? each(polled.missing, (chunk) => this.#bring(chunk))
        : new Promise((done) => setTimeout(done));
      await raced(brought, signals);
    }
    throw new RectoError("damaged", "the bundle never completes an answer");
  }

  /* Brings a chunk, once for all who wait for it. Who gives up waiting leaves it on its way. */
  #bring(chunk) {
    const { id } = chunk;
    let coming = this.#coming.get(id);
    if (!coming) {
      coming = this.#load(chunk).finally(() => this.#coming.delete(id));
      coming.catch(() => {});
      this.#coming.set(id, coming);
    }
    return coming;
  }

  async #load(chunk) {
    const { id, name } = chunk;
    const inside = this.#blocks.get(name);
    let problem;
    for (const again of [false, true]) {
      const bytes = inside ? inside() : await this.#place.chunk(chunk, this.#closing.signal, again);
      this.#closing.signal.throwIfAborted();
      problem = this.#engine.supply(id, bytes, !inside);
      if (problem === undefined) return;
    }
    throw new RectoError("damaged", `chunk ${name}: ${problem}`);
  }
}

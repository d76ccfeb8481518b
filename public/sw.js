/* The service worker of a packed folder: keeps the page on the device and opens it without a network. What the page is
   made of lies in one cache for each version, filled only with bytes whose SHA-256 the packer wrote below, all or
   nothing: a failed update leaves the old version whole. Chunks, whose names are digests of what they carry, lie in one
   store for all versions, and only after they were held against their names. So do volumes of chunks, and parts of these,
   each the file of one chunk, under the volume's address and the range. A new version waits until the page tells it to
   take over. It touches no other file of its host. */
"use strict";

const VERSION = "{{version}}";

/* Path → SHA-256, as `integrity` takes it. */
const FILES = {{files}};

/* The file that lists the names of all chunks' files and of volumes, and whether they are kept from the first visit on.
   Where they are not, they are kept as they are used, and all of them when a reader asks for it. */
const CHUNKS = {{chunks}};

const PREFIX = `recto ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;
const STORE = PREFIX + "chunks";
const addressOf = (path) => new URL(path, self.registration.scope).href;
const chunkAddress = (name) => addressOf(`chunks/${name}.bin`);
const partAddress = (name, { from, to }) => `${chunkAddress(name)}?${from}-${to}`;
const TYPE = "application/octet-stream";
/* In the store: a reader asked for all of it. */
const ASKED = addressOf("chunks/asked");

/* Waits before a chunk is asked for, once and again. */
const WAITS_MILLIS = [0, 500, 2000];
/* How long one may take on a line of 64 kbit/s that several share. */
const PATIENCE_MILLIS = 60000;
const VOLUME_PATIENCE_MILLIS = 900000;
const LANES = 6;
/* What is asked for at once: between two asks the reader may stop it. */
const BATCH = 48;
const VOLUMES_BATCH = 4;
const isVolume = (name) => name.endsWith(".vol");

/* A name that holds a hash never changes its bytes, so that an older version's copy serves. */
const hashed = (path) => /^recto-[0-9a-f]{16}\./.test(path);

/* What a cache holds of an address. A cache that is not there is not made: the page may have been taken off the device. */
const lookUp = async (cache, address) => ((await caches.has(cache)) ? (await caches.open(cache)).match(address) : undefined);

async function kept(path) {
  for (const name of await caches.keys()) {
    const found = name.startsWith(PREFIX) && (await lookUp(name, addressOf(path)));
    if (found) return found;
  }
  return null;
}

const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

async function isWhole(response, integrity) {
  const hash = await digest(await response.clone().arrayBuffer());
  return integrity === "sha256-" + btoa(String.fromCharCode(...hash));
}

async function bring(cache, path) {
  const old = hashed(path) ? await kept(path) : null;
  const whole = old && (await isWhole(old, FILES[path])) ? old : null;
  const response = whole || (await fetch(addressOf(path), { integrity: FILES[path], cache: "no-cache" }));
  if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
  await cache.put(addressOf(path), response);
}

/* Works through items in lanes side by side; the first failure ends them all and is thrown. */
async function inLanes(items, work) {
  let failed = null;
  const left = items.slice();
  const lane = async () => {
    for (let item = left.shift(); item !== undefined && !failed; item = left.shift()) {
      await work(item).catch((error) => (failed = error));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failed) throw failed;
}

/* Whether a name is that of these bytes. */
async function isNamed(name, bytes) {
  const hash = (await digest(bytes)).subarray(0, 8);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("") === name;
}

/* Whether a file is the chunk or the volume of that name; without a name, whether it is some chunk's file. Its form is that
   of src/bundle/carrier.rs. */
async function isChunk(name, file) {
  if (name && isVolume(name)) return isNamed(name.slice(0, 16), file);
  const head = /^r\("[\w.-]+",(\d+),\[([\d,]*)\],\(\)=>\{\/\*/.exec(new TextDecoder("latin1").decode(file));
  if (!head) return false;
  const end = head[0].length + Number(head[1]);
  if (file.length !== end + 4) return false;
  const bytes = file.slice(head[0].length, end);
  for (const index of head[2] ? head[2].split(",") : []) bytes[index] = 47;
  return isNamed(name || head[0].slice(3, 19), bytes);
}

/* Puts a chunk or a volume into the store, if it is the one of that name, or a part of a volume, if that is some chunk's
   file. Nothing is kept for a page that was taken off the device. */
async function store(name, response, part) {
  const file = new Uint8Array(await response.arrayBuffer());
  if (!(await isChunk(part ? null : name, file)) || (part && file.length !== part.to - part.from)) return false;
  if (await caches.has(CACHE)) {
    const store = await caches.open(STORE);
    const address = chunkAddress(name);
    await store.put(part ? partAddress(name, part) : address, new Response(file, { headers: { "content-type": TYPE } }));
    /* Its parts are in it. */
    if (!part && isVolume(name)) {
      for (const { url } of await store.keys(address, { ignoreSearch: true })) if (url !== address) await store.delete(url);
    }
  }
  return true;
}

/* Asks the host for a chunk once. Resolves to what is wrong: nothing, no way to the host, gone, failed, damaged, no room. */
async function ask(name, cache) {
  let response;
  try {
    const patience = isVolume(name) ? VOLUME_PATIENCE_MILLIS : PATIENCE_MILLIS;
    response = await fetch(chunkAddress(name), { cache, signal: AbortSignal.timeout(patience) });
  } catch {
    return "offline";
  }
  if (response.status === 404 || response.status === 410) return "gone";
  if (!response.ok) return "failed";
  try {
    return (await store(name, response)) ? null : "damaged";
  } catch (error) {
    return error.name === "QuotaExceededError" ? "full" : "offline";
  }
}

/* Brings a chunk that is not in the store yet. */
async function bringChunk(name) {
  if (await lookUp(STORE, chunkAddress(name))) return;
  let wrong = null;
  for (const wait of WAITS_MILLIS) {
    await new Promise((done) => setTimeout(done, wait));
    /* The name holds the content's hash, so that any copy will do at first; a browser keeps answers of other kinds too. */
    wrong = await ask(name, wait ? "reload" : "force-cache");
    if (wrong === null) return;
    if (wrong === "full" || (wrong === "gone" && wait)) break;
  }
  throw new Error(wrong);
}

/* The names of all chunks' files and volumes of this version. */
async function names() {
  const list = await lookUp(CACHE, addressOf(CHUNKS.list));
  return list ? (await list.text()).split("\n").filter(Boolean) : [];
}

/* Fills the cache of this version, and the store where all chunks are wanted. */
async function fill() {
  try {
    const cache = await caches.open(CACHE);
    await inLanes(Object.keys(FILES), (path) => bring(cache, path));
    if (CHUNKS.kept || (await lookUp(STORE, ASKED))) await inLanes(await names(), bringChunk);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(PREFIX) && name !== CACHE && name !== STORE) await caches.delete(name);
      }
      /* Chunks that this version has not are those of an older one. */
      const chunks = await caches.open(STORE);
      const wanted = new Set([ASKED, ...(await names()).map(chunkAddress)]);
      for (const request of await chunks.keys()) {
        if (!wanted.has(request.url.split("?")[0])) await chunks.delete(request);
      }
      await self.clients.claim();
    })(),
  );
});

/* How much of the data is on the device. */
async function state() {
  const all = await names();
  const requests = (await caches.has(STORE)) ? await (await caches.open(STORE)).keys() : [];
  const stored = new Set(requests.map((request) => request.url));
  const whole = all.filter((name) => stored.has(chunkAddress(name))).length;
  /* Parts of volumes are little, and not nothing. */
  const parts = requests.some((request) => request.url.includes("?"));
  return { all: all.length, have: whole || Number(parts), batch: all.some(isVolume) ? VOLUMES_BATCH : BATCH };
}

/* What the page asks: how much is kept; to bring some of the chunks; to keep them over updates once all are there. */
const ANSWERS = {
  state,
  /* The page may have been taken off the device while it was open. */
  async open() {
    if (!(await caches.has(CACHE))) await fill();
    return state();
  },
  async bring({ from, to }) {
    try {
      await inLanes((await names()).slice(from, to), bringChunk);
      return { failed: null };
    } catch (error) {
      return { failed: error.name === "QuotaExceededError" ? "full" : error.message };
    }
  },
  async settle() {
    const now = await state();
    if (now.have === now.all) await (await caches.open(STORE)).put(ASKED, new Response(VERSION));
    return now;
  },
};

self.addEventListener("message", (event) => {
  if (event.data === "skipWaiting") return self.skipWaiting();
  const answer = event.data && Object.hasOwn(ANSWERS, event.data.ask) ? ANSWERS[event.data.ask] : null;
  const [port] = event.ports;
  if (!answer || !port) return;
  event.waitUntil(answer(event.data).then((said) => port.postMessage(said), () => port.postMessage(null)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(self.registration.scope)) return;
  url.search = url.hash = "";
  let path = url.href.slice(self.registration.scope.length);
  if (path === "index.html") path = "";
  const key = path === "" ? "./" : path;
  const chunk = /^chunks\/([0-9a-f]{16}(?:\.vol)?)\.bin$/.exec(path);
  if (Object.hasOwn(FILES, key)) event.respondWith(fromCache(key, request));
  else if (chunk) event.respondWith(chunkOf(chunk[1], event));
});

/* `reload` is how the page asks again for what failed its check. */
const fresh = (request) => request.cache === "reload" || request.cache === "no-store";

async function fromCache(path, request) {
  const found = fresh(request) && path !== "./" ? null : await lookUp(CACHE, addressOf(path));
  return found || fetch(request);
}

/* The part of a file that a request is for: from where up to where; null when it is for all of it. */
function partOf(request) {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") || "");
  return range && { from: Number(range[1]), to: Number(range[2]) + 1 };
}

/* A chunk, or what is asked of a volume, from the store, else from the host; then it is kept, if it is what its name
   says. A part is cut out of a volume that is kept. */
async function chunkOf(name, event) {
  const { request } = event;
  const part = partOf(request);
  if (!fresh(request)) {
    const found = await lookUp(STORE, chunkAddress(name));
    if (found && !part) return found;
    const whole = found && (await found.blob());
    const kept = whole ? whole.slice(part.from, part.to) : part && (await lookUp(STORE, partAddress(name, part)));
    if (kept) {
      const range = `bytes ${part.from}-${part.to - 1}/${whole ? whole.size : "*"}`;
      return new Response(whole ? kept : kept.body, { status: 206, headers: { "content-type": TYPE, "content-range": range } });
    }
  }
  const response = await fetch(request);
  if (response.type === "basic") {
    const range = response.headers.get("content-range") || "";
    const isPart = part && response.status === 206 && range.startsWith(`bytes ${part.from}-${part.to - 1}/`);
    if (isPart) event.waitUntil(store(name, response.clone(), part).catch(() => {}));
    else if (response.status === 200) event.waitUntil(store(name, response.clone()).catch(() => {}));
  }
  return response;
}

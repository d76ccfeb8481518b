/* Asks the package what tests/suite/api.rs wants to know, and holds it to its own words: kinds of errors, what is given up,
   names of the types. Prints the answers by where the site was opened from, as JSON. */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createServer } from "node:http";

const { module, types, asked, sites } = JSON.parse(process.argv[2]);
const { RectoError, open } = await import(pathToFileURL(module));
const [folder, page, joined] = sites;

/* The site in volumes, from a host that gives parts of files, one that gives none, and one that gives others. */
const asksForParts = { parts: 0, wholes: 0, others: 0 };
async function ofVolumes(manner, path, range, response) {
  const bytes = await readFile(join(joined, path || "index.html"));
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (from) asksForParts[manner]++;
  if (!from || manner === "wholes") return response.end(bytes);
  const shift = manner === "others" ? 7 : 0;
  response.writeHead(206, { "content-range": `bytes ${Number(from) + shift}-${Number(to) + shift}/${bytes.length}` });
  response.end(bytes.subarray(Number(from) + shift, Number(to) + shift + 1));
}

/* A host that serves the folder, and on demand a page in place of a chunk. */
let isDown = false;
const server = createServer(async (request, response) => {
  const [, manner, rest] = /^\/(parts|wholes|others)\/(.*)$/.exec(request.url) ?? [];
  if (manner) return ofVolumes(manner, rest, request.headers.range, response);
  const path = request.url.slice("/kho/".length) || "index.html";
  if (isDown && path.startsWith("chunks/")) {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><h1>Bảo trì</h1>");
    return;
  }
  try {
    response.end(await readFile(join(folder, path)));
  } catch {
    response.writeHead(404);
    response.end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const host = `http://127.0.0.1:${server.address().port}/kho/`;

async function files(folder) {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = (entry) => readFile(join(entry.parentPath ?? entry.path, entry.name));
  return Promise.all(names.filter((entry) => entry.isFile()).map(async (entry) => new File([await read(entry)], entry.name)));
}

const places = {
  folder,
  "a file address": pathToFileURL(join(folder, "index.html")),
  "one file": page,
  "bytes": await readFile(page),
  "a blob": new Blob([await readFile(page)]),
  files: await files(folder),
  host,
};

/* Every name of an answer stands in the types. */
const declared = new Set((await readFile(types, "utf8")).match(/\w+/g));
function checkNames(value) {
  if (Array.isArray(value)) value.forEach(checkNames);
  else if (value && typeof value === "object") {
    for (const [name, part] of Object.entries(value)) {
      assert(declared.has(name), `recto.d.ts does not have ${name}`);
      checkNames(part);
    }
  }
}

const answers = {};
for (const [name, site] of Object.entries(places)) {
  const corpus = await open(site);
  assert.match(corpus.corpus, /^[0-9a-f]{16}$/);
  assert(corpus.size > 10);
  /* Side by side: they share what they bring. */
  answers[name] = await Promise.all(asked.map(([method, ...rest]) => corpus[method](...rest)));
  checkNames(answers[name]);
  corpus.close();
}

async function fails(kind, ask) {
  const error = await ask().then(() => assert.fail(`expected ${kind}`), (error) => error);
  assert(error instanceof RectoError && error.kind === kind, `expected ${kind}, found ${error}`);
  assert(error.message.length > 5);
}

const corpus = await open(folder);
const [{ id }] = (await corpus.search("an ninh", { limit: 1 })).results;
await fails("no-article", () => corpus.article("no such article"));
await fails("too-few", () => corpus.compare([id]));
await fails("option", () => corpus.search("an ninh", { limt: 3 }));
await fails("option", () => corpus.search("an ninh", { limit: -1 }));
await fails("option", () => corpus.search("an ninh", { marks: "some" }));
await fails("option", () => corpus.search("an ninh", { from: "yesterday" }));
await fails("option", () => corpus.concordance("an ninh", { sort: "L1,L0" }));
await fails("option", () => corpus.search(7));
await fails("option", () => open(7));
await fails("unreachable", () => open(join(folder, "nothing.html")));
await fails("unreachable", () => open(`${host}nothing.html`));
await fails("not-a-site", () => open(new Blob(["<!doctype html><p>a page</p>"])));
const locked = Buffer.from("recto\x01 and what nobody reads").toString("base64");
await fails("locked", () => open(new Blob([`<script type="application/octet-stream;base64" data-recto="root">${locked}</script>`])));
await fails("unreachable", async () => (await open([new File([await readFile(join(folder, "index.html"))], "index.html")])).search("an ninh"));

/* The hits of a query, and a text of one's own. */
const { hits, text } = await corpus.article(id, { query: "an ninh" });
const bytes = Buffer.from(text);
assert(hits.length > 0);
for (const { start, end } of hits) assert.match(bytes.subarray(start, end).toString(), /an\s+ninh/i);
const own = await corpus.compare([id], { text });
assert.deepEqual(own.articles.map((one) => one.id), [id, "/"]);
assert(own.overlaps.every((overlap) => overlap.share === 1));

/* Given up: before, and while chunks are on their way. What was on its way is not lost. */
const fresh = await open(host);
await assert.rejects(fresh.search("an ninh", { signal: AbortSignal.abort() }), { name: "AbortError" });
const giving = new AbortController();
const given = fresh.search("an ninh", { signal: giving.signal });
giving.abort(new Error("enough"));
await assert.rejects(given, { message: "enough" });
assert.deepEqual(await fresh.search("an ninh"), await corpus.search("an ninh"));
await assert.rejects(open(host, { signal: AbortSignal.abort() }), { name: "AbortError" });

/* A host that answers with pages, then recovers. */
const shaken = await open(host);
isDown = true;
await fails("damaged", () => shaken.search("an ninh"));
isDown = false;
assert.deepEqual(await shaken.search("an ninh"), await corpus.search("an ninh"));

/* In volumes. */
const hostOf = (manner) => host.replace("/kho/", `/${manner}/`);
for (const place of [joined, await files(joined), hostOf("parts"), hostOf("wholes")]) {
  const volumes = await open(place);
  assert.deepEqual((await volumes.search("an ninh")).results, (await corpus.search("an ninh")).results);
  volumes.close();
}
assert(asksForParts.parts > 2);
assert(asksForParts.wholes > 0);
await fails("unreachable", async () => (await open(hostOf("others"))).search("an ninh"));

/* Closed: what is asked and what was asked. */
const left = await open(host);
const waiting = left.search("an ninh");
left.close();
left.close();
await fails("closed", () => waiting);
await fails("closed", () => left.search("an ninh"));

/* A pipe takes more than it holds only bit by bit: the end waits for it. */
server.close();
process.stdout.write(JSON.stringify(answers), () => process.exit(0));

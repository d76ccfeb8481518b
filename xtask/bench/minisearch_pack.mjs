/* Packs a corpus with MiniSearch: node minisearch_pack.mjs MODULES CORPUS.jsonl INDEX.json */
import { createInterface } from "node:readline";
import { createReadStream, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import "./minisearch_options.js";

const [modules, corpus, out] = process.argv.slice(2);
const MiniSearch = createRequire(modules + "/")("minisearch");
const index = new MiniSearch(globalThis.miniSearchOptions);
for await (const line of createInterface({ input: createReadStream(corpus) })) index.add(JSON.parse(line));
writeFileSync(out, JSON.stringify(index));

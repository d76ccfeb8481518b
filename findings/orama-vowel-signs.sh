#!/usr/bin/env bash
# Orama 3.1.18, with its own languages: words are cut wherever a sign is not in the language's list of letters, and Hindi's
# ("indian") has no vowel signs: a search for मीन (fish) finds मन (mind) too, since both are the letters म and न.
# Serbian's list is Latin alone: text in Cyrillic, its other script, is indexed as nothing.
# Touches Recto: a peer for search in the page; a language that can be chosen is thought to be read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . @orama/orama@3.1.18
cat > run.mjs <<'JS'
import { readFileSync } from "node:fs";
import { create, insert, search } from "@orama/orama";

const { version } = JSON.parse(readFileSync("node_modules/@orama/orama/package.json", "utf8"));
console.log("@orama/orama", version);
const CASES = [
  ["indian", ["मन", "मीन"], "मीन", "मीन मन"],
  ["serbian", ["град", "Београд"], "град", ""],
  ["serbian", ["grad", "Beograd"], "grad", "grad"],
];
let same = true;
for (const [language, texts, term, wanted] of CASES) {
  const index = create({ schema: { text: "string" }, language });
  for (const text of texts) await insert(index, { text });
  const { hits } = await search(index, { term });
  const found = hits.map((hit) => hit.document.text).join(" ");
  console.log(`${language}: of ${texts.join(", ")} a search for ${term} finds ${found || "nothing"}`);
  same &&= found === wanted;
}
console.log(same ? "as described: vowel signs part words, Cyrillic is not there" : "CHANGED");
process.exit(same ? 0 : 1);
JS
node run.mjs

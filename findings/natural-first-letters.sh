#!/usr/bin/env bash
# natural 8.1.1: its tokenizers of single languages lack letters of those languages. The German one takes capital umlauts for
# blanks, so that Österreich is "sterreich" and Ärzte are "rzte", small ones stay; the Italian one cuts the last letter off
# città and perché; the Dutch one makes coëfficiënt three words. The German stemmer is fed by it.
# Touches Recto: word counts and key words of articles, and nouns are what German writes with a capital.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . natural@8.1.1
cat > run.js <<'JS'
const natural = require("natural");
console.log("natural", require("natural/package.json").version);
const CASES = [
  ["AggressiveTokenizerDe", "Österreich und Ärzte in Übersee hören größere", "sterreich und rzte in bersee hören größere"],
  ["AggressiveTokenizerIt", "la città è qui perché", "la citt qui perch"],
  ["AggressiveTokenizerNl", "één coëfficiënt", "n co ffici nt"],
  ["AggressiveTokenizerFr", "œuvre ça été", "œuvre ça été"],
];
let same = true;
for (const [name, text, wanted] of CASES) {
  const words = new natural[name]().tokenize(text);
  console.log(`${name}: ${text} -> ${words.join(" | ")}`);
  same &&= words.join(" ") === wanted;
}
const stems = natural.PorterStemmerDe.tokenizeAndStem("Österreich");
console.log("PorterStemmerDe: Österreich ->", stems.join(" | "));
same &&= stems.join() === "sterreich";
console.log(same ? "as described: words lose letters of their own language" : "CHANGED");
process.exit(same ? 0 : 1);
JS
DOTENV_CONFIG_QUIET=true node run.js

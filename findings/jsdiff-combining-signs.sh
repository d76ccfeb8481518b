#!/usr/bin/env bash
# jsdiff (npm "diff") 9.0.0: diffWords takes a combining sign for a piece of its own. A Hindi word whose last vowel sign
# differs is cut before the sign, so that a lone vowel sign is shown as the change; a Russian word with its stress written
# falls into three pieces, of which the marks alone differ. Words of composed Vietnamese letters stay whole.
# Touches Recto: differences inside passages are shown to readers word by word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . diff@9.0.0
cat > run.js <<'JS'
const { diffWords } = require("diff");
console.log("diff", require("diff/package.json").version);
const shown = (before, after) =>
  diffWords(before, after).map((part) => (part.added ? "+" : part.removed ? "-" : "=") + part.value.trim()).join(" ");
const expected = {
  Hindi: [["हिन्दी भाषा", "हिन्दू भाषा"], "=हिन्द -ी +ू =भाषा"],
  Russian: [["за\u0301мок", "замо\u0301к"], "=за -\u0301 =мо +\u0301 =к"],
  Vietnamese: [["Đặng Thị Nhơn", "Đặng Thị Nhờn"], "=Đặng Thị -Nhơn +Nhờn"],
};
let same = true;
for (const [language, [pair, wanted]] of Object.entries(expected)) {
  const found = shown(...pair);
  console.log(`${language}: ${found}`);
  same &&= found === wanted;
}
console.log(same ? "as described: words are cut at combining signs" : "CHANGED");
process.exit(same ? 0 : 1);
JS
node run.js

#!/usr/bin/env bash
# Citation.js 0.8.2 (core and its RIS plug-in): of a newspaper article (TY - NEWS) the author (AU) becomes a text named
# "reporter", which is RIS's later word for it but no variable of CSL, so that a style finds no author; of a journal, a magazine
# and a blog the same line is the author with family and given name, and so it is of a newspaper if written A1.
# Touches Recto: newspaper articles are what is collected, and databases export them as RIS.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2
cat > run.js <<'JS'
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-ris");
const about = (name) => JSON.parse(require("fs").readFileSync(`node_modules/@citation-js/${name}/package.json`, "utf8"));
console.log("core", about("core").version, "plugin-ris", about("plugin-ris").version);
const author = [{ family: "Tran", given: "Lan" }];
const cases = [
  ["JOUR", "AU", { author }],
  ["MGZN", "AU", { author }],
  ["BLOG", "AU", { author }],
  ["NEWS", "A1", { author }],
  ["NEWS", "AU", { reporter: "Tran, Lan" }],
];
let same = true;
for (const [type, tag, wanted] of cases) {
  const [entry] = new Cite(`TY  - ${type}\nTI  - Fair\n${tag}  - Tran, Lan\nER  - \n`).data;
  const found = JSON.stringify({ author: entry.author, reporter: entry.reporter });
  console.log(`${type} ${tag}: ${entry.type} ${found}`);
  same &&= found === JSON.stringify(wanted);
}
console.log(same ? "as described: a newspaper article has no author" : "CHANGED");
process.exit(same ? 0 : 1);
JS
node run.js

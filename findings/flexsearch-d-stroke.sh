#!/usr/bin/env bash
# FlexSearch 0.8.212, default encoder: marks are taken off Vietnamese letters on both sides, but đ is a letter of its own
# that does not decompose. "hoi" finds "hội" and "uu" finds "ưu", while "duong" does not find "đường": "đuong" does.
# Touches Recto: who types without marks types no đ either, so half-folded words are what nobody types.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . flexsearch@0.8.212
cat > run.js <<'JS'
const { Index } = require("flexsearch");
const about = JSON.parse(require("fs").readFileSync("node_modules/flexsearch/package.json", "utf8"));
console.log("flexsearch", about.version);
const index = new Index();
["hội", "ưu", "đường"].forEach((word, id) => index.add(id, word));
const found = ["hoi", "uu", "duong", "đuong"].map((query) => `${query}: ${index.search(query).join(" ") || "nothing"}`);
console.log("0 hội, 1 ưu, 2 đường");
console.log(found.join("\n"));
const same = found.join() === "hoi: 0,uu: 1,duong: nothing,đuong: 2";
console.log(same ? "as described: every mark is forgiven but the stroke of đ" : "CHANGED");
process.exit(same ? 0 : 1);
JS
node run.js

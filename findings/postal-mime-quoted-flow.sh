#!/usr/bin/env bash
# postal-mime 4.0.0: in mail whose lines flow (format=flowed) the quote marks of a quoted paragraph's further lines stay in
# the middle of its sentences: "> The mayor opened > the fair today." RFC 3676 (4.5) has them taken off before lines are
# joined. mailparser 3.14.2 joins the same lines without them.
# Touches Recto: mail is packed as articles, a phrase across such a line is not found, and replies quote.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . postal-mime@4.0.0 mailparser@3.14.2
cat > run.js <<'JS'
const PostalMime = require("postal-mime");
const { simpleParser } = require("mailparser");
const about = (name) => JSON.parse(require("fs").readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const mail = [
  "Content-Type: text/plain; charset=utf-8; format=flowed",
  "",
  "> The mayor opened ",
  "> the fair today.",
  ">> In which town ",
  ">> was it?",
  "She went ",
  "by train.",
  "",
].join("\r\n");
(async () => {
  const lines = (text) => text.trim().split("\n");
  const found = lines((await (PostalMime.default ?? PostalMime).parse(mail)).text);
  const other = lines((await simpleParser(mail)).text);
  console.log("postal-mime", about("postal-mime"), JSON.stringify(found));
  console.log("mailparser ", about("mailparser"), JSON.stringify(other));
  const same =
    found.join("|") === "> The mayor opened > the fair today.|>> In which town >> was it?|She went by train." &&
    other.join("|") === "> The mayor opened the fair today.|>> In which town was it?|She went by train.";
  console.log(same ? "as described: quote marks stay inside sentences" : "CHANGED");
  process.exit(same ? 0 : 1);
})();
JS
node run.js

#!/usr/bin/env bash
# chrono-node 2.10.3, Vietnamese: weekdays are numbered there (thứ hai, "second", is Monday), and of "Tuesday next week"
# (thứ ba tuần sau) the number and what follows are read as "in three weeks"; Monday last week is two weeks ago, Saturday
# last week seven. A weekday alone is read well.
# Touches Recto: reports name days so, and the date that comes out is weeks away from the one meant.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . chrono-node@2.10.3
cat > run.js <<'JS'
const chrono = require("chrono-node");
const about = JSON.parse(require("fs").readFileSync("node_modules/chrono-node/package.json", "utf8"));
const readAt = new Date(2026, 5, 15, 9, 0);
console.log("chrono-node", about.version, "read on Monday, 2026-06-15");
const cases = [
  ["thứ ba", "Tuesday", "thứ ba 16.6."],
  ["thứ hai tuần trước", "Monday last week, 8.6.", "hai tuần trước 1.6."],
  ["thứ bảy tuần trước", "Saturday last week, 13.6.", "bảy tuần trước 27.4."],
  ["thứ ba tuần sau", "Tuesday next week, 23.6.", "ba tuần sau 6.7."],
  ["thứ sáu tuần sau", "Friday next week, 26.6.", "sáu tuần sau 27.7."],
  ["thứ ba tuần này", "Tuesday this week, 16.6.", "ba tuần này 6.7."],
];
let same = true;
for (const [text, meant, wanted] of cases) {
  const results = chrono.vi.parse(text, readAt);
  const found = results.map(({ text: part, start }) => `${part} ${start.get("day")}.${start.get("month")}.`).join("; ");
  console.log(`${text} (${meant}): ${found}`);
  same &&= found === wanted;
}
console.log(same ? "as described: a weekday's number becomes a number of weeks" : "CHANGED");
process.exit(same ? 0 : 1);
JS
node run.js

#!/usr/bin/env bash
# chrono-node 2.10.3: a part of the day before a date ("the night of 5 March 2024", "sáng 5/3/2024") is taken as one
# expression with it, but the result is noon on the day of reading: neither the written day nor the part is used, though the
# text given back has both. So in English, Vietnamese, Russian and Ukrainian; noon is read well, and in Vietnamese and
# Russian a part of the day behind the date.
# Touches Recto: so news tells when something happened, and nothing distinguishes the result from a date that was read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-save --no-package-lock --prefix . chrono-node@2.10.3
cat > run.js <<'JS'
const chrono = require("chrono-node");
const about = JSON.parse(require("fs").readFileSync("node_modules/chrono-node/package.json", "utf8"));
const readAt = new Date(2026, 5, 15, 9, 0);
console.log("chrono-node", about.version, "read on 2026-06-15");
const cases = [
  ["en", "the night of 5 March 2024", "night of 5 March 2024 = 2026-06-15 12"],
  ["en", "the evening of March 5, 2024", "evening of March 5, 2024 = 2026-06-15 12"],
  ["en", "noon of 5 March 2024", "noon of 5 March 2024 = 2024-03-05 12"],
  ["vi", "sáng 5/3/2024", "sáng 5/3/2024 = 2026-06-15 12"],
  ["vi", "chiều 5/3/2024", "chiều 5/3/2024 = 2026-06-15 12"],
  ["vi", "5/3/2024 buổi sáng", "5/3/2024 buổi sáng = 2024-03-05 9"],
  ["ru", "утром 5 марта 2024 года", "утром 5 марта 2024 года = 2026-06-15 12"],
  ["ru", "5 марта 2024 года утром", "5 марта 2024 года утром = 2024-03-05 6"],
  ["uk", "ввечері 5 березня 2024 року", "ввечері 5 березня 2024 року = 2026-06-15 12"],
];
let same = true;
for (const [language, text, wanted] of cases) {
  const results = chrono[language].parse(text, readAt).map(({ text: part, start }) => {
    const [year, month, day, hour] = ["year", "month", "day", "hour"].map((name) => start.get(name));
    const pad = (number) => String(number).padStart(2, "0");
    return `${part} = ${year}-${pad(month)}-${pad(day)} ${hour}`;
  });
  console.log(`${language} ${text}: ${results.join("; ")}`);
  same &&= results.join("; ") === wanted;
}
console.log(same ? "as described: the written date gives way to the day of reading" : "CHANGED");
process.exit(same ? 0 : 1);
JS
node run.js

/* The lines of a query as tab-separated values: node node.mjs SITE QUERY. SITE is a packed folder, a page in one file, or
   an address. */
import { RectoError, open } from "../recto.js";

const [site, ...words] = process.argv.slice(2);
try {
  const corpus = await open(site ?? "site");
  const sort = ["R1", "date"];
  for (let offset = 0, total = 1; offset < total; offset += 1000) {
    const answer = await corpus.concordance(words.join(" "), { sort, offset, limit: 1000 });
    total = answer.total;
    for (const { left, node, right } of answer.lines) {
      const line = [left, node, right].map((text) => text.replace(/\s+/g, " "));
      console.log(line.join("\t"));
    }
  }
  corpus.close();
} catch (error) {
  if (!(error instanceof RectoError)) throw error;
  console.error(`${error.kind}: ${error.message}`);
  process.exitCode = 2;
}

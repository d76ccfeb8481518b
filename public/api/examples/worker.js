/* The worker's side: it finds two articles and compares them. */
import { open } from "../recto.js";

self.onmessage = async ({ data }) => {
  try {
    const corpus = await open(data.site);
    const { results } = await corpus.search(data.query, { limit: 2 });
    const { passages, overlaps } = await corpus.compare(results.map((result) => result.id));
    const shared = passages.filter((passage) => passage.times > 0 && !passage.minor);
    self.postMessage({
      said: `${results.map((result) => result.title).join(" | ")}: ${Math.round(overlaps[0].share * 100)} %`,
      passages: shared.map((passage) => passage.spans[0].text),
    });
    corpus.close();
  } catch (error) {
    self.postMessage({ said: `${error.kind}: ${error.message}`, passages: [] });
  }
};

/* A page's own search over a packed site. What articles say becomes text nodes and nothing else. */
import { open } from "../recto.js";

const site = new URL(new URLSearchParams(location.search).get("site") ?? "../../", location.href);
const said = document.getElementById("said");
const results = document.getElementById("results");
const form = document.querySelector("form");
let asking = null;

function row({ title, date, hits, snippet }) {
  const item = document.createElement("li");
  const excerpt = document.createElement("p");
  for (const { text, hit } of snippet) {
    const run = document.createElement(hit ? "mark" : "span");
    run.textContent = text;
    excerpt.append(run);
  }
  item.append(`${title} (${date ?? "?"}): ${hits}`, excerpt);
  return item;
}

async function search(corpus) {
  /* A newer question takes the place of the last. */
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const found = await corpus.search(form.elements.query.value, { limit: 10, signal });
    said.textContent = `${found.total.hits} / ${found.total.articles} / ${corpus.size}`;
    results.replaceChildren(...found.results.map(row));
  } catch (error) {
    if (!signal.aborted) said.textContent = `${error.kind}: ${error.message}`;
  }
}

try {
  const corpus = await open(site);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(corpus);
  });
  await search(corpus);
} catch (error) {
  said.textContent = `${error.kind}: ${error.message}`;
}

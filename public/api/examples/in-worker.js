/* The page's side: it starts the worker and shows what comes back. */
const site = new URL(new URLSearchParams(location.search).get("site") ?? "../../", location.href);
const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });

worker.onmessage = ({ data }) => {
  document.getElementById("said").textContent = data.said;
  const items = data.passages.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  });
  document.getElementById("passages").replaceChildren(...items);
};
worker.postMessage({ site: site.href, query: "an ninh" });

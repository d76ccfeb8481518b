/* The story's own script: its buttons ask the element, and it says what the reader asks there. */
const search = document.getElementById("search");
for (const button of document.querySelectorAll("[data-query]")) {
  button.addEventListener("click", () => search.search(button.dataset.query));
}
search.addEventListener("recto-search", ({ detail }) => {
  document.getElementById("said").textContent = `Bạn vừa tìm “${detail.query}”.`;
});

/* Puts a Recto page inside another page, from this one script:

     <script src="embed.js"></script>
     <recto-explorer src="https://host/site/" query="đại hội" view="results" lang="vi"></recto-explorer>

   or, without the element, <iframe data-recto src="https://host/site/"></iframe>, which then sizes itself. docs/EMBED.md
   lists attributes, methods and events. Only messages of the very frame, from the very origin it was loaded from, are
   heard. It reads nothing of the page around it, leaves that page's address alone, and sends nothing anywhere else. */
(function () {
  "use strict";
  if (window.customElements && customElements.get("recto-explorer")) return;

  /* Frames under care, each with the element that its events come out of and the state that was heard of last. */
  const frames = new Map();

  /* The names of filters in a link; an attribute gives no others. */
  const FILTERS = ["source", "category", "year", "from", "to", "undated", "once", "marks", "blocks", "strict", "sort"];

  /* What `event.origin` says of a frame's messages: "null" in a sandbox and on a disk. */
  function originOf(frame) {
    const sandbox = frame.getAttribute("sandbox");
    if (sandbox !== null && !/\ballow-same-origin\b/.test(sandbox)) return "null";
    const url = new URL(frame.src, document.baseURI);
    return url.protocol === "file:" ? "null" : url.origin;
  }

  function tell(frame, message) {
    const origin = originOf(frame);
    if (frame.contentWindow) frame.contentWindow.postMessage({ recto: 1, ...message }, origin === "null" ? "*" : origin);
  }

  function care(frame, element) {
    if (frames.has(frame)) return;
    frames.set(frame, { element, hash: "" });
    const hello = () => tell(frame, { type: "hello" });
    frame.addEventListener("load", hello);
    if (frame.contentWindow) hello();
  }

  function fire(element, name, detail) {
    element.dispatchEvent(new CustomEvent("recto-" + name, { detail, bubbles: true }));
  }

  window.addEventListener("message", (event) => {
    const data = event.data;
    if (!data || data.recto !== 1) return;
    for (const [frame, cared] of frames) {
      if (event.source !== frame.contentWindow) continue;
      if (event.origin !== originOf(frame) && event.origin !== "file://") return;
      hear(frame, cared, data);
      return;
    }
  });

  function hear(frame, cared, data) {
    const { element } = cared;
    if (data.type === "here") tell(frame, { type: "hello" });
    if (data.type === "height" && !element.hasAttribute("height") && data.height > 0) {
      frame.style.height = Math.min(Math.ceil(data.height), 100000) + "px";
    }
    if (data.type === "select") {
      fire(element, "select", { article: stateOf(cared.hash).get("open"), text: String(data.text).slice(0, 20000) });
    }
    if (data.type !== "ready" && data.type !== "state") return;
    const before = cared.hash;
    cared.hash = String(data.hash).slice(0, 20000);
    if (data.type === "ready") {
      if (element.dress) element.dress();
      fire(element, "ready", { hash: cared.hash });
    } else {
      fire(element, "statechange", { hash: cared.hash });
      announce(element, stateOf(before), stateOf(cared.hash));
    }
  }

  function stateOf(hash) {
    return new URLSearchParams(hash.replace(/^#/, ""));
  }

  /* The part of a state that filters, as the attribute has it. */
  function filtersOf(state) {
    return text(new URLSearchParams([...state].filter(([name]) => FILTERS.includes(name))));
  }

  function text(state) {
    return state.toString().replaceAll("+", "%20");
  }

  /* What the reader did, by what became of the state. */
  function announce(element, before, after) {
    const query = after.get("q") || "";
    const filters = filtersOf(after);
    if (query !== (before.get("q") || "") || filters !== filtersOf(before)) fire(element, "search", { query, filters });
    const article = after.get("open");
    if (article && article !== before.get("open")) fire(element, "open", { article });
    const compared = (state) => (state.get("view") === "compare" ? state.getAll("with") : []);
    const articles = compared(after);
    if (articles.length && articles.join("\n") !== compared(before).join("\n")) fire(element, "compare", { articles });
  }

  /* The page around may forbid the frame: then a sentence in its place says what to allow, and links to the page. */
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition !== "enforce" || event.effectiveDirective !== "frame-src") return;
    for (const [frame, { element }] of frames) {
      const { origin, href } = new URL(frame.src, document.baseURI);
      if (frame === element || !event.blockedURI.startsWith(origin)) continue;
      const isEnglish = (element.lang || document.documentElement.lang) === "en";
      const link = document.createElement("a");
      link.href = link.textContent = href;
      const sentence = document.createElement("p");
      sentence.append(
        isEnglish
          ? "This page does not allow the collection to be embedded. Its Content-Security-Policy must allow: "
          : "Trang này chưa cho phép nhúng kho bài. Content-Security-Policy của trang này cần cho phép: ",
        `frame-src ${origin}. `,
        link,
      );
      frame.replaceWith(sentence);
      frames.delete(frame);
    }
  });

  /* A list with commas, or a JSON list where an id has one. */
  function listed(value) {
    if (!value) return [];
    if (value.trim().startsWith("[")) {
      try {
        return JSON.parse(value).map(String);
      } catch {
        return [];
      }
    }
    return value.split(",").map((id) => id.trim()).filter(Boolean);
  }

  /* The part of the page's state that attributes give; the page reads the rest as its defaults. */
  function hashOf(element) {
    const state = new URLSearchParams();
    const [query, open] = [element.getAttribute("query"), element.getAttribute("open")];
    const articles = listed(element.getAttribute("articles"));
    const filters = new URLSearchParams(element.getAttribute("filters") || "");
    const found = query || open || filters.size ? "results" : "";
    const view = element.getAttribute("view") || found || (articles.length ? "compare" : "");
    if (view) state.set("view", view);
    if (query) state.set("q", query);
    for (const [name, value] of filters) if (FILTERS.includes(name)) state.append(name, value);
    if (open) state.set("open", open);
    for (const id of articles) state.append("with", id);
    return text(state) && "#" + text(state);
  }

  class RectoExplorer extends HTMLElement {
    static observedAttributes = [
      "src", "query", "view", "articles", "filters", "open", "lang", "theme", "compact", "height",
    ];

    connectedCallback() {
      if (this.frame) return;
      this.style.display = "block";
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("title") || "Recto";
      this.frame.style.cssText = "display:block;width:100%;border:0;height:" + (this.fixedHeight() || "600px");
      this.frame.setAttribute("allow", "clipboard-write");
      if (this.hasAttribute("sandbox")) this.frame.setAttribute("sandbox", this.getAttribute("sandbox"));
      if (this.hasAttribute("loading")) this.frame.loading = this.getAttribute("loading");
      this.load();
      this.append(this.frame);
      care(this.frame, this);
    }

    disconnectedCallback() {
      frames.delete(this.frame);
      if (this.frame) this.frame.remove();
      this.frame = null;
    }

    attributeChangedCallback(name, before, after) {
      if (!this.frame || before === after) return;
      if (name === "src") this.load();
      else if (name === "height") this.frame.style.height = this.fixedHeight() || this.frame.style.height;
      else if (name === "lang" || name === "theme" || name === "compact") this.dress();
      else this.follow();
    }

    /* The state of the page, as the hash of a link to it. */
    get state() {
      const cared = this.frame && frames.get(this.frame);
      return (cared && cared.hash) || hashOf(this);
    }

    /* Finds articles. `filters` is what stands in the attribute; without it those that hold stay. */
    search(query, filters) {
      this.removeAttribute("open");
      if (filters !== undefined) this.setAttribute("filters", filters);
      this.setAttribute("query", query);
      this.show("results");
    }

    /* Opens an article by its id. */
    open(id) {
      this.setAttribute("open", id);
      this.show("results");
    }

    /* Sets articles side by side, by their ids. */
    compare(ids) {
      this.setAttribute("articles", JSON.stringify([...ids]));
      this.show("compare");
    }

    /* Shows a tab: overview, results, context, mentions, families, measure, compare or notes. */
    show(view) {
      this.setAttribute("view", view);
      this.follow();
    }

    /* Tells the page the state of the attributes, once for all that change together. */
    follow() {
      if (this.following) return;
      this.following = true;
      queueMicrotask(() => {
        this.following = false;
        const cared = this.frame && frames.get(this.frame);
        if (!cared) return;
        cared.hash = hashOf(this) || "#";
        tell(this.frame, { type: "state", hash: cared.hash });
      });
    }

    /* Tells the page how to look. */
    dress() {
      const [lang, theme] = [this.getAttribute("lang") || "", this.getAttribute("theme") || ""];
      if (this.frame) tell(this.frame, { type: "look", lang, theme, compact: this.hasAttribute("compact") });
    }

    fixedHeight() {
      const height = parseInt(this.getAttribute("height"), 10);
      return height > 0 ? height + "px" : "";
    }

    load() {
      const url = new URL(this.getAttribute("src") || ".", document.baseURI);
      if (!/^(https?|file):$/.test(url.protocol)) return;
      const language = this.getAttribute("lang");
      if (language) url.searchParams.set("lang", language);
      url.hash = hashOf(this);
      this.frame.src = url.href;
    }
  }

  customElements.define("recto-explorer", RectoExplorer);

  const adopt = () => document.querySelectorAll("iframe[data-recto]").forEach((frame) => care(frame, frame));
  adopt();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", adopt);
})();

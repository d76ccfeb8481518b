/* Puts a Recto page inside another page, from this one script:

     <script src="embed.js"></script>
     <recto-explorer src="https://host/site/" query="đại hội" view="results" lang="vi"></recto-explorer>

   or, without the element, <iframe data-recto src="https://host/site/"></iframe>, which then sizes itself. With `inline` the
   element holds the app in a shadow root in place of a frame. docs/EMBED.md lists attributes, methods and events. Only
   messages of the very frame, from the very origin it was loaded from, are heard. It reads nothing of the page around it,
   leaves that page's address alone, and sends nothing anywhere else. */
(function () {
  "use strict";
  if (window.customElements && customElements.get("recto-explorer")) return;

  /* Frames under care, each with the element that its events come out of, the state that was heard of last, and a way to
     tell it something. */
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
    const cared = { element, hash: "", tell: (message) => tell(frame, message) };
    frames.set(frame, cared);
    const hello = () => tell(frame, { type: "hello" });
    frame.addEventListener("load", hello);
    if (frame.contentWindow) hello();
    return cared;
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
      if (data.type === "here") cared.tell({ type: "hello" });
      if (data.type === "height" && !cared.element.hasAttribute("height") && data.height > 0) {
        frame.style.height = Math.min(Math.ceil(data.height), 100000) + "px";
      }
      hear(cared, data);
      return;
    }
  });

  function hear(cared, data) {
    const { element } = cared;
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

  /* A sentence in the place of the app, with a link to the page. */
  function sentence(element, kind, more, href) {
    const words = {
      vi: {
        policy: "Trang này chưa cho phép nhúng kho bài. Content-Security-Policy của trang này cần cho phép: ",
        far: "Không đọc được kho bài: chưa kết nối được máy chủ, hoặc máy chủ không gửi kèm Access-Control-Allow-Origin: ",
        none: "Ở địa chỉ này không có thư mục kho bài do recto pack tạo ra, nên chưa nhúng được. ",
      },
      en: {
        policy: "This page does not allow the collection to be embedded. Its Content-Security-Policy must allow: ",
        far: "The collection cannot be read: its host is not reached, or does not send Access-Control-Allow-Origin: ",
        none: "At this address is no folder that recto pack has written, so that it cannot be embedded inline. ",
      },
    };
    const link = document.createElement("a");
    link.href = link.textContent = href;
    const said = document.createElement("p");
    said.setAttribute("role", "alert");
    const language = (element.lang || document.documentElement.lang) === "en" ? "en" : "vi";
    said.append(words[language][kind], more && more + ". ", link);
    return said;
  }

  /* The page around may forbid the frame: then a sentence in its place says what to allow, and links to the page. */
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition !== "enforce" || event.effectiveDirective !== "frame-src") return;
    for (const [frame, { element }] of frames) {
      const { origin, href } = new URL(frame.src, document.baseURI);
      if (frame === element || !event.blockedURI.startsWith(origin)) continue;
      frame.replaceWith(sentence(element, "policy", `frame-src ${origin}`, href));
      frames.delete(frame);
    }
  });

  /* Folders whose scripts may be loaded, and the only place where a string becomes the address of one: one policy for all
     elements of the page. */
  const folders = new Set();
  let policy = null;
  function scriptUrl(url) {
    if (!window.trustedTypes) return url;
    policy ??= trustedTypes.createPolicy("recto", {
      createScriptURL(url) {
        if (url.startsWith("blob:") || [...folders].some((folder) => url.startsWith(folder))) return url;
        throw new TypeError("not a script of a packed page: " + url);
      },
    });
    return policy.createScriptURL(url);
  }

  /* A packed page's scripts are a function each, and hand it over here in place of starting. */
  const handed = new Map();
  window.rectoEmbed = (made) => handed.set(document.currentScript.src, made);

  async function functionOf(url) {
    if (!handed.has(url)) {
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.crossOrigin = "anonymous";
        script.onload = resolve;
        script.onerror = () => reject(new Error(url));
        script.src = scriptUrl(url);
        document.head.append(script);
      });
    }
    return handed.get(url);
  }

  /* A packed page as a document that shows nothing and runs nothing; its address is where it came from at last. */
  function packedAt(url) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", url);
      request.responseType = "document";
      request.onload = () => resolve({ packed: request.responseXML, href: request.responseURL.split(/[?#]/)[0] });
      request.onerror = () => reject(new Error(url));
      request.send();
    });
  }

  /* Starts the app in the element's shadow root. Each has an app and an engine of its own. */
  async function begin(element, cared) {
    const { origin, href } = new URL(element.getAttribute("src") || ".", document.baseURI);
    const root = element.shadowRoot || element.attachShadow({ mode: "open" });
    const worker = origin === location.origin ? origin : "blob:";
    const { inline } = cared;
    Object.assign(inline, {
      needs: `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}; worker-src ${worker}; img-src data:; ` +
        "trusted-types recto",
      scriptUrl,
      hear: (data) => inline.stopped || hear(cared, data),
      reload: () => element.again(),
      concerns: ({ disposition, blockedURI }) => {
        const ours = [origin, "blob", "wasm-eval", "trusted-types"];
        return disposition === "enforce" && ours.some((one) => blockedURI.startsWith(one));
      },
    });
    let isForbidden = false;
    const refused = (event) => (isForbidden ||= inline.concerns(event));
    document.addEventListener("securitypolicyviolation", refused);
    let kind = "far";
    try {
      Object.assign(inline, await packedAt(href));
      const plain = inline.packed && inline.packed.getElementById("recto");
      kind = "none";
      if (inline.packed.documentElement.dataset.form !== "folder" || !plain.dataset.app) throw new Error(href);
      const folder = new URL(".", inline.href).href;
      folders.add(folder);
      kind = "far";
      const scripts = [...inline.packed.querySelectorAll("script[src]")].map((one) => folder + one.getAttribute("src"));
      [inline.guard, inline.app] = await Promise.all(scripts.map(functionOf));
      if (inline.stopped) return;
      inline.address = scripts[1];
      inline.language = (element.getAttribute("lang") || inline.packed.documentElement.lang) === "en" ? "en" : "vi";
      inline.mount = document.importNode(plain, true);
      inline.mount.hidden = true;
      inline.mount.firstElementChild.removeAttribute("role");
      inline.mount.querySelectorAll("noscript, .page-waiting").forEach((one) => one.remove());
      root.replaceChildren(inline.mount);
      inline.page = inline.guard(inline);
      inline.page.start(inline.app);
    } catch (error) {
      /* What a policy refused is told a moment later. */
      await new Promise((done) => setTimeout(done, 100));
      if (inline.stopped) return;
      const more = { policy: inline.needs, far: location.origin, none: "" };
      if (isForbidden) kind = "policy";
      root.replaceChildren(sentence(element, kind, more[kind], href));
    } finally {
      document.removeEventListener("securitypolicyviolation", refused);
    }
  }

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
      if (this.cared) return;
      this.style.display = "block";
      if (this.hasAttribute("inline")) {
        this.size();
        this.begin(hashOf(this));
        return;
      }
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("title") || "Recto";
      this.frame.style.cssText = "display:block;width:100%;border:0;height:" + (this.fixedHeight() || "600px");
      this.frame.setAttribute("allow", "clipboard-write");
      if (this.hasAttribute("sandbox")) this.frame.setAttribute("sandbox", this.getAttribute("sandbox"));
      if (this.hasAttribute("loading")) this.frame.loading = this.getAttribute("loading");
      this.load();
      this.append(this.frame);
      this.cared = care(this.frame, this);
    }

    disconnectedCallback() {
      if (!this.frame) {
        /* An element that is only moved goes on. */
        queueMicrotask(() => this.isConnected || this.stop());
        return;
      }
      frames.delete(this.frame);
      this.frame.remove();
      this.frame = this.cared = null;
    }

    /* Starts in the shadow root, in a state. */
    begin(hash) {
      const cared = { element: this, hash, inline: {}, tell: (message) => cared.inline.tell && cared.inline.tell(message) };
      Object.defineProperty(cared.inline, "hash", { get: () => cared.hash });
      this.cared = cared;
      begin(this, cared);
    }

    stop() {
      if (!this.cared || !this.cared.inline) return;
      const { inline } = this.cared;
      inline.stopped = true;
      if (inline.worker) inline.worker.terminate();
      this.shadowRoot.replaceChildren();
      this.cared = null;
    }

    /* Starts anew in the same state. */
    again() {
      const hash = this.state;
      this.stop();
      this.begin(hash);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.cared || before === after) return;
      if (name === "src") this.load();
      else if (name === "height") this.size();
      else if (name === "lang" || name === "theme" || name === "compact") this.dress();
      else this.follow();
    }

    /* The state of the page, as the hash of a link to it. */
    get state() {
      return (this.cared && this.cared.hash) || hashOf(this);
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
        const { cared } = this;
        if (!cared) return;
        cared.hash = hashOf(this) || "#";
        cared.tell({ type: "state", hash: cared.hash });
      });
    }

    /* Tells the page how to look. */
    dress() {
      const [lang, theme] = [this.getAttribute("lang") || "", this.getAttribute("theme") || ""];
      if (this.cared) this.cared.tell({ type: "look", lang, theme, compact: this.hasAttribute("compact") });
    }

    fixedHeight() {
      const height = parseInt(this.getAttribute("height"), 10);
      return height > 0 ? height + "px" : "";
    }

    /* A fixed height, in which it scrolls. */
    size() {
      if (this.frame) this.frame.style.height = this.fixedHeight() || this.frame.style.height;
      else [this.style.height, this.style.overflow] = [this.fixedHeight(), this.fixedHeight() && "auto"];
    }

    load() {
      if (!this.frame) {
        this.stop();
        this.begin(hashOf(this));
        return;
      }
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

/* Puts a Recto page inside another page, from this one script:

     <script src="embed.js"></script>
     <recto-explorer src="https://host/site/" query="đại hội" view="results" lang="vi"></recto-explorer>

   or, without the element, <iframe data-recto src="https://host/site/"></iframe>, which then sizes itself.
   `height` (pixels) fixes the height and lets the page scroll inside. Changes of the attributes are passed in; what the
   reader does comes out as `recto-statechange` events with `detail.hash`. Only messages of the very frame, from the very
   origin it was loaded from, are heard. It reads nothing of the page around it and sends nothing anywhere else. */
(function () {
  "use strict";
  if (window.customElements && customElements.get("recto-explorer")) return;

  /* Frames under care, each with the element that its events come out of. */
  const frames = new Map();

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
    frames.set(frame, element);
    const hello = () => tell(frame, { type: "hello" });
    frame.addEventListener("load", hello);
    if (frame.contentWindow) hello();
  }

  window.addEventListener("message", (event) => {
    const data = event.data;
    if (!data || data.recto !== 1) return;
    for (const [frame, element] of frames) {
      if (event.source !== frame.contentWindow) continue;
      if (event.origin !== originOf(frame) && event.origin !== "file://") return;
      if (data.type === "here") tell(frame, { type: "hello" });
      if (data.type === "height" && !element.hasAttribute("height") && data.height > 0) {
        frame.style.height = Math.min(Math.ceil(data.height), 100000) + "px";
      }
      if (data.type === "ready" || data.type === "state") {
        const detail = { hash: String(data.hash).slice(0, 20000) };
        element.dispatchEvent(new CustomEvent("recto-" + (data.type === "ready" ? "ready" : "statechange"), { detail, bubbles: true }));
      }
      return;
    }
  });

  /* The page around may forbid the frame: then a sentence in its place says what to allow, and links to the page. */
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.disposition !== "enforce" || event.effectiveDirective !== "frame-src") return;
    for (const [frame, element] of frames) {
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

  /* The part of the page's state that attributes give; the page reads the rest as its defaults. */
  function hashOf(element) {
    const state = new URLSearchParams();
    const query = element.getAttribute("query");
    const view = element.getAttribute("view") || (query && "results");
    if (view) state.set("view", view);
    if (query) state.set("q", query);
    const text = state.toString().replaceAll("+", "%20");
    return text && "#" + text;
  }

  class RectoExplorer extends HTMLElement {
    static observedAttributes = ["src", "query", "view", "lang", "height"];

    connectedCallback() {
      if (this.frame) return;
      this.style.display = "block";
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("title") || "Recto";
      this.frame.style.cssText = "display:block;width:100%;border:0;height:" + (this.fixedHeight() || "600px");
      this.frame.setAttribute("allow", "clipboard-write");
      if (this.hasAttribute("sandbox")) this.frame.setAttribute("sandbox", this.getAttribute("sandbox"));
      if (this.hasAttribute("loading")) this.frame.loading = this.getAttribute("loading");
      this.open();
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
      if (name === "src" || name === "lang") this.open();
      else if (name === "height") this.frame.style.height = this.fixedHeight() || this.frame.style.height;
      else tell(this.frame, { type: "state", hash: hashOf(this) || "#" });
    }

    fixedHeight() {
      const height = parseInt(this.getAttribute("height"), 10);
      return height > 0 ? height + "px" : "";
    }

    open() {
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

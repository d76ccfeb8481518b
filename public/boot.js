/* Starts the app on a page: fetches its WebAssembly in whichever way the page was opened (over http, from a disk, from
   inside one file), holds every part against its sum, starts the worker first, then mounts the app. Whatever fails becomes
   a sentence above the list of articles. It holds no state of the app, and reads no article. The packer puts it into a
   function `rectoApp`, below `rectoGlue`, a function around the generated bindings: so its file, or its source text, can
   start the worker too. In a shadow root of another page `embed.js` calls that function with what `inline` is: the place,
   the packed page's document, and ways to tell and to be told. It then takes nothing else of that page. */
(function () {
  "use strict";
  if (!self.document) {
    inWorker();
    return;
  }
  const page = inline ? inline.page : self.rectoPage;
  const packed = inline ? inline.packed : document;
  const mount = inline ? inline.mount : document.getElementById("recto");
  const form = packed.documentElement.dataset.form;
  const fromDisk = !inline && location.protocol === "file:";
  const opaque = !inline && self.origin === "null" && !fromDisk;
  /* Where the page's files lie. A page in one file may have no address, inside a `srcdoc` frame, and needs none. */
  const address = inline ? inline.href : location.href;
  const base = form === "folder" ? new URL(".", address).href : "";

  /* The only place where a string becomes the address of a script. */
  const createScriptURL = (url) => {
    if (url.startsWith("blob:") || (base && url.startsWith(base))) return url;
    throw new TypeError("not a script of this page: " + url);
  };
  let policy = null;
  const scriptUrl = (url) => {
    if (inline) return inline.scriptUrl(url);
    if (!self.trustedTypes) return url;
    try {
      policy ??= self.trustedTypes.createPolicy("recto", { createScriptURL });
    } catch {
      throw new Failure("policy", "trusted-types recto");
    }
    return policy.createScriptURL(url);
  };

  /* Stops the start with a sentence of guard.js; `part` is what is damaged. */
  class Failure extends Error {
    constructor(kind, cause, part) {
      super(cause && cause.message ? cause.message : String(cause || ""));
      this.kind = kind;
      this.part = part;
    }
  }

  /* A chunk that arrives as a script, alone or with others in a volume, calls `r` with its name, its size, the indices of
     replaced bytes, and a function whose source text holds the bytes in a comment from character 7 on. See
     src/bundle/carrier.rs. */
  const expected = new Map();
  /* Scripts on their way, by address: one brings all that is wanted of a volume. */
  const arriving = new Map();
  if (!inline) self.r = (name, size, replaced, carrier) => {
    /* What is wanted from here on may have been passed already. */
    if (document.currentScript) arriving.delete(document.currentScript.src);
    const waiting = expected.get(name);
    if (!waiting) return;
    const text = carrier + " ";
    const bytes = new Uint8Array(size);
    for (let i = 0; i < size; i++) bytes[i] = text.charCodeAt(7 + i);
    for (const index of replaced) bytes[index] = 47;
    waiting.done(bytes);
  };

  /* Loads a chunk as a classic script. Resolves to its bytes, to null when it does not come, or to `otherwise` when
     what comes is no chunk. Two chunks of one content come one after the other. */
  async function script(name, url, otherwise = null) {
    const address = scriptUrl(url);
    while (expected.has(name)) await expected.get(name).ended;
    let ended;
    const bytes = new Promise((resolve) => {
      const there = arriving.get(url);
      const element = there || document.createElement("script");
      const done = (bytes) => {
        if (expected.get(name) !== waiting) return;
        expected.delete(name);
        resolve(bytes);
      };
      const waiting = { done, ended: new Promise((end) => (ended = end)) };
      expected.set(name, waiting);
      element.addEventListener("error", () => done(null));
      element.addEventListener("load", () => done(otherwise));
      if (there) return;
      const leave = () => {
        if (arriving.get(url) === element) arriving.delete(url);
        element.remove();
      };
      element.addEventListener("error", leave);
      element.addEventListener("load", leave);
      element.charset = "x-user-defined";
      element.dataset.chunk = name;
      element.src = address;
      arriving.set(url, element);
      document.head.append(element);
    });
    await bytes;
    ended();
    return bytes;
  }

  /* The bytes of the blocks named so inside the page, or null. */
  function inlined(name) {
    const blocks = packed.querySelectorAll(`script[data-recto="${CSS.escape(name)}"]`);
    if (!blocks.length) return null;
    return joined(Array.from(blocks, (block) => fromBase64(block.textContent)));
  }

  function joined(parts) {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /* No bytes where the text is damaged: what is made of them fails its sum, and the page says which part it is. */
  function fromBase64(text) {
    try {
      if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
      return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    } catch {
      return new Uint8Array();
    }
  }

  /* How browsers word that a policy forbids WebAssembly. */
  const FORBIDDEN = /unsafe-eval|CSP|Content Security/i;

  /* Compiles the deflated app. */
  async function compile(bytes) {
    let wasm;
    try {
      const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      wasm = await new Response(inflated).arrayBuffer();
    } catch (error) {
      throw new Failure("damaged", error, "app");
    }
    try {
      return await WebAssembly.compile(wasm);
    } catch (error) {
      throw new Failure(FORBIDDEN.test(error.message) ? "policy" : "wasm", error);
    }
  }

  /* The bytes of a chunk's file as it lies in the folder, or null. The same form that a script has, see `r`. */
  function unwrapped(file) {
    const head = /^r\("[\w.-]+",(\d+),\[([\d,]*)\],\(\)=>\{\/\*/.exec(new TextDecoder("latin1").decode(file));
    if (!head) return null;
    const bytes = file.slice(head[0].length, head[0].length + Number(head[1]));
    for (const index of head[2] ? head[2].split(",") : []) bytes[index] = 47;
    return bytes;
  }

  /* How much of the app has come, in per cent, and when the last of it did. */
  const coming = { percent: 0, heard: Date.now() };

  /* The app's bytes as they come. Its file says first how many there are. */
  async function received(response) {
    const reader = response.body.getReader();
    const parts = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      const all = /^r\("app",(\d+),/.exec(new TextDecoder("latin1").decode(parts[0].subarray(0, 40)));
      coming.percent = all ? Math.min(100, Math.floor((length / Number(all[1])) * 100)) : 0;
      coming.heard = Date.now();
    }
    coming.heard = Infinity;
    return joined(parts);
  }

  /* Says how far the app is when it takes a while, and when nothing more of it comes. Returns what ends it. */
  function telling() {
    const SOON_MILLIS = 1500;
    const STILL_MILLIS = 10000;
    const began = Date.now();
    const timer = setInterval(() => {
      if (Date.now() - began < SOON_MILLIS) return;
      const isStill = Date.now() - coming.heard > STILL_MILLIS;
      page.say(isStill ? "still" : "coming", "", isStill ? page.reload : null, String(coming.percent - (coming.percent % 10)));
    }, 500);
    return () => clearInterval(timer);
  }

  /* The bytes of one of the page's files, held against the sum of its part. `read` takes them out of what a host sends. */
  async function file(part, path, read, asScript) {
    /* The name holds the content's hash, so that any copy will do; a damaged one is passed over once. */
    for (const cache of ["force-cache", "reload"]) {
      let bytes;
      try {
        const response = await fetch(base + path, { cache });
        if (!response.ok && cache === "force-cache") continue;
        if (!response.ok) throw new Failure("missing", `${path}: ${response.status}`);
        bytes = read(part === "app" ? await received(response) : new Uint8Array(await response.arrayBuffer()));
      } catch (error) {
        /* A sandboxed frame has no origin, and a host without CORS headers refuses its fetches. Scripts still come. */
        if (opaque && error instanceof TypeError) return asScript();
        throw error instanceof Failure ? error : new Failure("missing", `${path}: ${error.message}`);
      }
      if (bytes !== null && page.holds(part, bytes)) return bytes;
    }
    throw new Failure("damaged", path, part);
  }

  /* The same of a file that comes as a script. */
  async function fileAsScript(part, path, read) {
    const bytes = await script(part, base + path, new Uint8Array());
    if (!bytes) throw new Failure("missing", path);
    const content = read(bytes);
    if (!page.holds(part, content)) throw new Failure("damaged", path, part);
    return content;
  }

  async function compiled() {
    const { app } = mount.dataset;
    if (form === "one-file") {
      const bytes = inlined("app");
      if (!bytes || !page.holds("app", bytes)) throw new Failure("damaged", "app", "app");
      return compile(bytes);
    }
    const asScript = () => fileAsScript("app", app, (bytes) => bytes);
    return compile(await (fromDisk ? asScript() : file("app", app, unwrapped, asScript)));
  }

  /* Holds the style sheet against its sum. Where the page cannot read its own, on a disk and in a sandboxed frame, it
     takes a copy in the form of a chunk, and that one in its place. */
  async function styled() {
    if (form === "one-file") {
      const style = document.querySelector("style");
      if (!style || !page.holds("style", style.textContent)) throw new Failure("damaged", "style", "style");
      if (!style.sheet) throw new Failure("policy", "style-src");
      return;
    }
    const link = packed.querySelector("link[rel=stylesheet]");
    const path = link.getAttribute("href");
    const text = (bytes) => new TextDecoder().decode(bytes);
    if (inline) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(inPixels(await file("style", path, text)));
      mount.getRootNode().adoptedStyleSheets = [sheet];
      mount.hidden = false;
      return;
    }
    const copied = async () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(await fileAsScript("style", path + ".bin", text));
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      link.disabled = true;
    };
    if (fromDisk) return copied();
    const found = await file("style", path, text, () => null);
    if (found === null) return copied();
    /* Whole, and yet not applied: a policy forbids it. */
    const applied = getComputedStyle(document.documentElement).getPropertyValue("--measure");
    if (!applied) throw new Failure("policy", "style-src");
  }

  /* The page around may have set its root to another size, which `rem` would follow. Widths are told in what the reader's
     browser has for text. */
  function remPixels() {
    const ruler = document.createElement("p");
    ruler.style.font = "medium serif";
    mount.parentNode.append(ruler);
    const pixels = parseFloat(getComputedStyle(ruler).fontSize) || 16;
    ruler.remove();
    return pixels;
  }

  function inPixels(style) {
    const pixels = remPixels();
    return style.replace(/(\d*\.?\d+)rem\b/g, (_, number) => number * pixels + "px");
  }

  /* The whole of a worker: it says whether the engine stands, then passes messages on. */
  function inWorker() {
    let engine = null;
    self.onmessage = ({ data }) => {
      if (data.module) {
        try {
          const bindings = rectoGlue();
          bindings.initSync({ module: data.module });
          if (data.password !== undefined) return self.postMessage({ key: bindings.unlock(data.root, data.password) });
          engine = new bindings.EngineWorker(data.root, data.key);
          self.postMessage("ready");
        } catch (error) {
          self.postMessage(String(error));
          throw error;
        }
        return;
      }
      try {
        const reply = engine.take(data);
        if (reply !== undefined) self.postMessage(reply);
      } catch (error) {
        self.postMessage({ trap: String(error) });
      }
    };
  }

  /* What the app asks of its host: workers, chunks as scripts, chunks inside the page. A worker starts from the script's
     own file where the page has an origin, for a host may forbid any other; elsewhere from the script's text. */
  function hostOf(root) {
    let module = null;
    let key;
    let made = "";
    const workerUrl = () => {
      const isOurs = form === "folder" && !fromDisk && !opaque && base.startsWith(self.origin + "/");
      if (isOurs) return page.address;
      const text = `(${inline ? inline.app : rectoApp})();`;
      return (made ||= URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    };
    return {
      spawn() {
        if (inline && inline.stopped) throw new Failure("worker", "stopped");
        const worker = new Worker(scriptUrl(workerUrl()));
        if (inline) inline.worker = worker;
        worker.addEventListener("error", () => (worker.failed = true));
        /* The first message is for nobody else. */
        worker.ready = new Promise((resolve, reject) => {
          const first = (event) => {
            event.stopImmediatePropagation();
            if (event.data === "ready") return resolve();
            worker.failed = true;
            /* WebKit compiles in spite of the policy, and refuses only the instance. */
            reject(new Failure(FORBIDDEN.test(String(event.data)) ? "policy" : "worker", event.data));
          };
          worker.addEventListener("message", first, { once: true });
          worker.addEventListener("error", (event) => reject(new Failure("worker", event.message)), { once: true });
        });
        worker.ready.catch(() => {});
        if (module) worker.postMessage({ module, root, key });
        return worker;
      },
      supply(worker, compiled, opening) {
        module = compiled;
        key = opening;
        worker.postMessage({ module, root, key });
      },
      /* The key that a password makes, or nothing when it is another. The worker ends with its memory. */
      unlock(compiled, password) {
        const worker = new Worker(scriptUrl(workerUrl()));
        const said = new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => (typeof data === "string" ? reject(new Failure("worker", data)) : resolve(data.key));
          worker.onerror = (event) => reject(new Failure("worker", event.message));
        });
        worker.postMessage({ module: compiled, root, password });
        return said.finally(() => worker.terminate());
      },
      script: (name, file) => script(name, `${base}chunks/${file}.bin`),
      inlined: (name) => inlined(name),
      keep: async (act, tell) => keeping && keeping.keep(act, tell),
      renew: () => (keeping ? keeping.renew() : page.reload()),
      selected,
    };
  }

  /* What is selected. Browsers tell what is in a shadow root in ways of their own. */
  function selected() {
    const root = mount.getRootNode();
    const all = self.getSelection();
    const within = root.getSelection ? root.getSelection() : all;
    if (!within || !within.rangeCount) return null;
    if (root.getSelection || !all.getComposedRanges) return within.getRangeAt(0);
    const { startContainer, startOffset, endContainer, endOffset } = all.getComposedRanges({ shadowRoots: [root] })[0];
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range;
  }

  async function boot() {
    const guard = String(inline ? inline.guard : self.rectoGuard);
    if (!page.holds("guard", guard)) throw new Failure("damaged", "guard", "script");
    const root = inlined("root");
    if (!root || !page.holds("root", root)) throw new Failure("damaged", "root", "data");
    const host = hostOf(root);
    /* The worker's script comes while the app does. */
    let worker;
    try {
      worker = host.spawn();
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("worker", error);
    }
    let module;
    let key;
    const told = form === "folder" && !fromDisk ? telling() : () => {};
    try {
      [module] = await Promise.all([compiled(), styled()]);
      told();
      /* The root of a page with a password says so in its sixth byte: see src/password/mod.rs. */
      if (root[5] === 1) {
        key = await rectoUnlock(page, mount.firstElementChild, (password) => host.unlock(module, password));
      }
      host.supply(worker, module, key);
      await worker.ready;
    } catch (error) {
      worker.terminate();
      throw error;
    } finally {
      told();
    }
    const bindings = rectoGlue();
    bindings.initSync({ module });
    /* The app takes the plain page over, and shows it until it knows more; then it is no longer the main content. */
    const plain = mount.firstElementChild;
    plain.removeAttribute("role");
    for (const said of plain.querySelectorAll(".page-locked")) said.remove();
    keepOffline();
    try {
      bindings.start({
        root: mount,
        host,
        worker,
        form: form === "one-file" ? "inlined" : fromDisk ? "script" : opaque ? "fetch-or-script" : "fetch",
        base,
        language: page.language(),
        embedded: Boolean(inline) || self.parent !== self,
        corpus: mount.dataset.corpus,
        title: mount.dataset.title,
        inline: inline ? { page: address, hash: inline.hash, rem_pixels: remPixels() } : undefined,
      });
    } catch (error) {
      plain.setAttribute("role", "main");
      mount.replaceChildren(plain);
      throw error;
    }
    mount.dataset.mounted = "";
    page.stopWaiting();
    page.unsay();
    watch();
    if (inline) talkToElement();
    else if (self.parent !== self) talkToParent();
  }

  /* A trap of the app after it mounted: say so rather than stand still. */
  function watch() {
    const hear = (error) => {
      if (!(error instanceof WebAssembly.RuntimeError)) return;
      /* The page around may run WebAssembly of its own. */
      if (inline && (inline.stopped || !String(error.stack).includes(page.address))) return;
      page.say("stopped", String(error), page.reload);
    };
    self.addEventListener("error", (event) => hear(event.error));
    self.addEventListener("unhandledrejection", (event) => hear(event.reason));
  }

  /* Shows the app as the page around wishes it. */
  function look(data) {
    mount.toggleAttribute("data-compact", Boolean(data.compact));
    const detail = { lang: String(data.lang || ""), theme: String(data.theme || "") };
    mount.dispatchEvent(new CustomEvent("recto-look", { detail }));
  }

  /* In an element of another page: tells what changes, and takes a new state from it. */
  function talkToElement() {
    mount.addEventListener("recto-statechange", (event) => {
      event.stopPropagation();
      inline.hear({ type: "state", hash: event.detail });
    });
    inline.tell = (data) => {
      if (data.type === "look") look(data);
      else mount.dispatchEvent(new CustomEvent("recto-state", { detail: data.hash }));
    };
    tellSelection(inline.hear);
    inline.hear({ type: "ready", hash: inline.hash });
  }

  /* In a frame: reports height and state to the page around it once that page has introduced itself, and takes a new
     state from it. Only the parent window is heard, and only the origin that spoke first is answered. */
  function talkToParent() {
    document.documentElement.dataset.embedded = "";
    let parentOrigin = null;
    let lastHeight = 0;
    let lastHash = location.hash;
    const tell = (message) => {
      if (parentOrigin === null) return;
      /* A parent on a disk or in a sandbox has an origin that only "*" reaches. */
      self.parent.postMessage({ recto: 1, ...message }, /^https?:/.test(parentOrigin) ? parentOrigin : "*");
    };
    const height = () => {
      const now = Math.ceil(document.documentElement.getBoundingClientRect().height);
      if (now > 0 && Math.abs(now - lastHeight) > 1) tell({ type: "height", height: (lastHeight = now) });
    };
    const state = () => {
      if (location.hash !== lastHash) tell({ type: "state", hash: (lastHash = location.hash) });
    };
    self.addEventListener("message", (event) => {
      const data = event.data;
      if (event.source !== self.parent || !data || data.recto !== 1) return;
      if (data.type === "hello" && parentOrigin === null) {
        parentOrigin = event.origin;
        lastHeight = 0;
        tell({ type: "ready", hash: location.hash });
        height();
      } else if (data.type === "state" && event.origin === parentOrigin && typeof data.hash === "string") {
        lastHash = data.hash.startsWith("#") ? data.hash : "#" + data.hash;
        location.replace(lastHash);
      } else if (data.type === "look" && event.origin === parentOrigin) {
        look(data);
      }
    });
    new ResizeObserver(height).observe(document.body);
    self.addEventListener("hashchange", state);
    mount.addEventListener("recto-statechange", state);
    if (self.navigation) self.navigation.addEventListener("currententrychange", state);
    tellSelection(tell);
    self.parent.postMessage({ recto: 1, type: "here" }, "*");
  }

  /* Tells which words of the open article the reader has selected, once the selection rests. */
  function tellSelection(tell) {
    let resting = 0;
    let last = "";
    document.addEventListener("selectionchange", () => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        const range = selected();
        const at = range && (range.startContainer.parentElement || range.startContainer);
        const article = at && at.closest && at.closest('[data-part="reader"]');
        const isOfArticle = Boolean(article && mount.contains(article));
        const text = isOfArticle ? String(inline ? range : self.getSelection()).trim().slice(0, 20000) : "";
        if (text && text !== last) tell({ type: "select", text });
        last = text;
      }, 250);
    });
  }

  /* After the first visit over http the page opens without a network. Where that cannot be, nothing is said. */
  let keeping = null;
  function keepOffline() {
    if (form !== "folder" || inline || fromDisk || opaque || !self.isSecureContext || !navigator.serviceWorker) return;
    /* Only here, for a manifest on `file://` is an error in the console. */
    const manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = base + "manifest.webmanifest";
    document.head.append(manifest);
    keeping = rectoKeep(page, base, scriptUrl, Number(mount.dataset.weight));
  }

  boot().catch(async (error) => {
    if (inline && inline.stopped) return;
    mount.hidden = false;
    /* What a policy refused is told a moment later. */
    await new Promise((done) => setTimeout(done, 100));
    const isPlain = !(error instanceof Failure);
    const kind = isPlain ? "stopped" : page.refused.length && error.kind !== "damaged" ? "policy" : error.kind;
    const detail = [error && error.message ? error.message : String(error), ...new Set(page.refused)].join("; ");
    page.say(kind, detail, page.reload, error.part);
  });
})();

/* Runs in a packed page before its own scripts: keeps what starts its worker and one search as the page itself asks it,
   so that the benchmark can ask a worker of its own the same way, about any query. It changes nothing of what the page
   does. Messages are postcard: varints, lengths before texts; only their first fields are read here. */
(() => {
  "use strict";
  const [SEARCH, PREPARE] = [2, 9]; // their places among requests
  const bench = (window.rectoBench = { asks: [], answers: 0, moments: {}, worker: null });

  const reader = (bytes, at = 0) => ({
    varint() {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    },
    text() {
      const length = this.varint();
      at += length;
      return new TextDecoder().decode(bytes.subarray(at - length, at));
    },
    rest: () => bytes.slice(at),
  });

  const varint = (value) => {
    const bytes = [];
    for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
    return [...bytes, value];
  };

  class Watched extends window.Worker {
    constructor(address, options) {
      super(address, options);
      bench.address ??= address;
      this.addEventListener("message", ({ data }) => {
        if (!(data instanceof Uint8Array)) return;
        const reply = reader(data);
        reply.varint();
        if (reply.varint() !== 0 || reply.varint() !== SEARCH) return;
        bench.moments.answered ??= performance.now();
        bench.answers++;
      });
    }
    postMessage(message, transfer) {
      if (message.module) bench.start ??= message;
      else if (message instanceof Uint8Array) bench.asks.push(message.slice());
      super.postMessage(message, transfer);
    }
  }
  const Native = window.Worker;
  window.Worker = Watched;
  if (window.trustedTypes) {
    const create = trustedTypes.createPolicy.bind(trustedTypes);
    trustedTypes.createPolicy = (name, rules) => (bench.policy = create(name, rules));
  }

  /* What follows the query in the page's own search; its limit is the last field, and below 128. */
  function learn() {
    for (const bytes of bench.asks) {
      const ask = reader(bytes);
      ask.varint();
      if (ask.varint() !== SEARCH) continue;
      ask.text();
      bench.tail = ask.rest().slice(0, -1);
      return true;
    }
    return false;
  }

  const message = (query, rows) => {
    const text = new TextEncoder().encode(query);
    return Uint8Array.from([1, SEARCH, ...varint(text.length), ...text, ...bench.tail, rows]);
  };

  function open() {
    bench.worker?.terminate();
    bench.worker = new Native(bench.address);
    bench.worker.postMessage(bench.start);
  }

  const turn = (request) =>
    new Promise((resolve, reject) => {
      bench.worker.onmessage = ({ data }) => {
        if (data instanceof Uint8Array) resolve(data);
        /* A worker may say that it stands before it answers anything. */
        else if (data !== "ready") reject(Error(data.trap ?? String(data)));
      };
      bench.worker.onerror = reject;
      bench.worker.postMessage(request);
    });

  function counts(reply) {
    let [articles, hits] = [0, null];
    reply.varint();
    for (let groups = reply.varint(); groups > 0; groups--) {
      reply.varint();
      articles += reply.varint();
      const places = reply.varint();
      hits ??= places;
      for (let rest = 0; rest < 6; rest++) reply.varint(); // five tiers, and no rows
    }
    return { articles, hits };
  }

  const base = new URL(".", location.href).href;
  const marker = [...",()=>{/*"].map((letter) => letter.charCodeAt(0));

  async function fetched(name) {
    const file = new Uint8Array(await (await fetch(`${base}chunks/${name}.bin`)).arrayBuffer());
    let start = file.indexOf(44, 4);
    while (!marker.every((byte, n) => file[start + n] === byte)) start = file.indexOf(44, start + 1);
    const head = new TextDecoder().decode(file.subarray(0, start));
    const [, size, list] = head.match(/,(\d+),\[([\d,]*)\]$/);
    const bytes = file.slice(start + marker.length, start + marker.length + Number(size));
    for (const index of list ? list.split(",") : []) bytes[index] = 47;
    return [bytes, file.length];
  }

  const waiting = new Map();

  function asScript(name) {
    self.r = (name, size, replaced, carrier) => {
      const text = carrier + " ";
      const bytes = new Uint8Array(size);
      for (let i = 0; i < size; i++) bytes[i] = text.charCodeAt(7 + i);
      for (const index of replaced) bytes[index] = 47;
      waiting.get(name)([bytes, size]);
    };
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      waiting.set(name, (found) => {
        waiting.delete(name);
        element.remove();
        resolve(found);
      });
      element.charset = "x-user-defined";
      element.onerror = () => reject(Error(`no chunk ${name}`));
      element.src = bench.policy.createScriptURL(`${base}chunks/${name}.bin`);
      document.head.append(element);
    });
  }

  /* Asks until there is an answer with so many rows, and tells what it took to bring. Without rows, it tells the
     articles of all groups together, and the places of the first. */
  const ask = (query, rows = 10) => answered(message(query, rows), rows === 0);

  /* Has the page itself ask, by its address, and waits for its answer; then a moment, as no reader asks without one: the
     browser tidies up meanwhile. */
  async function askPage(query) {
    const before = bench.answers;
    location.hash = `#view=results&q=${encodeURIComponent(query)}`;
    for (let n = 0; n < 2000 && bench.answers === before; n++) await new Promise((done) => setTimeout(done, 10));
    await new Promise((done) => setTimeout(done, 100));
  }

  /* What the page asks once its first sight is there, while nobody waits. */
  const prepare = () => answered(Uint8Array.from([1, PREPARE]), false);

  async function answered(request, counted) {
    let [bytes, trips, chunks] = [0, 0, 0];
    for (;;) {
      const reply = reader(await turn(request));
      reply.varint();
      const outcome = reply.varint();
      if (outcome === 0) return { bytes, trips, chunks, ...(counted && counts(reply)) };
      if (outcome !== 1) throw Error(`no answer: ${reply.text()}`);
      trips++;
      const wanted = Array.from({ length: reply.varint() }, () => {
        const chunk = { id: reply.varint(), name: reply.text() };
        reply.varint();
        if (reply.varint()) throw Error("the benchmark packs without volumes");
        return chunk;
      });
      await Promise.all(
        wanted.map(async ({ id, name }) => {
          const [payload, length] = await (location.protocol === "file:" ? asScript(name) : fetched(name));
          bytes += length;
          chunks++;
          bench.worker.postMessage({ chunk: id, bytes: payload.buffer }, [payload.buffer]);
        }),
      );
    }
  }

  Object.assign(bench, { learn, open, ask, askPage, prepare });
})();

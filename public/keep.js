/* Keeps the page on the device, for `boot.js`, which stands around it: registers the service worker, tells of a new
   version, and does what the app asks of it: how much of the data is kept, keep all of it, stop, take it off the device.
   Where there can be no service worker nothing is said and nothing is kept. */
function rectoKeep(page, base, scriptUrl, weight) {
  "use strict";
  const OFF = `recto:${base}:keep`;
  const caching = navigator.serviceWorker;
  let registered = null;
  let running = null;

  /* The reader's wish to keep nothing is remembered where there is storage. */
  const wish = (change) => {
    try {
      return change ? change(localStorage) : localStorage.getItem(OFF) !== null;
    } catch {
      return false;
    }
  };

  async function register() {
    /* An update under way that fails may take this down with it: what is there already is watched all the same. */
    const registration = await caching
      .register(scriptUrl(base + "sw.js"), { updateViaCache: "none" })
      .catch(async (failure) => {
        const there = await caching.getRegistration(base);
        if (there) return there;
        throw failure;
      });
    /* On a first visit the worker takes the page over as soon as it is there: that is no new version. One that waits is,
       also for a page that was loaded past the worker. */
    const offer = () => {
      const { active, waiting } = registration;
      if (active && waiting) page.say("update", "", () => take(registration));
    };
    const watch = (worker) => worker && worker.addEventListener("statechange", offer);
    /* It may be on its way already, or have come, before anything is listened for. */
    registration.addEventListener("updatefound", () => {
      watch(registration.installing);
      offer();
    });
    watch(registration.installing);
    offer();
    return registration;
  }

  /* Has a new version take over, then loads it. */
  function take({ waiting }) {
    caching.addEventListener("controllerchange", page.reload, { once: true });
    /* Another tab may have had it take over meanwhile. */
    if (waiting) waiting.postMessage("skipWaiting");
    else page.reload();
  }

  /* A sandbox, a private window, a host that forbids it: the page works all the same, online. */
  const registering = () => (registered ??= register().catch(() => null));

  /* What a worker says, or null when it does not. */
  async function ask(message) {
    const registration = await registering();
    const worker = registration && (registration.active || (await caching.ready).active);
    if (!worker) return null;
    const { port1, port2 } = new MessageChannel();
    return new Promise((done) => {
      port1.onmessage = ({ data }) => done(data);
      worker.postMessage(message, [port2]);
    });
  }

  const told = (state, failed) => state && { ...state, weight, failed: failed || "" };

  async function start(tell) {
    wish((storage) => storage.removeItem(OFF));
    /* A browser that asks its reader about it may take as long as they do. */
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    const turn = (running = {});
    let state = await ask({ ask: "open" });
    for (let from = 0, to; state && from < state.all; from = to) {
      to = from + (state.batch || 48);
      const said = await ask({ ask: "bring", from, to });
      if (running !== turn) break;
      if (!said || said.failed) return told(await ask({ ask: "state" }), said ? said.failed : "failed");
      tell(Math.min(to, state.all), state.all);
    }
    state = await ask({ ask: running === turn ? "settle" : "state" });
    if (running === turn) running = null;
    return told(state);
  }

  async function remove() {
    running = null;
    wish((storage) => storage.setItem(OFF, ""));
    const registration = await caching.getRegistration(base);
    /* The worker keeps nothing more once its caches are gone. */
    for (const name of await caches.keys()) if (name.startsWith(`recto ${base} `)) await caches.delete(name);
    if (registration) await registration.unregister();
    registered = null;
    return told({ all: 1, have: 0 });
  }

  /* A part of the page that the host no longer has: the new page, also where the worker would show the old one again. */
  async function renew() {
    const registration = await registering().then((one) => one && one.update().catch(() => one));
    const coming = registration && registration.installing;
    if (!coming) return registration && registration.waiting ? take(registration) : page.reload();
    coming.addEventListener("statechange", () => take(registration), { once: true });
  }

  if (!wish()) registering();
  return {
    renew,
    async keep(act, tell) {
      if (act === "stop") running = null;
      if (act === "start") return start(tell);
      if (act === "remove") return remove();
      return wish() ? told({ all: 1, have: 0 }) : told(await ask({ ask: "state" }));
    },
  };
}

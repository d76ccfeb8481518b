/* The service worker of a packed folder: keeps the page on the device and opens it without a network. One cache for each
   version, filled only with bytes whose SHA-256 the packer wrote below, all or nothing: a failed update leaves the old
   version whole. A new version waits until the page tells it to take over. It touches no other file of its host. */
"use strict";

const VERSION = "{{version}}";

/* Path → SHA-256, as `integrity` takes it. */
const FILES = {{files}};

const PREFIX = `recto ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;
const addressOf = (path) => new URL(path, self.registration.scope).href;

/* A name that holds a hash never changes its bytes, so that an older version's copy serves. */
const hashed = (path) => /^chunks\/[0-9a-f]{16}\.bin$|^recto-[0-9a-f]{16}\./.test(path);

async function kept(path) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(addressOf(path));
    if (found) return found;
  }
  return null;
}

/* Chunks that an older version kept as they were used came unchecked. */
async function isWhole(response, integrity) {
  const hash = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return integrity === "sha256-" + btoa(String.fromCharCode(...new Uint8Array(hash)));
}

async function bring(cache, path) {
  const old = hashed(path) ? await kept(path) : null;
  const whole = old && (await isWhole(old, FILES[path])) ? old : null;
  const response = whole || (await fetch(addressOf(path), { integrity: FILES[path], cache: "no-cache" }));
  if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
  await cache.put(addressOf(path), response);
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      const paths = Object.keys(FILES);
      let failed = null;
      const lane = async () => {
        for (let path = paths.shift(); path !== undefined && !failed; path = paths.shift()) {
          await bring(cache, path).catch((error) => (failed = error));
        }
      };
      await Promise.all([lane(), lane(), lane(), lane(), lane(), lane()]);
      if (failed) {
        await caches.delete(CACHE);
        throw failed;
      }
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "skipWaiting") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(self.registration.scope)) return;
  url.search = url.hash = "";
  let path = url.href.slice(self.registration.scope.length);
  if (path === "index.html") path = "";
  const key = path === "" ? "./" : path;
  if (key in FILES) event.respondWith(fromCache(key, request));
  else if (/^chunks\/[0-9a-f]{16}\.bin$/.test(path)) event.respondWith(chunk(path, request));
});

/* `reload` is how the page asks again for a chunk that failed its check. */
const fresh = (request) => request.cache === "reload" || request.cache === "no-store";

async function fromCache(path, request) {
  const cache = await caches.open(CACHE);
  const found = fresh(request) && path !== "./" ? null : await cache.match(addressOf(path));
  return found || fetch(request);
}

/* Chunks of a large corpus are kept as they are used. */
async function chunk(path, request) {
  const cache = await caches.open(CACHE);
  const found = fresh(request) ? null : await cache.match(addressOf(path));
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && response.type === "basic") {
    const copy = response.clone();
    cache.put(addressOf(path), copy).catch(() => {});
  }
  return response;
}

/**
 * Keeps the last good copy of the page "My agenda" and of what it loads, so that it opens without a network too.
 * The network comes first, as long as there is one; answers that nobody may keep are not kept.
 */
const MEMORY = "my-agenda";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(MEMORY).then((memory) => memory.add(self.registration.scope)).catch(() => {}));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const memory = await caches.open(MEMORY);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !/no-store|private/.test(fresh.headers.get("Cache-Control") ?? "")) await memory.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = (await memory.match(request, { ignoreVary: true })) ?? (await memory.match(request, { ignoreVary: true, ignoreSearch: true }));
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) event.respondWith(answer(request));
});

/**
 * Keeps the last good copy of a screen, its data and what they load, so that it also starts without a network.
 * The network comes first, as long as there is one. What comes out of the memory says so.
 */
const MEMORY = "screens";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const memory = await caches.open(MEMORY);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await memory.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await memory.match(request, { ignoreVary: true });
    if (!kept) throw error;
    const headers = new Headers(kept.headers);
    headers.set("X-From-Memory", "yes");
    return new Response(kept.body, { status: kept.status, headers });
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) event.respondWith(answer(request));
});

/*
 * Keeps the door's page and its files on the phone, all of them or none, so that it opens without a network.
 * What it keeps is the same for every door of every event; it never touches a call of the door.
 */
"use strict";

const NAME = "door-{{ version }}";
const FILES = {{ files | tojson }};
const PAGES = {{ pages | tojson }};
const PATH = "/door/";

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", ({ data }) => data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || event.request.method !== "GET" || url.pathname.startsWith("/door/api/")) return;
  if (event.request.mode === "navigate") {
    if (url.pathname === PATH) event.respondWith(kept(PAGES[languageOf(url)], event.request));
  } else if (FILES.includes(url.pathname)) event.respondWith(kept(url.pathname, event.request));
});

async function keep() {
  const cache = await caches.open(NAME);
  await cache.addAll([...FILES, ...Object.values(PAGES).map((page) => new Request(page, { cache: "reload" }))]);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("door-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(address, request) {
  return (await (await caches.open(NAME)).match(address)) ?? fetch(request);
}

/** The one that the address asks for, else the first of the phone's own that there is. */
function languageOf(url) {
  const wanted = [url.searchParams.get("lang"), ...navigator.languages.map((tag) => tag.slice(0, 2)), "en"];
  return wanted.find((code) => Object.hasOwn(PAGES, code));
}

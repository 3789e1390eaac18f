// The service worker: keeps the look and one nameless page on the phone. No page of a Practice is ever kept.
const CACHE = "pause-shell-2";
const SHELL = "/offline/";
const FILES = [
  SHELL, "/static/pause.css", "/static/icon.svg", "/static/vendor/govuk-frontend.min.css", "/static/vendor/inter-latin-wght-normal.woff2",
  "/static/offline/shell.js", "/static/offline/store.js", "/static/offline/clock.js",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(SHELL)));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).then((response) => {
      const copy = response.clone();
      if (response.ok) caches.open(CACHE).then((cache) => cache.put(request, copy));
      return response;
    }).catch(() => caches.match(request)));
  }
});

/**
 * The service worker keeps this page and its files, so that it opens without a network. A newer page waits until nobody
 * stands at the door: `isBusy()` says so.
 */

const LOOK_EVERY_MS = 30 * 60_000;
const TRY_EVERY_MS = 5000;

export function keepShell(workerUrl, { isBusy }) {
  const workers = navigator.serviceWorker;
  if (!workers) return { update: async () => {}, isReloading: () => false };
  const hadOne = Boolean(workers.controller);
  let isReloading = false;

  async function start() {
    const registration = await workers.register(workerUrl, { scope: "/door/", updateViaCache: "none" });
    registration.addEventListener("updatefound", () => whenWaiting(registration));
    whenWaiting(registration);
    setInterval(() => registration.update().catch(() => {}), LOOK_EVERY_MS);
    return registration;
  }

  function whenWaiting(registration) {
    const next = registration.installing ?? registration.waiting;
    if (!next || !registration.active) return;
    const offer = () => {
      if (next.state !== "installed") return;
      if (isBusy()) setTimeout(offer, TRY_EVERY_MS);
      else next.postMessage("take over");
    };
    next.addEventListener("statechange", offer);
    offer();
  }

  workers.addEventListener("controllerchange", () => {
    if (!hadOne || isReloading) return; // the very first one needs no reload
    isReloading = true;
    location.reload();
  });
  const started = start().catch(() => null);
  return { update: async () => (await started)?.update().catch(() => {}), isReloading: () => isReloading };
}

/** Asks the browser not to clear the list when it runs out of space; true when it promises. */
export async function askToKeep() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

/** How this phone works and what it knows: colours, storage, other doors, and the way out. */

import { SCHEME, recall, remember } from "./memory.js";
import { askToKeep } from "./shell.js";

const SURE_MS = 5000;

export function createOptions({ parts, texts, device, store, clockTime, dayTime, onChangePoint, onLeave }) {
  function paint(isBlue) {
    document.documentElement.dataset.scheme = isBlue ? "blue" : "";
    parts.blueScheme.checked = isBlue;
  }

  async function draw() {
    const count = await store.countTickets();
    parts.listFacts.textContent = count && device.expiresAt ? texts("list.facts", { count, time: dayTime()(device.expiresAt) }) : texts("list.none");
    parts.storageFacts.textContent = texts((await askToKeep()) ? "storage.kept" : "storage.loose");
    const others = Object.entries(device.seen).map(([name, at]) => texts("seen.one", { device: name, time: clockTime()(at) }));
    parts.seenFacts.textContent = others.join(" · ") || texts("seen.none");
  }

  let askedAt = -Infinity;
  parts.leave.addEventListener("click", async ({ timeStamp }) => {
    const unsent = await store.countUnsent();
    if (unsent) return (parts.leaveState.textContent = texts("leave.unsent", { count: unsent }));
    if (timeStamp - askedAt < SURE_MS) return onLeave();
    askedAt = timeStamp;
    parts.leaveState.textContent = texts("leave.sure");
  });
  parts.blueScheme.addEventListener("change", () => {
    paint(parts.blueScheme.checked);
    remember(SCHEME, parts.blueScheme.checked ? "blue" : "");
  });
  parts.changePoint.addEventListener("click", onChangePoint);
  document.querySelector("[data-opens=options]").addEventListener("click", draw);
  paint(recall(SCHEME) === "blue");
}

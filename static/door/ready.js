/** Before the first badge: what is scanned here, how far the list is, and the one tap that begins. */

import { copyOf, fill } from "./page.js";

export function createReady({ parts, texts, device, views, onStart }) {
  /** `isClosed`: the organiser put out of use what was scanned here. */
  function show({ isClosed = false } = {}) {
    const { config } = device;
    views("ready");
    parts.readyEvent.textContent = config.event.name;
    parts.readyName.textContent = device.name;
    parts.readyRehearsal.hidden = !config.rehearsal;
    parts.pointField.hidden = config.device.point !== null;
    parts.pointFixed.hidden = config.device.point === null;
    parts.pointFixed.textContent = device.point?.name ?? "";
    if (config.device.point === null) offerPoints(config.points);
    tellList(null);
    complain(isClosed ? "point.closed" : null);
    parts.start.focus();
  }

  function complain(key) {
    parts.pointError.textContent = key ? texts(key) : "";
    parts.pointError.hidden = !key;
  }

  function offerPoints(points) {
    parts.pointList.replaceChildren(...points.map((point) => {
      const row = fill(copyOf(parts.pointRow), { name: point.name, kind: texts(`kind.${point.kind}`) });
      const input = row.querySelector("input");
      Object.assign(input, { value: point.code, checked: point.code === device.pointCode || points.length === 1 });
      return row;
    }));
  }

  /** `count` badges so far while the list comes in; null when it does not. */
  function tellList(count) {
    const key = count !== null ? "list.loading" : device.hasList && !device.isExpired ? "list.ready" : "list.missing";
    parts.listState.textContent = texts(key, { count });
  }

  parts.readyForm.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = parts.pointList.querySelector("input:checked")?.value ?? "";
    const isMissing = device.config.device.point === null && !chosen;
    complain(isMissing ? "point.missing" : null);
    if (isMissing) return parts.pointList.querySelector("input").focus();
    await device.choose(chosen);
    onStart();
  });

  return { show, tellList };
}

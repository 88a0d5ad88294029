/** The badge of somebody who came in, printed at the station of this door. Printing is no check-in and may be asked twice. */

import { Refusal } from "./api.js";

export function createPrinting({ parts, texts, api, device, newId, clockTime, onEnd = () => {} }) {
  let job = null;

  const may = () => Boolean(device.config?.device.rights.print);

  /** Offers it for this scan's person; `sent` is what the server did about it already. `isNow`: without being asked; true when it is on its way. */
  function offer({ lookup, registration }, { isNow = false, sent } = {}) {
    job = may() ? { lookup, registration, id: newId(), again: Boolean(sent?.task) } : null;
    show(job ? whatBecame(sent) : "");
    const begins = Boolean(job) && isNow && !sent;
    if (begins) print();
    return begins;
  }

  function whatBecame(sent) {
    if (!sent) return texts("print.ask");
    return sent.failed ?? (sent.station ? texts("print.station", { station: sent.station }) : texts("print.sent"));
  }

  function show(words) {
    parts.printBadge.hidden = !words;
    parts.printLabel.textContent = words;
  }

  async function print(mine = job) {
    const { id, lookup, registration, again } = mine;
    const who = registration ? { registration } : { lookup };
    let words;
    let end = "sent";
    try {
      const { waits } = await api.print({ id, ...who, station: device.rights.station ?? null, again });
      if (waits) end = "waits";
      words = texts(`print.${end}`);
    } catch (error) {
      end = error instanceof Refusal && error.code === "printed_before" ? "before" : "failed";
      words = end === "before" ? asked(mine, error.body) : (error.body?.detail ?? texts("print.failed"));
    }
    if (job !== mine) return;
    show(words);
    onEnd(end);
  }

  function asked(mine, { at }) {
    Object.assign(mine, { again: true, id: newId() });
    return texts("print.again", { time: clockTime()(at) });
  }

  parts.printBadge.addEventListener("click", (event) => {
    event.stopPropagation();
    if (job) print();
  });

  return { may, offer, withdraw: () => ((job = null), show("")), print: (registration) => print((job = { registration, id: newId(), again: false })) };
}

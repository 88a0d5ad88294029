/**
 * What this phone keeps: facts about itself, the sealed list, who is where, and its own scans.
 *
 * No name and no code is ever among it. A scan is kept before its verdict is shown, and given up only after the server's answer.
 */

import { answer, openDatabase, within } from "./database.js";
import { find, take } from "./list.js";

const KEPT_SCANS = 60; // answered ones, for undo and for what was scanned here moments ago
const ALL = ["facts", "list", "scans"];

export class DoorStore {
  #database;

  static async open() {
    const store = new DoorStore();
    store.#database = await openDatabase();
    return store;
  }

  #run(names, mode, work, options) {
    return within(this.#database, names, mode, work, options);
  }

  /** Everything the phone knows about itself, by name. */
  facts() {
    return this.#run(["facts"], "readonly", async ({ facts }) => {
      const [names, values] = await Promise.all([answer(facts.getAllKeys()), answer(facts.getAll())]);
      return Object.fromEntries(names.map((name, index) => [name, values[index]]));
    });
  }

  keepFacts(values) {
    return this.#run(["facts"], "readwrite", ({ facts }) => putFacts(facts, values));
  }

  /** The badge's record on the list, the server's word on where its person is, and this phone's scans of it. */
  known(lookup) {
    return this.#run(["list", "scans"], "readonly", async ({ list, scans }) => {
      const [known, own] = await Promise.all([find(list, lookup), answer(scans.index("lookup").getAll(lookup))]);
      return { ...known, own };
    });
  }

  /** Keeps one scan under the next number, with what else must be kept with it; answers it with its number. */
  keepScan(scan, values) {
    return this.#run(["facts", "scans"], "readwrite", async ({ facts, scans }) => {
      const seq = ((await answer(facts.get("seq"))) ?? 0) + 1;
      const kept = { ...scan, seq, unsent: 1 };
      scans.put(kept);
      await putFacts(facts, { ...values, seq });
      return kept;
    }, { strict: true });
  }

  /** The oldest scans that the server does not have yet. */
  unsent(most) {
    return this.#run(["scans"], "readonly", ({ scans }) => answer(scans.index("unsent").getAll(null, most)));
  }

  countUnsent() {
    return this.#run(["scans"], "readonly", ({ scans }) => answer(scans.index("unsent").count()));
  }

  /** The newest scans of this phone, newest first. */
  recent(most) {
    return this.#run(["scans"], "readonly", async ({ scans }) => (await answer(scans.getAll(null))).slice(-most).reverse());
  }

  /** Own scans that the server has not heard of, under their numbers, as they should have been kept. */
  amend(mended) {
    return this.#run(["scans"], "readwrite", ({ scans }) => mended.forEach((scan) => void scans.put(scan)), { strict: true });
  }

  /** The server has these scans (by number): they are no longer to be sent. */
  sent(numbers) {
    return this.#run(["scans"], "readwrite", async ({ scans }) => {
      const kept = await Promise.all(numbers.map((seq) => answer(scans.get(seq))));
      for (const { unsent: _, ...scan } of kept.filter(Boolean)) scans.put(scan);
      const all = await answer(scans.getAll());
      for (const old of all.slice(0, -KEPT_SCANS)) if (!old.unsent) scans.delete(old.seq);
    });
  }

  /** A page of the list as the server tells it, with the facts that belong to it; `anew` begins with an empty list. */
  takePage({ tickets = [], presence = [], facts: values = {}, anew = false }) {
    return this.#run(["facts", "list"], "readwrite", async ({ facts, list }) => {
      if (anew) list.clear();
      const before = anew ? 0 : ((await answer(facts.get("badges"))) ?? 0);
      const badges = before + (await take(list, tickets, presence));
      putFacts(facts, { ...values, badges });
    });
  }

  /** How many badges are on the list. */
  async countTickets() {
    return (await this.facts()).badges ?? 0;
  }

  /** The list goes, the scans stay. */
  forgetList() {
    return this.#run(["facts", "list"], "readwrite", ({ facts, list }) => {
      list.clear();
      putFacts(facts, { cursor: undefined, badges: undefined });
    });
  }

  /** A new door begins to count at one; what an earlier one could not send goes up under its numbers. */
  renumber() {
    return this.#run(["facts", "scans"], "readwrite", async ({ facts, scans }) => {
      const waiting = await answer(scans.index("unsent").getAll());
      scans.clear();
      waiting.forEach((scan, index) => scans.put({ ...scan, seq: index + 1 }));
      facts.put(waiting.length, "seq");
    });
  }

  /** This phone is no door any more; scans that the server did not take may stay until it is one again. */
  forgetAll({ keepScans = false } = {}) {
    return this.#run(ALL, "readwrite", (stores) => {
      for (const name of ALL) if (!(keepScans && name === "scans")) stores[name].clear();
    });
  }
}

function putFacts(store, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) store.delete(name);
    else store.put(value, name);
  }
}

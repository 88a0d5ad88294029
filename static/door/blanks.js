/**
 * A blank badge becomes somebody's: by the server where it answers, else by this phone, which reports it later.
 *
 * The id of the person stays the same whoever decides, so that an answer that was lost registers nobody twice.
 */

import { Refusal, Unreached } from "./api.js";
import { stateOfBlank } from "./rules/blanks.js";
import { keysOf } from "./store/seal.js";

const PATIENCE_MS = 3000;
const STRANGER = new Set([401, 403]); // the server does not take this phone for a door

export class Blanks {
  /** `doing()` answers how this phone stands now: {config, point, …}. */
  constructor({ api, store, contact, judgement, doing, keys = keysOf }) {
    Object.assign(this, { api, store, contact, judgement, doing, keys });
  }

  /** {state, number} of the badge by this phone's list; see rules/blanks.js. */
  async look(code) {
    const { config } = this.doing();
    const keys = await this.keys(code, config.event.salt);
    const { record, own } = await this.store.known(keys.lookup);
    const state = stateOfBlank(record, own, config.rehearsal);
    return { state, keys, number: state === "free" ? await numberOn(record, keys) : null };
  }

  /**
   * Gives the badge to `person` {name, email, organisation, category, language}. Answers {answer} of the server, the kept
   * {scan, told} of this phone, or why not: {state} that is not "free", {words} of the server.
   */
  async give({ id, person, code, via }) {
    const { state, keys } = await this.look(code);
    const answer = await this.#byServer({ ...person, id, blank: keys.lookup });
    if (answer) return answer;
    if (state !== "free") return { state };
    return this.judgement.give({ id, person, code, via });
  }

  /** Practice is this phone's alone: the server registers nobody for it. */
  async #byServer(body) {
    if (!this.contact.isQuick || this.doing().config.rehearsal) return null;
    try {
      return { answer: await this.api.walkIn(body, PATIENCE_MS) };
    } catch (error) {
      if (error instanceof Unreached) return null;
      if (error instanceof Refusal && !STRANGER.has(error.status)) return { words: error.body.detail ?? "", code: error.code };
      throw error;
    }
  }
}

async function numberOn(record, keys) {
  try {
    return (await keys.open(record.c)).number ?? null;
  } catch {
    return null; // a record that its own badge does not open is damaged; the badge is still good
  }
}

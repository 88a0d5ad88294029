/**
 * Sends what was done, one thing after the other. Without a network things wait here, and are sent when it is back.
 * An entry is {moves: [{card, after, version}], send(entry) -> answer, done(answer), refused(error)}.
 */

import { Refusal, SignedOut } from "./api.js";
import { carried } from "./times.js";

const PAUSES_MS = [1000, 2000, 4000, 8000];

export class Queue {
  turn = 0; // counts what was begun and what was answered
  #entries = [];
  #isSending = false;
  #tries = 0;
  #onState;
  #timer = null;

  constructor(onState) {
    this.#onState = onState;
    addEventListener("online", () => this.#again());
    addEventListener("beforeunload", (event) => this.length && event.preventDefault());
  }

  get length() {
    return this.#entries.length;
  }

  add(entry) {
    this.turn += 1;
    this.#entries.push(entry);
    this.#tell("saving");
    this.#work();
  }

  #tell(state) {
    this.#onState(state, this.length);
  }

  #again() {
    clearTimeout(this.#timer);
    if (!this.#isSending) this.#work();
  }

  async #work() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#entries.length) {
      const entry = this.#entries[0];
      try {
        const answer = await entry.send(entry);
        this.turn += 1;
        this.#tries = 0;
        this.#entries.shift();
        this.#passOn(entry, answer);
        entry.done(answer);
      } catch (error) {
        if (!(error instanceof Refusal)) {
          this.#tell(error instanceof SignedOut ? "signed-out" : "offline");
          if (error instanceof TypeError || error instanceof ReferenceError) console.error(error);
          this.#timer = setTimeout(() => this.#again(), PAUSES_MS[Math.min(this.#tries++, PAUSES_MS.length - 1)]);
          break;
        }
        this.#entries.shift();
        const dropped = this.#drop(entry);
        entry.refused(error, [entry, ...dropped].flatMap(({ moves }) => moves));
      }
    }
    this.#isSending = false;
    if (!this.#entries.length) this.#tell("saved");
  }

  /** What waits behind for the same card goes on from where it is now, with what others changed of its place. */
  #passOn(entry, answer) {
    (answer.done ?? []).forEach(({ slot, version }, place) => {
      const move = entry.moves[place];
      if (!move) return;
      const now = answer.cards?.find((one) => one.slot === slot);
      move.card.slot = slot || move.card.slot;
      move.card.mine = version;
      for (const later of this.#entries) for (const own of later.moves) if (own.card === move.card) {
        own.after = carried(own.after, move.after, now);
        own.version = version;
      }
    });
  }

  /** What waits behind a refused move of the same card makes no sense any more. */
  #drop(entry) {
    const cards = new Set(entry.moves.map(({ card }) => card));
    const dropped = this.#entries.filter((later) => later.moves.some(({ card }) => cards.has(card)));
    this.#entries = this.#entries.filter((later) => !dropped.includes(later));
    return dropped;
  }
}

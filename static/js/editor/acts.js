/** What can be done to the draft: shown at once, sent behind, taken back. */

import { History } from "./history.js";
import { lasts, samePlace } from "./times.js";

export class Acts {
  #history = new History();

  /** tell(kind, values): what people are told; drawn(): draw everything anew. */
  constructor({ draft, queue, api, tell, drawn }) {
    Object.assign(this, { draft, queue, api, tell, drawn });
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /** moves: [{card, after}]; whatever stays where it is is left out. False when nothing is left. */
  move(moves) {
    const real = moves.filter(({ card, after }) => !samePlace(card.place, after)).map(({ card, after }) => ({ card, before: card.place, after, foreign: card.foreign }));
    if (!real.length) return false;
    this.#history.did(real);
    this.#send(real);
    return true;
  }

  undo() {
    this.#turn(this.#history.undo(), "undone");
  }

  redo() {
    this.#turn(this.#history.redo(), "redone");
  }

  #turn(step, kind) {
    if (step === null) return this.tell("nothing", {});
    if (step.blocked) return this.tell("blocked", { title: step.blocked.title, who: step.blocked.who });
    for (const { card } of step.moves) this.draft.ensure(card);
    this.#send(step.moves);
    this.tell(kind, { moves: step.moves });
  }

  #send(moves) {
    const sent = moves.map(({ card, after }) => ({ card, after, version: card.base.version }));
    for (const { card, after } of sent) {
      card.pending += 1;
      card.place = after;
      if (after) card.minutes = lasts(after);
    }
    this.drawn();
    this.queue.add({
      moves: sent,
      send: (entry) => this.api.move(entry.moves.map(asMessage)),
      done: (answer) => this.#settled(sent, answer, answer.sessions),
      refused: (error, dropped) => this.#refused(error, dropped),
    });
  }

  #settled(moves, answer, sessions) {
    for (const { card } of moves) card.pending -= 1;
    if (answer) this.draft.merge(answer, sessions);
    for (const { card, after } of moves) {
      const isMerged = answer && after && card.base.place && !samePlace(card.base.place, after);
      if (isMerged) card.foreign += 1; // somebody else has a part in where it is: taking it back would undo theirs
      this.draft.settle(card);
    }
    this.drawn();
  }

  #refused(error, moves) {
    this.#history.forget(moves);
    this.#settled(moves, error.present, error.present?.sessions ?? []);
    this.tell("refused", { words: error.message, card: moves[0]?.card });
  }

  /** A session that is not there yet. `place` may be null. */
  add({ uuid, title, kind, minutes, place }) {
    this.#create(() => this.api.add({ uuid, title, kind, minutes, ...wanted(place) }), place);
  }

  repeat(card, place) {
    this.#create(() => this.api.repeat({ session: card.session, ...wanted(place) }), place);
  }

  #create(send, place) {
    this.queue.add({
      moves: [],
      send,
      done: (answer) => {
        this.draft.merge(answer, answer.sessions);
        const [{ session, slot, version }] = answer.done.length ? answer.done : [{}];
        const card = session && this.draft.bySession(session, slot || null);
        if (card) card.mine = version;
        if (card && place) this.#history.did([{ card, before: null, after: card.place, foreign: card.foreign }]);
        this.drawn();
        this.tell("added", { card });
      },
      refused: (error) => this.tell("refused", { words: error.message, card: null }),
    });
  }
}

const wanted = (place) => ({ room: place?.room ?? null, starts_at: place?.starts ?? null, ends_at: place?.ends ?? null });
const asMessage = ({ card, after, version }) => ({ session: card.session, slot: card.slot, version, ...wanted(after) });

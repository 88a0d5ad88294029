/** Nothing that was done is lost: saving, what others saved meanwhile, and a draft that outlives a closed page. */

import submitOnce from "../controllers/submit-once.js";
import { Refusal, SignedOut, freshPage } from "./api.js";

export class Keeping {
  #saved;
  #isSaving = false;
  #timer = 0;

  /** told(): the state is another one; saved(): the server has it now */
  constructor({ root, parts, doc, api, texts, notes, problems, version }) {
    Object.assign(this, { root, parts, doc, api, texts, notes, problems, version });
    this.key = `design.${root.dataset.code}`;
    this.#saved = doc.data;
    addEventListener("beforeunload", (event) => this.isChanged && !this.isLeaving && event.preventDefault());
    parts.save.addEventListener("click", () => this.save());
    parts.keepMine.addEventListener("click", () => this.#keepMine());
    parts.takeTheirs.addEventListener("click", () => this.#takeTheirs());
    parts.discard.addEventListener("click", () => this.#takeTheirs());
    parts.staleClose.addEventListener("click", () => parts.stale.close());
    window.addEventListener("pagehide", () => this.isLeaving || this.#keepDraft()); // the last change may be younger than the timer
  }

  get isChanged() {
    return !this.doc.isAs(this.#saved);
  }

  /** What an earlier visit of this window left unsaved; true when it is on the board now. */
  bringBack() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (!kept || this.doc.isAs(kept.data)) {
      sessionStorage.removeItem(this.key);
      return false;
    }
    this.version = kept.version; // if somebody saved since, saving will say so
    this.doc.change((data) => {
      for (const name of Object.keys(data)) delete data[name];
      Object.assign(data, kept.data);
    });
    this.parts.restored.hidden = false;
    return true;
  }

  /** After every change. */
  note() {
    this.draw();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keepDraft(), 300);
  }

  #keepDraft() {
    if (this.isChanged) sessionStorage.setItem(this.key, JSON.stringify({ version: this.version, data: this.doc.data }));
    else sessionStorage.removeItem(this.key);
  }

  draw() {
    const state = this.#isSaving ? "saving" : this.isChanged ? "changed" : "saved";
    this.parts.state.textContent = this.texts(`state.${state}`);
    this.parts.state.dataset.state = state;
    this.parts.save.disabled = !this.isChanged || this.#isSaving;
    if (!this.isChanged) this.parts.restored.hidden = true;
  }

  async save() {
    if (!this.isChanged || this.#isSaving) return;
    const { data } = this.doc;
    this.#isSaving = true;
    this.draw();
    try {
      const answer = await this.api.save(data, this.version);
      this.version = answer.version;
      this.#saved = data;
      this.#keepDraft();
      this.notes.aloud(this.texts("say.saved"));
      this.#refreshPage();
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#isSaving = false;
      this.draw();
    }
  }

  #refused(error) {
    if (error instanceof Refusal && error.code === "stale") {
      this.parts.staleWords.textContent = error.message;
      this.parts.stale.showModal();
    } else if (error instanceof Refusal && error.problems.length) {
      this.problems.refused(error.problems);
      this.notes.note(this.texts("say.refused", { words: error.message }), { isBad: true });
    } else this.notes.note(this.words(error), { isBad: true });
  }

  words(error) {
    if (error instanceof Refusal) return error.message;
    return this.texts(error instanceof SignedOut ? "say.signed-out" : "say.offline");
  }

  /** The forms and older states on the same page know of what was saved. */
  async #refreshPage() {
    const page = await freshPage();
    for (const name of ["plain", "more"]) {
      const fresh = page?.querySelector(`[data-part="${name}"]`);
      if (!fresh) continue;
      this.parts[name].replaceChildren(...fresh.childNodes);
      for (const form of this.parts[name].querySelectorAll("[data-controller~=submit-once]")) submitOnce(form);
    }
    const title = page?.querySelector("h1");
    if (title) document.querySelector("h1").replaceChildren(...title.childNodes);
  }

  async #keepMine() {
    try {
      const { url } = await this.api.keep(this.doc.data);
      this.#leave();
      location.assign(url);
    } catch (error) {
      this.parts.stale.close();
      this.#refused(error);
    }
  }

  #takeTheirs() {
    this.#leave();
    location.reload();
  }

  #leave() {
    clearTimeout(this.#timer);
    sessionStorage.removeItem(this.key);
    this.isLeaving = true;
  }
}

/** The texts of an element, one below the other: each with its own size and look, folded until it is needed. */

import { make } from "./controls.js";

const FIRST = ["text", "largest", "smallest", "lines", "colour", "bold"];
const open = new Set(); // which texts were unfolded, by element and number

export class Column {
  constructor({ panel, id, get, change }) {
    Object.assign(this, { panel, id, get, change });
    const { texts } = panel;
    const rows = get().texts.map((words, number) => this.#row(number));
    const most = panel.rules.parts.text.find((rule) => rule.name === "texts").most;
    const add = panel.button("text.add", () => this.#add());
    add.disabled = rows.length >= most;
    this.element = make("div", { className: "designer__group" }, make("h3", { className: "designer__subheading", textContent: texts("group.texts") }), ...rows, add);
  }

  #add() {
    open.add(`${this.id}-${this.get().texts.length}`);
    this.change((element) => element.texts.push({ ...this.panel.deeds.words(), text: this.panel.texts("text.new") }));
    const fresh = [...this.panel.parts.fields.querySelectorAll("[data-main] input")].at(-1);
    fresh?.focus();
    fresh?.select();
  }

  #row(number) {
    const { panel, id } = this;
    const rules = panel.rules.parts.words;
    const get = () => this.get().texts[number] ?? panel.deeds.words();
    const change = (deed, key) => this.change((element) => element.texts[number] && deed(element.texts[number]), `${key}-${number}`);
    const isOne = this.get().texts.length === 1;
    const fieldOf = (rule) => panel.field(rule, () => get()[rule.name], (value) => change((words) => (words[rule.name] = value), `${id}-${rule.name}`), {
      problem: () => (this.#isHere(number, rule.name, get()) ? panel.problems.of(id, rule.name) : ""),
    }).element;
    const first = FIRST.map((name) => fieldOf(rules.find((rule) => rule.name === name)));
    const rest = rules.filter((rule) => ![...FIRST, "changes"].includes(rule.name)).map(fieldOf);
    first[0].dataset.main = "";
    const title = make("summary", { dir: "auto" });
    const body = [
      make("div", { className: "designer__fields" }, ...first),
      this.#fold("group.more", make("div", { className: "designer__fields" }, ...rest)),
      panel.changes(rules, get, change, id, `${number}-`),
      ...(isOne ? [] : [this.#buttons(number)]),
    ].filter(Boolean);
    const fold = make("details", { className: "designer__text", open: isOne || open.has(`${id}-${number}`) }, title, ...body);
    fold.addEventListener("toggle", (event) => event.target === fold && (fold.open ? open.add(`${id}-${number}`) : open.delete(`${id}-${number}`)));
    const name = () => (title.textContent = panel.naming.content({ texts: [get()] }) || "…");
    panel.watch(name);
    return fold;
  }

  /** The server does not say in which of the texts a problem is: the first that can have it shows it. */
  #isHere(number, name, words) {
    if (name === "smallest") return words.smallest > words.largest;
    if (name === "text") return !words.text.trim() || /\{[^{}]*\}/.test(words.text);
    return number === 0;
  }

  #fold(key, ...children) {
    return make("details", { className: "designer__fold" }, make("summary", { textContent: this.panel.texts(key) }), ...children);
  }

  #buttons(number) {
    const { panel } = this;
    const { length } = this.get().texts;
    const move = (by) => this.change((element) => {
      const [words] = element.texts.splice(number, 1);
      element.texts.splice(number + by, 0, words);
    });
    const [up, down] = [panel.button("text.up", () => move(-1)), panel.button("text.down", () => move(1))];
    up.disabled = number === 0;
    down.disabled = number === length - 1;
    return make("div", { className: "designer__row" }, up, down, panel.button("delete", () => this.change((element) => element.texts.splice(number, 1))));
  }
}

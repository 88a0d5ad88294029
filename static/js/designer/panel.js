/** The properties of what is chosen, built from the server's rules: of an element, or, with none, of the design. */

import { field, make } from "./controls.js";
import { Column } from "./column.js";

const PLACE = ["x", "y", "w", "h", "turn"];
const WHEN = ["categories", "languages"];

export class Panel {
  #sign = "";
  #fields = [];

  constructor({ parts, doc, view, canvas, rules, texts, naming, deeds, problems, addPicture }) {
    Object.assign(this, { parts, doc, view, canvas, rules, texts, naming, deeds, problems, addPicture });
  }

  draw() {
    const chosen = this.canvas.chosen();
    const [element] = chosen;
    this.parts.arrange.hidden = chosen.length === 0;
    this.parts.spread.hidden = chosen.length < 3;
    this.parts.panelTitle.textContent = chosen.length > 1 ? this.texts("chosen.many", { count: chosen.length }) : element ? this.naming.title(element) : this.texts("chosen.none");
    const sign = JSON.stringify(chosen.length === 1 ? [element.id, element.kind, element.texts?.length, this.rules.pictures.length] : [chosen.length, this.doc.data.folds.length]);
    if (sign === this.#sign) return this.#fields.forEach((one) => one.update());
    this.#sign = sign;
    this.#fields = [];
    const made = chosen.length > 1 ? [make("p", { className: "muted small", textContent: this.texts("chosen.hint") })] : element ? this.#element(element) : this.#design();
    const isInside = this.parts.fields.contains(document.activeElement);
    this.parts.fields.replaceChildren(...made);
    if (isInside) this.parts.panelTitle.focus({ preventScroll: true });
  }

  /** To the control of a field, wherever it is. */
  focus(name) {
    const holder = (name && this.parts.fields.querySelector(`[data-field="${CSS.escape(name)}"]`)) || this.parts.fields.querySelector("[data-main]") || this.parts.fields.querySelector(".designer__field");
    for (let fold = holder?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const control = holder?.querySelector("input, select");
    control?.focus();
    control?.select?.();
  }

  #element(element) {
    const { id } = element;
    const rules = this.rules.parts[element.kind];
    const of = (names) => rules.filter((rule) => names.includes(rule.name));
    const own = rules.filter((rule) => ![...PLACE, ...WHEN, "id", "texts", "changes"].includes(rule.name));
    const get = () => this.doc.find(id) ?? element;
    const change = (deed, key) => this.doc.changeElements([id], deed, key);
    const when = of(WHEN).filter((rule) => this.rules[rule.name].length > 1);
    const parts = [
      this.#group(this.texts("group.place"), of(PLACE), get, change, id),
      ...(element.texts ? [new Column({ panel: this, id, get, change }).element] : []),
      ...(own.length ? [this.#group(this.texts("group.look"), own, get, change, id)] : []),
      ...(element.kind === "image" ? [this.#upload(change)] : []),
      ...(rules.some((rule) => rule.name === "changes") ? [this.changes(rules, get, change, id)] : []),
      ...(when.length ? [this.#fold(this.texts("group.when"), [this.#group("", when, get, change, id)], when.some((rule) => get()[rule.name].length))] : []),
      this.#fold(this.texts("group.name"), [this.#id(element)], false),
    ];
    return parts.filter(Boolean);
  }

  /** The name of an element is what everything finds it by, so it changes when it is typed to its end. */
  #id(element) {
    const rule = this.rules.parts[element.kind].find((one) => one.name === "id");
    const made = this.field(rule, () => element.id, () => {}, { problem: () => this.problems.of(element.id, "id") });
    made.main.addEventListener("change", () => {
      const fresh = made.main.value.trim();
      if (!/^[a-z0-9][a-z0-9_-]*$/.test(fresh) || this.doc.ids().includes(fresh)) return void (made.main.value = element.id);
      this.doc.changeElements([element.id], (one) => (one.id = fresh));
      this.view.select([fresh]);
    });
    return made.element;
  }

  #design() {
    const rules = this.rules.design.filter((rule) => rule.type !== "many");
    const get = () => this.doc.data;
    const change = (deed, key) => this.doc.change(deed, key);
    return [this.#group("", rules, get, change, ""), this.#folds()];
  }

  #folds() {
    const rows = this.doc.data.folds.map((fold, number) => {
      const get = () => this.doc.data.folds[number] ?? fold;
      const change = (deed, key) => this.doc.change((data) => deed(data.folds[number]), `${key}-fold-${number}`);
      const remove = this.button("delete", () => this.doc.change((data) => data.folds.splice(number, 1)));
      return make("div", { className: "designer__row" }, this.#group("", this.rules.parts.fold, get, change, ""), remove);
    });
    const add = this.button("fold.add", () => this.doc.change((data) => data.folds.push({ axis: "x", at: Math.round(data.width / 2) })));
    return this.#fold(this.rules.design.find((rule) => rule.name === "folds").label, [...rows, add], rows.length > 0);
  }

  #upload(change) {
    const input = make("input", { type: "file", accept: "image/png,image/jpeg,image/webp,image/svg+xml", className: "visually-hidden" });
    const label = make("label", { className: "planner__tool designer__upload" }, input, make("span", { textContent: this.texts("picture.add") }));
    input.addEventListener("change", async () => {
      const picture = input.files[0] && (await this.addPicture(input.files[0]));
      input.value = "";
      if (picture) change((element) => (element.picture = picture.name));
    });
    return label;
  }

  /** What is different for a category: a row for each. `part`: where the element or text is found. */
  changes(rules, get, change, id, key = "") {
    const kinds = this.rules.parts.change.filter((rule) => rule.name !== "category" && (rule.name !== "text" || rules.some((one) => one.name === "text")));
    const rows = this.rules.categories.map(({ code, name }) => {
      const row = () => get().changes.find((one) => one.category === code);
      const fields = kinds.map((rule) => this.field(
        { ...rule, hint: "", isChange: true },
        () => row()?.[rule.name] ?? null,
        (value) => change((part) => setChange(part, code, rule.name, value), `${key}change-${code}-${rule.name}`),
        { problem: () => "" },
      ).element);
      return make("div", { className: "designer__change" }, make("strong", { textContent: name, dir: "auto" }), ...fields);
    });
    if (!rows.length) return null;
    return this.#fold(this.texts("group.changes"), rows, get().changes.length > 0);
  }

  #group(title, rules, get, change, id) {
    const made = rules.map((rule) => this.field(rule, () => get()[rule.name], (value) => change((part) => (part[rule.name] = value), `${id}-${rule.name}`), {
      problem: () => this.problems.of(id, rule.name),
    }).element);
    const group = make("div", { className: "designer__group" });
    if (title) group.append(make("h3", { className: "designer__subheading", textContent: title }));
    group.append(make("div", { className: "designer__fields" }, ...made));
    return group;
  }

  field(rule, get, set, context) {
    const made = field(rule, get, set, { texts: this.texts, rules: this.rules, ...context });
    this.#fields.push(made);
    return made;
  }

  /** `update` is called now and whenever something changed. */
  watch(update) {
    this.#fields.push({ update });
    update();
  }

  #fold(title, children, isOpen) {
    return make("details", { className: "designer__fold", open: isOpen }, make("summary", { textContent: title }), ...children);
  }

  button(key, deed) {
    const button = make("button", { type: "button", className: "planner__tool", textContent: this.texts(key) });
    button.addEventListener("click", deed);
    return button;
  }

}

function setChange(part, category, name, value) {
  const row = part.changes.find((one) => one.category === category);
  if (row) row[name] = value;
  else part.changes.push({ category, text: null, colour: null, [name]: value });
  part.changes = part.changes.filter((one) => one.text !== null || one.colour);
}

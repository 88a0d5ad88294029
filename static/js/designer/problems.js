/** What is wrong and what is worth a look: beside its element, as a list, and aloud when it is new. */

export class Problems {
  list = []; // [{words, elements, field, isBad}]

  /** reach(id, field): to the element, and to its field if one is named. */
  constructor({ parts, texts, reach, aloud, changed }) {
    Object.assign(this, { parts, texts, aloud, changed });
    parts.problemList.addEventListener("click", (event) => {
      const button = event.target.closest("[data-problem]");
      const problem = button && this.list[Number(button.dataset.problem)];
      if (problem) reach(problem.elements[0] ?? null, problem.field);
    });
  }

  /** The server drew the design, and what it has to say. */
  hints(found) {
    this.#take(found.map(({ words, elements }) => ({ words, elements, field: "", isBad: false })));
  }

  refused(problems) {
    this.#take(problems.map(({ words, element, field }) => ({ words, elements: element ? [element] : [], field, isBad: true })));
  }

  /** What is wrong with a field of an element, "" for the design; "" when nothing is. */
  of(element, field) {
    return this.list.find((one) => one.isBad && one.field === field && (element ? one.elements.includes(element) : !one.elements.length))?.words ?? "";
  }

  get isBad() {
    return this.list.some((problem) => problem.isBad);
  }

  #take(list) {
    if (JSON.stringify(list) === JSON.stringify(this.list)) return;
    const known = this.list.map((problem) => problem.words);
    const fresh = list.filter((problem) => !known.includes(problem.words));
    this.list = list;
    this.#draw();
    this.changed();
    if (fresh.length) this.aloud(fresh.map((problem) => problem.words).join(" "));
    else if (known.length && !list.length) this.aloud(this.texts("problems.none"));
  }

  #draw() {
    this.parts.problems.hidden = this.list.length === 0;
    this.parts.problemsTitle.textContent = this.texts(this.isBad ? "problems.bad" : "problems.hints");
    this.parts.problems.classList.toggle("designer__problems--bad", this.isBad);
    this.parts.problemList.replaceChildren(...this.list.map((problem, number) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "designer__problem", textContent: problem.words });
      button.dataset.problem = number;
      item.append(button);
      return item;
    }));
  }
}

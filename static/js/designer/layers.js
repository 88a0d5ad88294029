/** The elements of the side as a list, the uppermost first. */

export class Layers {
  #sign = "";

  constructor({ parts, doc, view, naming, reach }) {
    Object.assign(this, { parts, doc, view, naming });
    parts.layers.addEventListener("click", (event) => {
      const id = event.target.closest("[data-layer]")?.dataset.layer;
      if (!id) return;
      if (event.shiftKey) view.toggle(id);
      else {
        view.select([id]);
        reach(id, { focus: false });
      }
    });
  }

  draw(problems) {
    const elements = this.doc.data[this.view.side];
    const sign = JSON.stringify([elements.map((one) => [one.id, this.naming.content(one)]), this.view.selected, problems.map((one) => one.elements)]);
    this.parts.layersNone.hidden = elements.length > 0;
    if (sign === this.#sign) return;
    this.#sign = sign;
    const focused = document.activeElement?.dataset?.layer;
    this.parts.layers.replaceChildren(...elements.toReversed().map((element) => this.#row(element, problems)));
    if (focused) this.parts.layers.querySelector(`[data-layer="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #row(element, problems) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const [name, content] = [document.createElement("span"), document.createElement("small")];
    button.type = "button";
    button.className = "designer__layer";
    button.dataset.layer = element.id;
    button.setAttribute("aria-pressed", this.view.selected.includes(element.id));
    const found = problems.filter((problem) => problem.elements.includes(element.id));
    button.classList.toggle("designer__layer--bad", found.some((problem) => problem.isBad));
    button.classList.toggle("designer__layer--hint", found.some((problem) => !problem.isBad));
    name.textContent = this.naming.title(element);
    content.textContent = this.naming.content(element);
    button.append(name, content);
    item.append(button);
    return item;
  }
}

/** Highlights the sessions of one project or track: the others stay where they are, faintly. */

export class Only {
  #sign = "";

  constructor({ parts, draft, view, texts, drawn }) {
    Object.assign(this, { parts, draft, view, texts });
    parts.only.addEventListener("change", () => {
      view.only = parts.only.value;
      drawn();
    });
  }

  draw() {
    const { parts, draft, view, texts } = this;
    const cards = [...new Map([...draft.cards.values()].map((card) => [card.session, card])).values()];
    const count = (key) => cards.filter((card) => keysOf(card).includes(key)).length;
    const projects = Object.keys(draft.projects).map((code) => [`project ${code}`, code]);
    const tracks = Object.entries(draft.tracks).map(([id, track]) => [`track ${id}`, track.name]);
    const groups = [[texts("only.projects"), projects], [texts("only.tracks"), tracks]].map(([label, rows]) => [label, rows.map(([key, name]) => [key, name, count(key)])]);
    const sign = JSON.stringify(groups);
    if (sign === this.#sign) return;
    this.#sign = sign;
    const options = groups.filter(([, rows]) => rows.length).map(([label, rows]) => groupOf(label, rows));
    parts.only.replaceChildren(new Option(texts("only.all"), ""), ...options);
    if (![...parts.only.options].some((option) => option.value === view.only)) view.only = "";
    parts.only.value = view.only;
    parts.onlyLabel.hidden = !options.length;
  }
}

/** Tells whether the card is one of those to be seen. */
export const isMeant = (card, only) => !only || keysOf(card).includes(only);

const keysOf = (card) => [...card.projects.map((code) => `project ${code}`), `track ${card.track}`];

function groupOf(label, rows) {
  const group = document.createElement("optgroup");
  group.label = label;
  group.append(...rows.map(([key, name, count]) => new Option(`${name} (${count})`, key)));
  return group;
}

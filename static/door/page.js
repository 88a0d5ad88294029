/** The page's named places: `data-part` in the template, found once, missing ones said at once. */

export function partsOf(root) {
  const parts = {};
  for (const element of root.querySelectorAll("[data-part]")) parts[element.dataset.part] = element;
  return new Proxy(parts, {
    get(known, name) {
      if (name in known) return known[name];
      throw new Error(`the page lacks the part "${String(name)}"`);
    },
  });
}

/** Fills the `data-slot` places of `element`; a place with nothing to say is hidden. */
export function fill(element, values) {
  for (const [name, value] of Object.entries(values)) {
    const slot = element.querySelector(`[data-slot="${name}"]`);
    slot.textContent = value ?? "";
    slot.hidden = !value;
  }
  return element;
}

export function setIcon(svg, name) {
  svg.querySelector("use").setAttribute("href", `#${name}`);
}

export function copyOf(template) {
  return template.content.firstElementChild.cloneNode(true);
}

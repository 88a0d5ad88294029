/** Every word the page says comes from its template, so that it can be translated there. */

export function readTexts(template) {
  const texts = new Map();
  for (const element of template.content.querySelectorAll("[data-text]")) {
    texts.set(element.dataset.text, element.textContent.trim());
  }
  return textsFrom(texts);
}

/** `texts(key, values)` says it, and a missing one is a mistake; `texts.find(key)` answers "" instead. */
export function textsFrom(known) {
  const texts = (key, values = {}) => {
    if (!known.has(key)) throw new Error(`the page lacks the text "${key}"`);
    return known.get(key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
  texts.find = (key) => known.get(key) ?? "";
  return texts;
}

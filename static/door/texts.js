/** Every word the page says comes from its template, so that it can be translated there. */

export function readTexts(template) {
  const texts = new Map();
  for (const element of template.content.querySelectorAll("[data-text]")) {
    texts.set(element.dataset.text, element.textContent.trim());
  }
  return (key, values = {}) => {
    if (!texts.has(key)) throw new Error(`the page lacks the text "${key}"`);
    return texts.get(key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  };
}

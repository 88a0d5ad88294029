/** What elements are called, on the screen and aloud. */

export function createNaming(rules, texts) {
  const figures = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
  const mm = (value) => figures.format(value);
  const filled = (text) => text.replace(/\{([^{}]*)\}/g, (whole, name) => rules.placeholders[name]?.label.split(",")[0] ?? whole);

  /** What it shows, in few words. */
  function content(element) {
    if (element.texts) return element.texts.map((words) => filled(words.text)).join(" · ");
    if (element.kind === "band") return filled(element.text);
    if (element.kind === "image") return rules.pictures.find((one) => one.name === element.picture)?.label ?? "";
    return "";
  }

  const kind = (element) => rules.kinds[element.kind];
  const title = (element) => `${rules.kinds[element.kind]}: ${element.id}`;

  /** "Text: person, 87.0 × 57.0 mm at 9.0, 29.0" */
  const about = (element) => texts("about", { name: title(element), w: mm(element.w), h: mm(element.h), x: mm(element.x), y: mm(element.y) });

  return { about, content, kind, title };
}

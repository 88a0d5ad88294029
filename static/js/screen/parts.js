/** The elements of a screen, as templates/programme/screens/parts.html has them. Texts are set as text, never as markup. */
const SVG = "http://www.w3.org/2000/svg";

export function element(name, className = "", words = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}

function drawing(rects, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  if (className) svg.setAttribute("class", className);
  for (const attributes of rects) {
    const rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ width: "100%", ...attributes })) rect.setAttribute(name, value);
    svg.append(rect);
  }
  return svg;
}

export function rail(entry) {
  const share = 100 / (entry.marks.length || 1);
  return drawing(entry.marks.map((mark, place) => ({ height: `${share}%`, y: `${share * place}%`, fill: mark.colour })), "rail");
}

/** Are light words easier to read on the colour? By the luminance of WCAG, as core/colours.py. */
function isDark(colour) {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05;
}

function marks(entry) {
  const list = element("p", "marks");
  for (const mark of entry.marks) {
    const tab = element("span", `mark mark--on-${isDark(mark.colour) ? "dark" : "light"}`, mark.code);
    tab.prepend(drawing([{ height: "100%", fill: mark.colour }]));
    list.append(tab);
  }
  return list;
}

export function titled(name, className, entry) {
  const title = element(name, className, entry.title);
  if (entry.lang) title.lang = entry.lang;
  return title;
}

export function session(entry) {
  const article = element("article", entry.is_set_back ? "now now--set-back" : "now");
  article.append(rail(entry), titled("h2", entry.title.length > 70 ? "now__title now__title--long" : "now__title", entry));
  if (entry.people) article.append(element("p", "now__people", entry.people));
  if (entry.note) article.append(element("p", "note", entry.note));
  if (entry.marks.length) article.append(marks(entry));
  return article;
}

export function row(entry) {
  const line = element("li", ["row", entry.is_cancelled && "row--cancelled", entry.is_set_back && "row--set-back"].filter(Boolean).join(" "));
  line.append(element("time", "row__time", entry.start), rail(entry), titled("span", "row__title", entry));
  if (entry.note) line.append(element("span", "note", entry.note));
  return line;
}

/**
 * Stars: a button on every session that puts it into the visitor's own agenda, kept on this device alone, without a
 * request. data-event: which event; data-words: what the button says to who cannot see it; on a session's own page
 * data-add and data-added: what it says to everybody. What is cancelled (data-cancelled, or its card) has a star only as
 * long as it is in the agenda: it can be taken out, and not be added.
 */
const SHAPE = "M12 2.6l2.9 6.1 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6L2.5 9.6l6.6-.9z";
const key = (event) => `my-agenda/${event}`;

/** The codes of the sessions that are starred, in the order in which they were. */
export function read(event) {
  try {
    const codes = JSON.parse(localStorage.getItem(key(event)) ?? "[]");
    return Array.isArray(codes) ? codes.filter((code) => typeof code === "string" && /^[0-9A-Z]+$/.test(code)) : [];
  } catch {
    return [];
  }
}

/** False when the device keeps nothing, for example in a private window. */
export function write(event, codes) {
  try {
    if (codes.length) localStorage.setItem(key(event), JSON.stringify([...new Set(codes)]));
    else localStorage.removeItem(key(event));
  } catch {
    return false;
  }
  document.dispatchEvent(new CustomEvent("stars"));
  return true;
}

function picture() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["width", "20"], ["height", "20"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", SHAPE);
  svg.append(path);
  return svg;
}

export default function stars(element) {
  const { event, words, add, added } = element.dataset;
  const count = element.querySelector("[data-stars-count]");
  const page = element.closest("[data-session]");

  function button(card, place) {
    const star = document.createElement("button");
    star.type = "button";
    star.className = page ? "star star--words" : "star";
    star.dataset.star = card.dataset.session;
    if (card.matches(".session--cancelled, .entry--cancelled") || "cancelled" in element.dataset) star.dataset.cancelled = "";
    star.append(picture());
    if (page) star.append(document.createElement("span"));
    else star.setAttribute("aria-label", words.replace("{title}", card.querySelector("h1, h2, h3, h4")?.textContent.trim() ?? ""));
    star.addEventListener("click", () => {
      const codes = read(event);
      const code = star.dataset.star;
      write(event, codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]);
    });
    place.append(star);
  }

  function decorate() {
    for (const card of document.querySelectorAll("[data-session]")) {
      const place = page ? element : card.querySelector(".session__time, .entry__time");
      if (place && !place.querySelector("[data-star]")) button(card, place);
    }
    show();
  }

  function show() {
    const codes = new Set(read(event));
    for (const star of document.querySelectorAll("[data-star]")) {
      const isStarred = codes.has(star.dataset.star);
      star.setAttribute("aria-pressed", String(isStarred));
      const isGone = "cancelled" in star.dataset && !isStarred;
      if (isGone && star === document.activeElement) (page ? element : star.closest("[data-session]")).querySelector("a")?.focus();
      star.hidden = isGone;
      if (page) star.lastChild.textContent = isStarred ? added : add;
    }
    if (count) count.textContent = codes.size ? `(${codes.size})` : "";
  }

  decorate();
  document.addEventListener("stars", show);
  addEventListener("storage", show); // another tab
  const agenda = document.querySelector("[data-agenda]");
  if (agenda) new MutationObserver(decorate).observe(agenda, { childList: true });
}

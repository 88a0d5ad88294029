/**
 * Has screen readers say what a page already shows when it opens: what the last deed came to. They speak a live region only
 * when it changes, so the words come into one of their own, a moment later, and leave it again: nobody meets them twice.
 */
const AFTER_MS = 300; // the page's title and the focus come first
const FOR_MS = 10_000;

export default function announce(element) {
  const region = document.createElement("p");
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  document.body.append(region);
  setTimeout(() => (region.textContent = element.textContent.replace(/\s+/g, " ").trim()), AFTER_MS);
  setTimeout(() => region.remove(), FOR_MS);
}

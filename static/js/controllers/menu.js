/** A folded menu: open where the style sheet leaves it no handle, closed elsewhere until it is asked for. */
export default function menu(details) {
  const roomy = window.matchMedia("(min-width: 60rem)");
  const fit = () => {
    details.open = getComputedStyle(details.querySelector("summary")).display === "none";
  };
  fit();
  roomy.addEventListener("change", fit);
}

/** A folded menu: open where there is room for it, closed on a phone until it is asked for. */
export default function menu(details) {
  const roomy = window.matchMedia("(min-width: 60rem)");
  const fit = () => {
    details.open = roomy.matches;
  };
  fit();
  roomy.addEventListener("change", fit);
}

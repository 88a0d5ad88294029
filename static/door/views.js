/** Which of the page's views stands: opening, pair, waiting, ready, scan or ended. */

export function createViews(root) {
  const parts = [...root.querySelectorAll("[data-when]")];
  return (name) => {
    root.dataset.view = name;
    for (const part of parts) part.hidden = part.dataset.when !== name;
  };
}

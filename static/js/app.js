/**
 * Attaches behaviour to the page: data-controller="name other" loads controllers/name.js and calls its default export
 * with the element. A page without scripts works all the same, so a controller that fails to load is no more than noted.
 */
for (const element of document.querySelectorAll("[data-controller]")) {
  for (const name of element.dataset.controller.split(" ")) {
    import(`./controllers/${name}.js`).then(
      (controller) => controller.default(element),
      (error) => console.warn(`controller ${name}:`, error),
    );
  }
}

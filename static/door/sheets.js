/** The panels behind the bottom buttons: at most one open. On a wide screen the style sheet shows some of them always. */

export function createSheets({ root, buttons }) {
  function open(name) {
    root.dataset.sheet = name;
    for (const button of buttons) button.setAttribute("aria-expanded", String(button.dataset.opens === name));
  }

  for (const button of buttons) {
    button.addEventListener("click", ({ detail: taps }) => {
      const name = button.dataset.opens;
      open(root.dataset.sheet === name ? "" : name);
      if (root.dataset.sheet) beginningOf(document.getElementById(name), taps === 0)?.focus();
    });
  }
  for (const button of root.querySelectorAll("[data-act=close-sheet]")) {
    button.addEventListener("click", () => close(true));
  }

  /** By keys the field that it is opened for; a finger's tap must not bring up the keyboard of the screen over it. */
  function beginningOf(panel, isByKeys) {
    const field = isByKeys && [...panel.querySelectorAll("input:not([type=checkbox]), select")].find((one) => one.checkVisibility());
    return field || panel.querySelector("button");
  }

  /** Whoever goes by keys comes back to the button that opened it, also where a verdict closes it under their hands. */
  function close(isFocusBack = document.getElementById(root.dataset.sheet)?.contains(document.activeElement)) {
    const opener = openerOf(root.dataset.sheet);
    open("");
    if (isFocusBack) opener?.focus();
  }

  /** Of a panel that another one leads to, it is the button of that one. */
  function openerOf(name) {
    const opener = buttons.find((button) => button.dataset.opens === name);
    const around = opener?.closest(".sheet");
    return around ? openerOf(around.id) : opener;
  }

  open("");
  return { open, close, isOpen: () => root.dataset.sheet !== "" };
}

/**
 * A page that prints itself once: data-printed names the print, so that going back or looking again prints nothing.
 * Afterwards the way to the next person has the focus.
 */
export default function printNow(element) {
  const part = (name) => element.querySelector(`[data-part=${name}]`);
  part("print").hidden = false;
  part("by-hand").hidden = true;
  part("print").addEventListener("click", () => window.print());
  window.addEventListener("afterprint", () => part("next").focus());
  const key = `printed-${element.dataset.printed}`;
  if (sessionStorage.getItem(key)) return;
  sessionStorage.setItem(key, "yes");
  window.print();
}

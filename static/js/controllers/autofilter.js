/**
 * A filter form that sends itself when a choice changes. Typed words wait for Enter or the button. The page that follows
 * begins where the choice was made: by keyboard, the next choice is otherwise as far away as the whole menu.
 */
export default function autofilter(form) {
  const key = `autofilter ${form.getAttribute("action")}`;
  const changed = sessionStorage.getItem(key);
  const chosen = changed && form.querySelector(`#${CSS.escape(changed)}`);
  if (chosen) {
    sessionStorage.removeItem(key);
    chosen.focus({ preventScroll: true });
  }
  form.addEventListener("change", (event) => {
    if (!event.target.matches("select, [type=checkbox], [type=radio]")) return;
    if (event.target.id) sessionStorage.setItem(key, event.target.id);
    form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const control of form.elements) control.disabled ||= control.name !== "" && control.value === "";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const control of form.elements) control.disabled = false;
  });
}

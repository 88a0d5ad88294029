/** A filter form that sends itself when a choice changes. Typed words wait for Enter or the button. */
export default function autofilter(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=checkbox], [type=radio]")) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const control of form.elements) control.disabled ||= control.name !== "" && control.value === "";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const control of form.elements) control.disabled = false;
  });
}

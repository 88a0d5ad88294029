/** The list of what is wrong with a form takes the focus, so that nobody has to look for it. */
export default function errorSummary(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const field = link && document.getElementById(link.hash.slice(1));
    const control = field?.matches("fieldset") ? field.querySelector("input") : field;
    if (!control) return;
    event.preventDefault();
    control.focus();
    (control.closest(".field") ?? control).scrollIntoView({ block: "start" });
  });
}

/**
 * A file field that says at once when its file is too large or empty, and holds the form back until that is mended:
 * whoever waits for 45 MB to be sent and refused has lost time, and perhaps what they typed. The server asks the same.
 */
export default function fileLimit(input) {
  const { form, dataset } = input;
  if (!form) return; // a preview, from which nothing is sent
  const id = `${input.id}-error`;
  const field = input.closest(".field");

  const reason = () => {
    const file = input.files[0];
    if (!file) return "";
    if (file.size === 0) return dataset.isEmpty;
    if (file.size > Number(dataset.most)) return dataset.tooLarge;
    return isLastChosen() && together() > Number(dataset.together) ? dataset.tooMany : "";
  };
  const all = () => [...form.querySelectorAll("input[type=file]")].filter((one) => one.files.length);
  const together = () => all().reduce((sum, one) => sum + one.files[0].size, 0);
  const isLastChosen = () => Boolean(dataset.together) && all().at(-1) === input;

  const say = (words) => {
    let error = document.getElementById(id);
    if (!words && !error?.hasAttribute("data-own")) return;
    if (!error) {
      error = document.createElement("p");
      error.id = id;
      error.className = "field__error";
      error.setAttribute("role", "alert");
      input.before(error);
    }
    error.toggleAttribute("data-own", true);
    error.textContent = words;
    error.hidden = !words;
    field?.classList.toggle("field--error", Boolean(words));
    input.toggleAttribute("aria-invalid", Boolean(words));
    if (words) input.setAttribute("aria-invalid", "true");
    const about = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    if (words) about.add(id);
    else about.delete(id);
    if (about.size) input.setAttribute("aria-describedby", [...about].join(" "));
    else input.removeAttribute("aria-describedby");
  };

  input.addEventListener("change", () => say(reason()));
  form.addEventListener(
    "submit",
    (event) => {
      if (input.closest("[hidden]")) input.value = ""; // not asked any more, so it need not be sent
      const words = reason();
      say(words);
      if (!words) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // the form was not sent, so its button stays alive
      input.focus();
      field?.scrollIntoView({ block: "center" });
    },
    { capture: true },
  );
}

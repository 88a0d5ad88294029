/** The code printed on a badge, typed by hand: spaces and case do not matter, letters that look like digits are mended. */

import { CODE_LENGTH, codeFromTyped, isCode } from "./code.js";

export function createTyped({ form, input, error, texts, onCode }) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = codeFromTyped(input.value);
    if (isCode(code)) {
      tell("");
      input.value = "";
      onCode(code);
    } else {
      const isWhole = code.length === CODE_LENGTH && code.startsWith("T");
      tell(texts(isWhole ? "typed.mistyped" : "typed.wrong", { count: code.length, length: CODE_LENGTH }));
      input.focus();
    }
  });

  function tell(words) {
    error.textContent = words;
    error.hidden = !words;
    input.setAttribute("aria-invalid", String(Boolean(words)));
  }
}

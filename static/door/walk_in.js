/** Somebody who is not registered: four fields, asked of the server, and let in at once when it may be. */

import { Refusal } from "./api.js";

export function createWalkIn({ parts, texts, api, newId, language, onRegistered }) {
  const { walkIn: form } = parts;
  let id = newId(); // stays the same however often it is sent, so that nobody is registered twice

  function offer(categories) {
    parts.walkInCategory.replaceChildren(...categories.map(({ code, name }) => new Option(name, code)));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    if (!values.name.trim()) return complain(texts("walkin.name"), form.elements.name);
    complain("");
    parts.walkInSend.disabled = true;
    try {
      const answer = await api.walkIn({ ...values, id, blank: null, language });
      id = newId();
      form.reset();
      onRegistered(answer);
    } catch (error) {
      complain(error instanceof Refusal ? error.body.detail || texts("walkin.unknown") : texts("walkin.unreached"));
    } finally {
      parts.walkInSend.disabled = false;
    }
  });

  function complain(words, field = null) {
    parts.walkInError.textContent = words;
    parts.walkInError.hidden = !words;
    form.elements.name.setAttribute("aria-invalid", String(field === form.elements.name));
    field?.focus();
  }

  return { offer };
}

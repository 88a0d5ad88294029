/** The start page: offers the name this phone's entrance had last time, and remembers the one it gets. */

import { ENTRANCE, recall, remember } from "./memory.js";

const input = document.querySelector("[data-remembers=entrance]");
if (!input.value) input.value = recall(ENTRANCE);
input.form.addEventListener("submit", () => {
  if (input.value.trim()) remember(ENTRANCE, input.value.trim());
});

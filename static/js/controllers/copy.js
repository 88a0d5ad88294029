/** A button that copies: data-copy is the text, data-done what the button says for a moment afterwards. */
const SHOWN_MS = 2500;

export default function copy(button) {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = words;
    }, SHOWN_MS);
  });
}

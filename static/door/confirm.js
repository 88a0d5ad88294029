/** A button that acts on its second tap only; the first asks. A quick double tap is one tap. */

const ASKS_FOR_MS = 5000;
const DOUBLE_TAP_MS = 350;

export function twoTaps(button, { calm, asking, act }) {
  let askedAt = -Infinity;
  let timer = null;

  function rest() {
    clearTimeout(timer);
    askedAt = -Infinity;
    delete button.dataset.asking;
    button.textContent = calm;
  }

  button.addEventListener("click", ({ timeStamp }) => {
    const waited = timeStamp - askedAt;
    if (waited < DOUBLE_TAP_MS) return;
    if (waited <= ASKS_FOR_MS) {
      rest();
      act();
      return;
    }
    askedAt = timeStamp;
    button.dataset.asking = "";
    button.textContent = asking;
    timer = setTimeout(rest, ASKS_FOR_MS);
  });
  rest();
}

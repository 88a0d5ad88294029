/** A form whose tick boxes choose people: says how many, as they are ticked, in its data-count element. */
const PAUSE_MS = 250;

export default function liveCount(form) {
  const words = form.querySelector("[data-count]");
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const chosen = [...new FormData(form)].filter(([name]) => name.startsWith("to-"));
    try {
      const answer = await fetch(`${form.dataset.url}?${new URLSearchParams(chosen)}`);
      if (answer.ok && mine === asked) words.textContent = await answer.text();
    } catch (error) {
      console.warn("live-count: no answer", error);
    }
  };
  form.addEventListener("change", (event) => {
    if (!event.target.name?.startsWith("to-")) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
}

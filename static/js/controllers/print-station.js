/**
 * A print station: asks every other second for the next badge, prints it by the browser (without a dialog where it was
 * started with --kiosk-printing), and reports. One badge at a time; what was printed is reported until the server knows.
 */
const PAUSE_MS = 2000;

export default function printStation(element) {
  const part = (name) => element.querySelector(`[data-part=${name}]`);
  const words = (name) => element.querySelector(`[data-words=${name}]`).content.textContent;
  const style = document.querySelector("[data-paper]");
  const pages = part("pages");

  const show = (state, more = "") => {
    const place = part("state");
    const text = [words(state), more].filter(Boolean).join(" ");
    if (place.textContent !== text) place.textContent = text;
    place.dataset.state = state;
  };

  const post = (address) => fetch(address, { method: "POST", headers: { "X-CSRF-Token": element.dataset.token }, redirect: "manual" });
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  work();

  async function work() {
    for (;;) {
      try {
        const answer = await post(element.dataset.next);
        if (answer.status === 401) return show("revoked");
        if (answer.status === 400) {
          await pause(PAUSE_MS); // the page was open for too long; not at once, whatever the reason is
          return location.reload();
        }
        if (!answer.ok) throw new Error(`answered ${answer.status}`);
        const { task } = await answer.json();
        if (task) {
          await printed(task);
          continue;
        }
        show("waiting");
      } catch (error) {
        console.warn("print-station:", error);
        show("offline");
      }
      await pause(PAUSE_MS);
    }
  }

  async function printed(task) {
    show("printing", task.name);
    try {
      await laid(task);
      await new Promise((done) => {
        addEventListener("afterprint", done, { once: true });
        window.print();
      });
      await reported(task, "printed");
    } catch (error) {
      console.warn("print-station:", error);
      await reported(task, "failed");
    }
    pages.replaceChildren();
    await refresh();
  }

  /** The pages of the badge, with a style that makes the paper exactly as large. */
  async function laid(task) {
    const drawn = task.pages.map((page) => new DOMParser().parseFromString(page, "text/html").querySelector("svg"));
    pages.replaceChildren(...drawn);
    if (style.getAttribute("href") !== task.style) {
      await new Promise((done, failed) => {
        style.addEventListener("load", done, { once: true });
        style.addEventListener("error", () => failed(new Error("no style for the paper")), { once: true });
        style.setAttribute("href", task.style);
      });
    }
    const pictures = [...pages.querySelectorAll("image")].map((image) => image.decode?.().catch(() => {}));
    await Promise.all(pictures);
  }

  async function reported(task, deed) {
    const address = element.dataset.reports.replace("CODE", task.code).replace("printed", deed);
    for (;;) {
      try {
        const answer = await post(address);
        if (answer.type === "opaqueredirect" || answer.ok || (answer.status >= 400 && answer.status < 500)) return;
      } catch (error) {
        console.warn("print-station: not reported yet", error);
      }
      show("offline");
      await pause(PAUSE_MS);
    }
  }

  /** The list of what was printed last, as the server has it now. */
  async function refresh() {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
      const fresh = page.querySelector("[data-part=last]");
      if (fresh) part("last").replaceChildren(...fresh.childNodes);
    } catch (error) {
      console.warn("print-station:", error);
    }
  }
}

/** A form that is sent once: a second press does nothing. Coming back with the back button makes it new again. */
export default function submitOnce(form) {
  let isSent = false;
  const mark = (sent) => {
    isSent = sent;
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      if (sent) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    else mark(true);
  });
  window.addEventListener("pageshow", (event) => event.persisted && mark(false));
}

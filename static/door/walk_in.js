/**
 * Somebody who is not registered: four fields, and in. The server makes a code, or a blank badge is theirs, which works
 * without a network, too: scanned before the form is opened, or after it is filled in.
 */

import { Refusal, Unreached } from "./api.js";

const FIRST = null; // no badge was scanned before the form

export function createWalkIn({ parts, texts, api, blanks, newId, language, isOffline, isRehearsal, hasBlanks, onRegistered, onGiven, onWaiting }) {
  const { walkIn: form } = parts;
  let id = newId(); // stays the same however often it is sent, so that nobody is registered twice
  let held = FIRST; // a blank badge that waits for its person
  let waiting = null; // a person who waits for a blank badge

  function offer(categories) {
    const chosen = parts.walkInCategory.value;
    parts.walkInCategory.replaceChildren(...categories.map(({ code, name }) => new Option(name, code, false, code === chosen)));
    offerBlank();
  }

  function offerBlank() {
    parts.walkInBlank.hidden = Boolean(held) || !hasBlanks();
  }

  /** The form is for the person to whom this blank badge is given; without one, for anybody. */
  async function begin(code = FIRST) {
    held = code;
    stopWaiting();
    complain(!code && isOffline() && !hasBlanks() ? texts("walkin.no_blanks") : "");
    offerBlank();
    const number = code ? (await blanks.look(code)).number : null;
    parts.walkInBadge.textContent = code ? texts(number ? "walkin.badge" : "walkin.badge_unnumbered", { number }) : "";
    parts.walkInBadge.hidden = !code;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { name, ...values } = Object.fromEntries(new FormData(form));
    if (!name.trim()) return complain(texts("walkin.name"), form.elements.name);
    complain("");
    const person = { name, ...values, language };
    parts.walkInSend.disabled = parts.walkInBlank.disabled = true;
    try {
      if (held) await give(held, "typed", person);
      else if (event.submitter === parts.walkInBlank || isOffline() || isRehearsal()) wait(person);
      else await register(person);
    } finally {
      parts.walkInSend.disabled = parts.walkInBlank.disabled = false;
    }
  });

  async function register(person) {
    try {
      const answer = await api.walkIn({ ...person, id, blank: null });
      done();
      onRegistered(answer);
    } catch (error) {
      if (error instanceof Unreached) return wait(person);
      complain(error instanceof Refusal ? error.body.detail || texts("walkin.unknown") : texts("walkin.unreached"));
    }
  }

  /** A blank badge is what brings them in now; where there is none to wait for, staff are told what else to do. */
  function wait(person) {
    if (!hasBlanks()) return complain(texts(isRehearsal() ? "walkin.practice" : "walkin.no_blanks"));
    waiting = person;
    parts.blankFor.textContent = texts("walkin.wait", { name: person.name.trim() });
    parts.blankWait.hidden = false;
    onWaiting();
  }

  function stopWaiting() {
    waiting = null;
    parts.blankWait.hidden = true;
  }

  /** A badge was read: taken for whoever waits for one. False when nobody does. */
  function takes(code, via) {
    if (!waiting) return false;
    give(code, via, waiting);
    return true;
  }

  async function give(code, via, person) {
    let given;
    try {
      given = await blanks.give({ id, person, code, via });
    } catch (error) {
      given = { words: texts(error instanceof Refusal ? "walkin.unknown" : "trouble.not_kept") };
    }
    const words = given.state ? texts(`blank.${given.state}`) : given.words;
    if (words !== undefined) {
      if (!waiting) complain(words);
      return onGiven({ words });
    }
    done();
    if (given.answer) onRegistered(given.answer, code);
    else onGiven(given);
  }

  function done() {
    id = newId();
    form.reset();
    begin();
  }

  function complain(words, field = null) {
    parts.walkInError.textContent = words;
    parts.walkInError.hidden = !words;
    form.elements.name.setAttribute("aria-invalid", String(field === form.elements.name));
    field?.focus();
  }

  parts.blankCancel.addEventListener("click", stopWaiting);
  parts.walkInOpen.addEventListener("click", () => begin());

  return { offer, begin, takes };
}

/** A control for each kind of field that a design has; the rules of the server say which it is and what it may be. */

let numbers = 0;

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * rule: as rules.json tells it; get(): the value now; set(value); context: {texts, rules, problem(): words or "", label}.
 * Returns {element, update()}.
 */
export function field(rule, get, set, context) {
  const kind = rule.type === "line" && rule.name === "picture" ? "picture" : rule.type;
  const made = KINDS[kind](rule, get, set, context);
  const id = `designer-field-${(numbers += 1)}`;
  const error = make("p", { className: "designer__error", id: `${id}-error`, hidden: true });
  const label = context.label ?? rule.label;
  const element = make("div", { className: `designer__field designer__field--${kind}` });
  element.dataset.field = rule.name;
  if (made.isGroup) {
    made.control.setAttribute("role", "group");
    for (const named of new Set([made.control, made.main])) named.setAttribute("aria-label", label);
    element.append(make("span", { className: "designer__label", textContent: label }), made.control);
  } else {
    made.main.id = id;
    const words = make("label", { htmlFor: id, className: "designer__label", textContent: label });
    element.append(...(kind === "flag" ? [made.control, words] : [words, made.control]));
  }
  if (rule.hint) made.main.title = rule.hint;
  element.append(error);
  function update() {
    made.update();
    const words = made.own?.() || context.problem?.() || "";
    if (words === error.textContent) return;
    error.textContent = words;
    error.hidden = !words;
    if (words) made.main.setAttribute("aria-describedby", error.id);
    else made.main.removeAttribute("aria-describedby");
    made.main.setAttribute("aria-invalid", Boolean(words));
  }
  if (made.refresh) made.refresh(update);
  update();
  return { element, update, main: made.main };
}

const KINDS = {
  number(rule, get, set, { texts }) {
    const input = make("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
    let wrong = "";
    let told = () => {};
    const take = (text) => {
      const value = Number(text.trim().replace(",", "."));
      wrong = text.trim() === "" || Number.isNaN(value) ? texts("number", { least: rule.least, most: rule.most }) : "";
      if (wrong) told();
      else set(value);
    };
    input.addEventListener("input", () => take(input.value));
    input.addEventListener("keydown", (event) => {
      const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!up || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const by = rule.whole ? 1 : event.altKey ? 0.1 : event.shiftKey ? 5 : 0.5;
      const value = Math.max(rule.least, Math.min(rule.most, Math.round((get() + up * by) * 100) / 100));
      input.value = value;
      take(input.value);
    });
    input.addEventListener("blur", () => !wrong && (input.value = get()));
    return { control: input, main: input, own: () => wrong, refresh: (update) => (told = update), update: () => {
      const isSame = Number(input.value.replace(",", ".")) === get();
      if (document.activeElement !== input || (!wrong && !isSame)) [input.value, wrong] = [get(), ""];
    } };
  },

  line(rule, get, set, { rules, texts }) {
    const input = make("input", { type: "text", maxLength: rule.most, autocomplete: "off", dir: "auto", spellcheck: false });
    input.addEventListener("input", () => set(input.value === "" && rule.optional ? null : input.value));
    const update = () => input.value !== (get() ?? "") && (input.value = get() ?? "");
    if (!rule.placeholders) return { control: input, main: input, update };
    const fields = make("select", { className: "designer__insert", title: texts("insert") }, new Option("{ }", ""), ...Object.entries(rules.placeholders).map(([name, one]) => new Option(one.label, name)));
    fields.setAttribute("aria-label", texts("insert"));
    fields.addEventListener("change", () => {
      const at = input.selectionStart ?? input.value.length;
      input.setRangeText(`{${fields.value}}`, at, input.selectionEnd ?? at, "end");
      fields.value = "";
      set(input.value);
      input.focus();
    });
    const control = make("div", { className: "designer__pair" }, input, fields);
    return { control, main: input, update };
  },

  choice(rule, get, set) {
    const select = make("select", {}, ...rule.values.map((value, number) => new Option(rule.words[number], String(value))));
    select.addEventListener("change", () => set(rule.values[select.selectedIndex]));
    return { control: select, main: select, update: () => (select.value = String(get())) };
  },

  flag(rule, get, set) {
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => set(box.checked));
    return { control: box, main: box, update: () => (box.checked = get()) };
  },

  colour(rule, get, set, { texts }) {
    const own = (value) => /^#/.test(value ?? "");
    const nothing = rule.optional ? [new Option(texts(rule.isChange ? "colour.same" : "colour.none"), "")] : [];
    const select = make("select", {}, ...nothing, ...rule.words.map((word) => new Option(texts(`colour.${word}`), word)), new Option(texts("colour.own"), "#"));
    const swatch = make("input", { type: "color" });
    const typed = make("input", { type: "text", maxLength: 7, autocomplete: "off", spellcheck: false });
    swatch.setAttribute("aria-label", texts("colour.own"));
    typed.setAttribute("aria-label", texts("colour.code"));
    select.addEventListener("change", () => set(select.value === "#" ? swatch.value : select.value || (rule.isChange ? null : "")));
    swatch.addEventListener("input", () => set(swatch.value));
    typed.addEventListener("input", () => set(typed.value));
    const control = make("div", { className: "designer__colour" }, select, swatch, typed);
    return { control, main: select, isGroup: true, update: () => {
      const value = get() ?? "";
      const isOwn = own(value) || document.activeElement === typed;
      select.value = isOwn ? "#" : value;
      swatch.hidden = typed.hidden = !isOwn;
      if (/^#[0-9a-f]{6}$/i.test(value)) swatch.value = value;
      if (document.activeElement !== typed) typed.value = isOwn ? value : "";
    } };
  },

  codes(rule, get, set, { rules }) {
    const offered = rules[rule.name];
    const boxes = offered.map(({ code, name }) => {
      const box = make("input", { type: "checkbox", value: code });
      box.addEventListener("change", () => set(boxes.filter((one) => one.box.checked).map((one) => one.box.value)));
      return { box, label: make("label", { className: "designer__tick" }, box, make("span", { textContent: name, dir: "auto" })) };
    });
    const control = make("div", { className: "designer__ticks" }, ...boxes.map((one) => one.label));
    return { control, main: control, isGroup: true, update: () => boxes.forEach(({ box }) => (box.checked = get().includes(box.value))) };
  },

  picture(rule, get, set, { rules }) {
    const select = make("select");
    select.addEventListener("change", () => set(select.value));
    let sign = "";
    return { control: select, main: select, update: () => {
      const now = rules.pictures.map((one) => one.name).join();
      if (now !== sign) select.replaceChildren(...rules.pictures.map((one) => new Option(one.label, one.name)));
      sign = now;
      select.value = get();
    } };
  },
};

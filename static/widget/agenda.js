/**
 * The agenda of an event on any page: one module, no frame, nothing of the page's own style touched.
 *
 *   <script type="module" src="https://…/events/<slug>/widget.js"></script>
 *   <conference-agenda></conference-agenda>
 *
 * Attributes: event (address of another event's page), lang, day, track, room, project (what to show at first),
 * filters="no", theme="light" or "dark". Works under a strict policy of the page: no inline style, no eval; the page
 * has to allow this host in script-src and connect-src.
 */
const WORDS = {}; // filled in by the server, by language
const OWN_EVENT = new URL(".", import.meta.url).href;
const FILTERS = ["day", "track", "room", "project"];

const CSS = `
:host { --ink: #1d1b18; --muted: #5c564d; --paper: #fffdf8; --rule: #d8d0c1; --edge: #7d7466; --accent: #8f3d10; --bad: #a11a1a;
  display: block; min-inline-size: min(100%, 320px); text-indent: 0; color-scheme: light; }
:host([hidden]) { display: none; }
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { --ink: #f2ede4; --muted: #b9b0a2; --paper: #211e1a;
  --rule: #4a443b; --edge: #968c7d; --accent: #f0a878; --bad: #ff9d91; color-scheme: dark; } }
:host([theme="dark"]) { --ink: #f2ede4; --muted: #b9b0a2; --paper: #211e1a; --rule: #4a443b; --edge: #968c7d;
  --accent: #f0a878; --bad: #ff9d91; color-scheme: dark; }
.frame { all: initial; color-scheme: inherit; display: inline-block; vertical-align: top; inline-size: 100%; box-sizing: border-box;
  padding: 1em; container-type: inline-size; color: var(--ink); background: var(--paper); overflow-wrap: anywhere;
  font: medium/1.5 var(--conference-font, system-ui, sans-serif); }
h2, h3, h4, p, ol { margin: 0; padding: 0; }
h2 { font-size: 1.35em; line-height: 1.25; } h3 { font-size: 1.1em; margin-block: 1.5em .25em; } h4 { font-size: 1em; }
a { color: var(--conference-accent, var(--accent)); text-underline-offset: .15em; }
a:focus-visible, select:focus-visible, input:focus-visible { outline: 3px solid var(--conference-accent, var(--accent)); outline-offset: 2px; }
.muted { color: var(--muted); font-size: .9em; }
form { display: flex; flex-wrap: wrap; gap: .75em; margin-block: 1em .5em; }
label { display: grid; gap: .2em; font-size: .85em; color: var(--muted); flex: 1 1 9em; }
select, input { font: inherit; font-size: 1.15em; color: var(--ink); background: var(--paper); border: 1px solid var(--edge);
  border-radius: 2px; padding: .4em .5em; min-height: 2.75em; inline-size: 100%; box-sizing: border-box; }
ol { list-style: none; }
li { display: grid; gap: .1em .9em; padding-block: .7em; border-block-start: 1px solid var(--rule); }
@container (min-width: 34em) { li { grid-template-columns: 7.5em 1fr; } }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.break h4 { font-weight: 400; } .cancelled h4, .cancelled time { text-decoration: line-through; }
.state { color: var(--bad); font-weight: 700; }
.mark { border: 1px solid currentColor; border-radius: 2px; padding: 0 .35em; font-size: .8em; margin-inline-end: .35em; }
[dir="rtl"] { direction: rtl; }
@media print { form { display: none; } li { break-inside: avoid; } }
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);

/** An element with its attributes and what is in it; text is never read as markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
}

/** What the address of an answer is called in: the nearest lang of the page that the event or we speak. */
function languageOf(element) {
  return (element.closest("[lang]")?.lang || document.documentElement.lang || navigator.language || "").split("-")[0];
}

class ConferenceAgenda extends HTMLElement {
  static observedAttributes = ["event", "lang", ...FILTERS];

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      this.frame = make("div", { class: "frame", part: "frame" });
      this.shadowRoot.append(this.frame);
    }
    this.load();
  }

  attributeChangedCallback(name, before, now) {
    if (!this.frame || before === now) return;
    if (FILTERS.includes(name) && this.data) {
      this.chosen[name] = now ?? "";
      this.show();
    } else this.load();
  }

  get base() {
    const address = new URL(this.getAttribute("event") || OWN_EVENT, document.baseURI).href;
    return address.endsWith("/") ? address : `${address}/`;
  }

  get words() {
    return WORDS[this.language] ?? WORDS.en;
  }

  async load() {
    const turn = (this.turn = Symbol("load")); // of two answers under way the one asked for last counts
    this.data = undefined;
    this.language = languageOf(this);
    this.chosen = Object.fromEntries(FILTERS.map((name) => [name, this.getAttribute(name) ?? ""]));
    this.searched = "";
    const [, origin, slug] = this.base.match(/^(https?:\/\/[^/]+)\/events\/([^/]+)\//) ?? [];
    this.frame.replaceChildren(make("p", { class: "muted", role: "status" }, this.words.loading));
    try {
      const answer = await fetch(`${origin}/api/v1/events/${slug}/sessions?lang=${encodeURIComponent(this.language)}`);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const data = await answer.json();
      if (this.turn !== turn) return;
      this.data = data;
    } catch {
      if (this.turn !== turn) return;
      const link = make("a", { href: `${this.base}agenda` }, this.words.open);
      this.frame.replaceChildren(make("p", { role: "alert" }, `${this.words.failed} `, link));
      return;
    }
    this.show();
  }

  /** One row a slot, in order of time. */
  rows() {
    return this.data.items
      .flatMap((session) => session.slots.map((slot) => ({ session, slot, day: slot.starts_at.slice(0, 10) })))
      .sort((a, b) => Date.parse(a.slot.starts_at) - Date.parse(b.slot.starts_at));
  }

  /** What can be chosen: [value, words] by filter, only where there is a choice. */
  choices() {
    const rows = this.rows();
    const pairs = {
      day: rows.map(({ day }) => [day, this.dayWords(day)]),
      track: rows.filter(({ session }) => session.track).map(({ session }) => [session.track, session.track]),
      room: rows.filter(({ slot }) => slot.room).map(({ slot }) => [slot.room.code, slot.room.name]),
      project: rows.flatMap(({ session }) => session.projects.map(({ code }) => [code, code])),
    };
    return Object.entries(pairs)
      .map(([name, found]) => [name, [...new Map(found)]])
      .filter(([, found]) => found.length > 1);
  }

  fits({ session, slot, day }) {
    const { chosen } = this;
    const text = [session.title, session.subtitle, ...session.speakers.map((one) => one.name)].join(" ").toLocaleLowerCase();
    return (
      (!chosen.day || day === chosen.day) &&
      (!chosen.track || session.track === chosen.track) &&
      (!chosen.room || [slot.room?.code, slot.room?.name].includes(chosen.room)) &&
      (!chosen.project || session.projects.some(({ code }) => code === chosen.project)) &&
      this.searched.split(/\s+/).every((word) => text.includes(word))
    );
  }

  show() {
    const { event } = this.data;
    const instant = this.data.items[0]?.slots[0]?.starts_at;
    this.list = make("div", { part: "list" });
    this.count = make("p", { class: "muted", role: "status" });
    this.calendar = make("a", {}, this.words.subscribe);
    this.frame.lang = this.data.language;
    this.frame.replaceChildren(
      make("h2", { part: "title" }, make("a", { href: event.agenda_url }, event.title)),
      instant ? make("p", { class: "muted" }, `${this.words.times} ${this.zoneWords(instant)}`) : "",
      this.getAttribute("filters") === "no" ? "" : this.form(),
      this.count,
      this.list,
      make("p", { class: "muted" }, this.calendar),
    );
    this.fill();
  }

  form() {
    const form = make("form", { part: "filters", role: "search", "aria-label": this.words.narrow });
    for (const [name, found] of this.choices()) {
      const select = make("select", { name }, make("option", { value: "" }, this.words[`all_${name}`]));
      for (const [value, words] of found) select.append(make("option", { value, selected: this.chosen[name] === value }, words));
      select.addEventListener("change", () => {
        this.chosen[name] = select.value;
        this.fill();
      });
      form.append(make("label", {}, this.words[name], select));
    }
    const search = make("input", { type: "search", name: "q" });
    search.addEventListener("input", () => {
      this.searched = search.value.trim().toLocaleLowerCase();
      this.fill();
    });
    form.append(make("label", {}, this.words.search, search));
    form.addEventListener("submit", (happened) => happened.preventDefault());
    return form;
  }

  fill() {
    const days = new Map();
    const rows = this.rows().filter((row) => this.fits(row));
    for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), row]);
    const sessions = rows.filter(({ session }) => !session.is_break).length;
    this.count.textContent = rows.length ? `${this.words.shown} ${sessions}` : this.words.nothing;
    this.calendar.href = this.calendarOfChosen();
    this.list.replaceChildren(
      ...[...days].flatMap(([day, found]) => [
        make("h3", {}, this.dayWords(day)),
        make("ol", { role: "list" }, ...found.map((row) => this.row(row))),
      ]),
    );
  }

  /** The calendar of what is chosen, in the language that is read. */
  calendarOfChosen() {
    const { event, language } = this.data;
    const asked = new URLSearchParams(Object.entries(this.chosen).filter(([, value]) => value));
    if (language !== event.languages[0]) asked.set("lang", language);
    return `${this.base.replace(/^https?/, "webcal")}agenda.ics${String(asked) && `?${asked}`}`;
  }

  row({ session, slot }) {
    const isCancelled = slot.is_cancelled || session.is_cancelled;
    const title = session.is_break ? session.title : make("a", { href: session.url, dir: "auto" }, session.title);
    const people = session.speakers.map((one) => (one.role === "speaker" ? one.name : `${one.name} (${one.role_name})`));
    const facts = [session.is_break ? "" : session.kind_name, slot.room?.name, session.track].filter(Boolean);
    const marks = session.is_break ? [] : session.projects.map(({ code }) => make("span", { class: "mark" }, code));
    const time = make("time", { datetime: slot.starts_at }, `${this.clock(slot.starts_at)} – ${this.clock(slot.ends_at)}`);
    return make(
      "li",
      { class: [session.is_break && "break", isCancelled && "cancelled"].filter(Boolean).join(" "), part: "session" },
      make("div", {}, time),
      make(
        "div",
        {},
        make("h4", {}, title),
        isCancelled ? make("p", { class: "state" }, this.words.cancelled) : "",
        make("p", { class: "muted" }, ...marks, facts.join(" · ")),
        people.length ? make("p", { dir: "auto" }, people.join(", ")) : "",
      ),
    );
  }

  /** Wall times stand in the answer as the event's clocks show them, whatever zone the visitor is in. */
  clock(instant) {
    return instant.slice(11, 16);
  }

  dayWords(day) {
    const words = new Intl.DateTimeFormat(this.data.language === "en" ? "en-GB" : this.data.language, {
      weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
    }).format(new Date(`${day}T12:00:00Z`));
    return words.charAt(0).toLocaleUpperCase(this.data.language) + words.slice(1);
  }

  zoneWords(instant) {
    const offset = instant.slice(19).replace(/:00$/, "").replace(/([+-])0/, "$1") || "+0";
    return `${this.data.event.zone.split("/").pop().replaceAll("_", " ")} (UTC${offset === "Z" ? "" : offset})`;
  }
}

if (!customElements.get("conference-agenda")) customElements.define("conference-agenda", ConferenceAgenda);

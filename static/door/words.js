/**
 * What a scan is called on this page: its verdict (colour, shape, sound), the word, the name, and one sentence that tells
 * door staff what to do. Pure: texts, time and names come in.
 */

const MINUTE = 60_000;
const UNKNOWN = { not_a_ticket: "unknown", other_event: "other_event", expired_list: "unreached" };
const UNSERVED = new Set(["minor", "desk"]); // also told of who leaves, or may not come in
const UNDO_MS = 5 * MINUTE;
const HAND_OUT = "hand_out";

/** What is counted at a point: people inside it, or people who have received what it gives. */
export function unitOf({ kind }, texts) {
  return texts(kind === HAND_OUT ? "received" : "inside");
}

export function verdictOf({ kind, outcome, reason }, { isJust = false, notes = [] } = {}) {
  if (kind === "undo") return "undone";
  if (outcome === "admit") return kind === "exit" ? "out" : notes.length ? "in_note" : "in";
  if (reason === "already") return isJust ? "just" : "already";
  if (reason === "left_first") return "already";
  return UNKNOWN[reason] ?? "no";
}

/** May this phone still take it back by itself? */
export function isUndoable(scan, now) {
  return scan.outcome === "admit" && scan.kind !== "undo" && now - scan.time < UNDO_MS;
}

/** `place` is {zone, language, device, categories, answers, pointOf(code), now}. */
export function createWords(texts, place) {
  const { zone, language } = place;
  const format = (options) => new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", ...options });
  const clock = format({ hour: "2-digit", minute: "2-digit" });
  const day = format({ day: "numeric", month: "short" });
  const ago = new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" });

  function describe(scan, told = {}) {
    const { person } = told;
    const notes = notesAt(scan, person);
    const verdict = verdictOf(scan, { ...told, notes });
    return {
      scan, verdict, word: word(verdict, scan), title: person?.name ?? "", subtitle: [person?.second, person?.org].filter(Boolean).join(" · "),
      lang: person?.lang, dir: person?.dir, pickup: person?.pickup ?? "", detail: detail(scan, told), notes: notes.map(note), category: category(person), at: scan.time,
    };
  }

  const isHandOut = (code) => place.pointOf(code)?.kind === HAND_OUT;

  /** Something is handed over at some points: nobody is let "in" there. */
  function word(verdict, { point, reason }) {
    if (reason === "blank") return texts("word.blank");
    if (reason === "left_first") return texts(isHandOut(point) ? "word.not_given" : "word.not_inside");
    if (!isHandOut(point)) return texts(`word.${verdict}`);
    if (verdict === "in" || verdict === "in_note") return texts("word.give");
    if (verdict === "out") return texts("word.returned");
    if (verdict === "already" || verdict === "just") return texts("word.given");
    return texts(`word.${verdict}`);
  }

  function detail(scan, { first, last, detail: said, replacedAt }) {
    if (scan.outcome === "admit") return scan.kind === "walkin" ? texts(scan.rehearsal ? "walkin.practice" : "walkin.kept") : said || "";
    if (scan.reason === "already") return whereAndWhen(place.pointOf(scan.point)?.policy === "once" ? first : (last ?? first)) || said || "";
    if (scan.reason === "replaced" && replacedAt) return texts("reason.replaced.at", { time: clock.format(replacedAt) });
    if (scan.reason === "left_first" && isHandOut(scan.point)) return texts("reason.not_given");
    if (scan.reason === "not_a_ticket" && scan.by === "device") return texts("reason.not_on_list");
    return said || texts.find(`reason.${scan.reason}`) || texts("reason.other");
  }

  function whereAndWhen(moment) {
    if (!moment) return "";
    const isToday = day.format(moment.at) === day.format(place.now());
    const time = isToday ? clock.format(moment.at) : dayTime(moment.at);
    const since = isToday ? sinceOf(moment.at) : "";
    const values = { time: since ? `${time} (${since})` : time, device: moment.device ?? "" };
    return texts(moment.device === place.device ? "already.here" : "already.there", values);
  }

  function sinceOf(at) {
    const minutes = Math.max(0, Math.floor((place.now() - at) / MINUTE));
    return minutes < 60 ? ago.format(-minutes, "minute") : ago.format(-Math.floor(minutes / 60), "hour");
  }

  /** What the point is for: a diet is no business of an entrance, whatever the badge says. Nothing is handed to who leaves or is refused. */
  function notesAt({ point, kind, outcome }, person) {
    const shown = place.pointOf(point)?.notes ?? [];
    const isServed = outcome === "admit" && kind !== "exit";
    return (person?.notes ?? []).filter(({ icon }) => shown.includes(icon) && (isServed || UNSERVED.has(icon)));
  }

  function note({ icon, text, of }) {
    return { icon, text: text || (of && chosen(icon, of)) || texts.find(`note.${icon}`) || texts("note.info") };
  }

  /** The options that somebody chose, in the words of this page. */
  function chosen(icon, codes) {
    const words = codes.map((code) => place.answers?.[icon]?.[code]).filter(Boolean);
    return words.length ? texts(`note.${icon}.of`, { words: words.join(", ") }) : "";
  }

  function category(person) {
    const found = place.categories.find(({ code }) => code === person?.category);
    return found ? { word: found.name, colour: found.colour } : null;
  }

  const dayTime = (at) => `${day.format(at)}, ${clock.format(at)}`;
  return { describe, dayTime, clockTime: (at) => clock.format(at) };
}

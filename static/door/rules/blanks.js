/** Blank badges: whether one may still be given to somebody, and what one that was given here is worth meanwhile. */

/** This phone's own deed of giving the badge away, practice apart from earnest; `own` are its scans of that badge. */
export function givenHere(own, isRehearsal) {
  return own.find(({ kind, rehearsal }) => kind === "walkin" && Boolean(rehearsal) === Boolean(isRehearsal)) ?? null;
}

/**
 * Which of this phone's scans of a badge count beside the server's word. The server knows whose a badge is that it calls
 * somebody's, and who was registered with it here may be another by then: what it has of that deed, its rows say.
 */
export function countingHere(own, record) {
  const isBlank = record?.s === "blank";
  return own.filter(({ kind, unsent, rehearsal }) => kind !== "walkin" || isBlank || unsent || rehearsal);
}

/** "free", "taken", "void", or "unknown" to the list. */
export function stateOfBlank(record, own, isRehearsal) {
  if (!record) return "unknown";
  if (record.s === "void") return "void";
  return record.s === "blank" && !givenHere(own, isRehearsal) ? "free" : "taken";
}

/** The record of a badge that somebody of this category has; until the server knows of it no session names them. */
export function asGiven(record, { approval, opens }) {
  return { ...record, s: approval ? "pending" : "ok", p: opens, n: [] };
}

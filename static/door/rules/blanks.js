/** Blank badges: whether one may still be given to somebody, and what one that was given here is worth meanwhile. */

/** This phone's own deed of giving the badge away, practice apart from earnest; `own` are its scans of that badge. */
export function givenHere(own, isRehearsal) {
  return own.find(({ kind, rehearsal }) => kind === "walkin" && Boolean(rehearsal) === Boolean(isRehearsal)) ?? null;
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

/**
 * Seats of a strict room that the server lent to this phone: what it may give away without asking.
 *
 * All three numbers only rise, so that a lost request or answer changes nothing.
 */

export const WANTED = 10;
const NONE = { lent: 0, returned: 0, used: 0 };

export const loanOf = (loans, point) => loans?.[point] ?? NONE;
export const held = ({ lent, returned, used }) => Math.max(0, lent - returned - used);
export const usedOne = (loan) => ({ ...loan, used: loan.used + 1 });

/** The loans after the server said how many it lent in all. */
export function lent(loans, told) {
  const next = { ...loans };
  for (const [point, total] of Object.entries(told ?? {})) next[point] = { ...loanOf(loans, point), lent: Math.max(total, loanOf(loans, point).lent) };
  return next;
}

/** The loans without what is beyond this phone's share: it goes back, as other doors of the room may use it. */
export function shared(loans, shares) {
  const over = Object.entries(shares ?? {}).filter(([point, share]) => held(loanOf(loans, point)) > share);
  if (!over.length) return loans;
  return { ...loans, ...Object.fromEntries(over.map(([point, share]) => [point, { ...loans[point], returned: loans[point].returned + held(loans[point]) - share }])) };
}

/** Seats for rooms that are no longer scanned for here go back; they leave the phone before the request does. */
export function givenBack(loans, keeping) {
  return Object.fromEntries(Object.entries(loans ?? {}).map(([point, loan]) => [point, point === keeping ? loan : { ...loan, returned: loan.returned + held(loan) }]));
}

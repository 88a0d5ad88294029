/**
 * What each verdict sounds and feels like, and how long it stays without being replaced.
 *
 * Tones differ in pitch and in rhythm, so that a loud hall or an ear that misses high notes still tells them apart.
 * hz: pitch (to: where it glides), at / for: seconds. buzz: vibration pattern, ms. stay: ms; null: until the next badge.
 */

const high = (at) => ({ hz: 1568, at, for: 0.14 });
const knock = (at) => ({ hz: 196, at, for: 0.07, wave: "square" });

export const SIGNALS = {
  in: { tones: [high(0)], buzz: [80], stay: 6000 },
  in_note: { tones: [high(0), knock(0.22), knock(0.34)], buzz: [80, 60, 80], stay: null },
  out: { tones: [{ hz: 988, to: 494, at: 0, for: 0.3 }], buzz: [80], stay: 6000 },
  already: { tones: [{ hz: 587, at: 0, for: 0.15, wave: "triangle" }, { hz: 587, at: 0.25, for: 0.15, wave: "triangle" }], buzz: [80, 60, 80], stay: 15_000 },
  just: { tones: [{ hz: 587, at: 0, for: 0.06 }], buzz: [], stay: 6000 },
  no: { tones: [{ hz: 147, at: 0, for: 0.7, wave: "sawtooth" }], buzz: [300], stay: 15_000 },
  unknown: { tones: [{ hz: 330, at: 0, for: 0.03, wave: "square" }], buzz: [], stay: 8000 },
  other_event: { tones: [{ hz: 330, at: 0, for: 0.03, wave: "square" }], buzz: [], stay: 8000 },
  undone: { tones: [{ hz: 494, to: 740, at: 0, for: 0.2 }], buzz: [80], stay: 6000 },
  unreached: { tones: [{ hz: 247, at: 0, for: 0.1, wave: "square" }, { hz: 247, at: 0.15, for: 0.1, wave: "square" }, { hz: 247, at: 0.3, for: 0.1, wave: "square" }], buzz: [80, 60, 80, 60, 80], stay: 15_000 },
  offer: { tones: [{ hz: 988, at: 0, for: 0.08 }], buzz: [40], stay: 30_000 },
  asking: { tones: [], buzz: [], stay: null },
};

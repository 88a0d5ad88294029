/** A phone's store in memory, as store/store.js keeps it in the browser. */

export function memoryStore({ records = {}, rows = [], facts = {} } = {}) {
  const scans = [];
  return {
    scans, kept: facts,
    known: async (lookup) => ({ record: records[lookup] ?? null, rows: rows.filter(({ l }) => l === lookup), own: scans.filter((scan) => scan.lookup === lookup) }),
    keepScan: async (scan, values) => {
      const kept = { ...scan, seq: scans.length + 1, unsent: 1 };
      scans.push(kept);
      Object.assign(facts, values);
      return kept;
    },
  };
}

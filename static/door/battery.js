/** The phone's battery, where the browser tells: {level: 0 to 1 or null, charging: true, false or null}. */

const UNKNOWN = { level: null, charging: null };

export function createBattery(source = globalThis.navigator) {
  const found = source?.getBattery?.().catch(() => null) ?? Promise.resolve(null);
  return async () => {
    const battery = await found;
    return battery ? { level: battery.level, charging: battery.charging } : UNKNOWN;
  };
}

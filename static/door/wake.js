/** Keeps the screen on while the page is in view. The lock is lost whenever the page is hidden, so it is asked for again. */

export function keepAwake(onChange) {
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      onChange(true);
      lock.addEventListener("release", () => onChange(false));
    } catch {
      onChange(false); // refused (low battery) or unknown to this browser
    }
  };
  document.addEventListener("visibilitychange", ask);
  return ask();
}

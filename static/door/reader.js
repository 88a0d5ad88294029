/** The page's end of the decoding worker: one frame at a time, and a new worker when one falls silent. */

const STALL_MS = 5000;

export function createReader({ workerUrl, script, wasm, onFailure }) {
  let worker = null;
  let waiting = null; // {id, resolve, timer} of the frame under way
  let isReady = false;
  let lastId = 0;

  function start() {
    isReady = false;
    worker = new Worker(workerUrl);
    worker.onmessage = ({ data }) => {
      if (data.ready) isReady = true;
      else if (data.id === undefined) onFailure(data.failed);
      else settle(data);
    };
    worker.onerror = (event) => onFailure(event.message);
    worker.postMessage({ prepare: { script, wasm } });
  }

  function settle(data) {
    if (data.id !== waiting?.id) return;
    clearTimeout(waiting.timer);
    const { resolve } = waiting;
    waiting = null;
    resolve(data.found ? data : { found: [], width: 0, height: 0 });
  }

  function restart() {
    worker.terminate();
    settle({ id: waiting?.id });
    start();
  }

  start();
  return {
    isFree: () => isReady && waiting === null,
    read(frame) {
      return new Promise((resolve) => {
        waiting = { id: ++lastId, resolve, timer: setTimeout(restart, STALL_MS) };
        worker.postMessage({ frame, id: lastId }, [frame]);
      });
    },
  };
}

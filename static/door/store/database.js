/** IndexedDB with promises: as much of it as the door needs. */

const VERSION = 2;
const NAME = "door";

export function openDatabase(indexedDB = globalThis.indexedDB) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => (oldVersion ? renew(request.result, request.transaction) : build(request.result));
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // a newer page must not wait for this one
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page of the door holds the list open"));
  });
}

function build(database) {
  database.createObjectStore("facts");
  database.createObjectStore("list");
  const scans = database.createObjectStore("scans", { keyPath: "seq" });
  scans.createIndex("lookup", "lookup");
  scans.createIndex("unsent", "unsent"); // of those that have the field: still to be told to the server
}

/** The list had another shape: it comes anew from the server. Facts and scans stay. */
function renew(database, transaction) {
  database.deleteObjectStore("tickets");
  database.deleteObjectStore("presence");
  database.createObjectStore("list");
  transaction.objectStore("facts").delete("cursor");
}

/** The answer to one request of a transaction. */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `work(stores)` in one transaction: all of it is kept or nothing. `strict` waits until it is on the disk, for what
 * must outlive a phone that loses its power.
 */
export async function within(database, names, mode, work, { strict = false } = {}) {
  const transaction = database.transaction(names, mode, { durability: strict ? "strict" : "default" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  done.catch(() => {}); // said below, or by `work`
  try {
    const result = await work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    await done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      /* it has ended already */
    }
    throw error;
  }
}

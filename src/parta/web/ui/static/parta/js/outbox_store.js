// Where unsent operations wait: IndexedDB, or memory when the browser forbids it.
const NAME = "parta-outbox";
const TABLE = "operations";

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const finished = (tx) => new Promise((resolve, reject) => {
  tx.oncomplete = () => resolve();
  tx.onerror = tx.onabort = () => reject(tx.error);
});

/** Open the store; `volatile` tells that a closed tab would lose the queue. */
export async function openStore() {
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(TABLE, { keyPath: "op" }).createIndex("scope", "scope");
    };
    const db = await done(request);
    return {
      volatile: false,
      async change(put, remove = []) {
        const tx = db.transaction(TABLE, "readwrite");
        const table = tx.objectStore(TABLE);
        for (const row of put) table.put(row);
        for (const op of remove) table.delete(op);
        await finished(tx);
      },
      list: (scope) => done(db.transaction(TABLE).objectStore(TABLE).index("scope").getAll(scope)),
    };
  } catch {
    const rows = new Map();
    return {
      volatile: true,
      async change(put, remove = []) {
        for (const row of put) rows.set(row.op, row);
        for (const op of remove) rows.delete(op);
      },
      list: async () => [...rows.values()],
    };
  }
}

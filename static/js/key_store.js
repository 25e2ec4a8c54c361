// A teller's key on this device: kept by the browser, which never gives its private half out.

const STORE = "keys";

function store() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("khoithidua-teller", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function inStore(mode, how) {
  const database = await store();
  return new Promise((done, failed) => {
    const work = database.transaction(STORE, mode);
    const request = how(work.objectStore(STORE));
    work.oncomplete = () => done(request.result);
    work.onerror = work.onabort = () => failed(work.error);
  });
}

/** {privateKey, publicBytes} made here for this public key; nothing where it was made elsewhere. */
export const keyOf = (publicKey) => inStore("readonly", (keys) => keys.get(publicKey));

/** Keep a key: {privateKey, publicBytes, whose}; `whose` says which person's of which conference. */
export async function keep(publicKey, pair) {
  await navigator.storage?.persist?.(); // a browser short of space throws away what it was not asked to keep
  return inStore("readwrite", (keys) => keys.put(pair, publicKey));
}

/** Forget this person's keys of a conference, but for one: with old keys old sealed ballots could be read. */
export async function forgetOthers(whose, publicKey) {
  const [names, pairs] = [
    await inStore("readonly", (keys) => keys.getAllKeys()),
    await inStore("readonly", (keys) => keys.getAll()),
  ];
  for (const [n, name] of names.entries()) {
    if (pairs[n].whose === whose && name !== publicKey)
      await inStore("readwrite", (keys) => keys.delete(name));
  }
}

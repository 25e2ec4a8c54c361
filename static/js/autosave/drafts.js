// What was typed and is not saved yet, kept in this browser until the server has it.

export class Drafts {
  // `store` gives the storage when it is asked for: a browser may refuse even to name it, and then keeps no drafts.
  constructor(prefix, store = () => localStorage) {
    this.prefix = prefix;
    this.store = store;
  }

  put(name, draft) {
    this.#use((store) => store.setItem(this.prefix + name, JSON.stringify(draft)));
  }

  remove(name) {
    this.#use((store) => store.removeItem(this.prefix + name));
  }

  // [name, draft] of everything kept here; what cannot be read is none.
  entries() {
    const keys = this.#use((store) => Array.from({ length: store.length }, (_, n) => store.key(n))) ?? [];
    return keys.filter((key) => key.startsWith(this.prefix)).flatMap((key) => this.#read(key));
  }

  clear() {
    for (const [name] of this.entries()) this.remove(name);
  }

  #read(key) {
    try {
      return [[key.slice(this.prefix.length), JSON.parse(this.store().getItem(key))]];
    } catch {
      return [];
    }
  }

  #use(act) {
    try {
      return act(this.store());
    } catch {
      return null;
    }
  }
}

const SENT = "sent-drafts";

// A plain save button sends the form: its drafts are none any more once a page says that it was saved.
export function noteSent(prefix, session = () => sessionStorage) {
  try {
    session().setItem(SENT, prefix);
  } catch {
    /* a browser without storage keeps no drafts */
  }
}

export function forgetSent(wasSaved, session = () => sessionStorage, store = () => localStorage) {
  try {
    const prefix = session().getItem(SENT);
    if (prefix && wasSaved) new Drafts(prefix, store).clear();
    session().removeItem(SENT);
  } catch {
    /* see above */
  }
}

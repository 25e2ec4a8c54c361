import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts, forgetSent, noteSent } from "../../static/js/autosave/drafts.js";

// A storage as a browser has it.
class Store {
  #kept = new Map();
  get length() {
    return this.#kept.size;
  }
  key(n) {
    return [...this.#kept.keys()][n];
  }
  getItem(key) {
    return this.#kept.get(key) ?? null;
  }
  setItem(key, text) {
    this.#kept.set(key, text);
  }
  removeItem(key) {
    this.#kept.delete(key);
  }
}

const refusing = () => {
  throw new Error("SecurityError");
};

test("a draft comes back with what it was typed over, until it is removed", () => {
  const store = new Store();
  const drafts = new Drafts("draft:1:/reports/5/text/:", () => store);

  drafts.put("section-2-text", { text: "Đã làm", mark: "ab12" });

  assert.deepEqual(drafts.entries(), [["section-2-text", { text: "Đã làm", mark: "ab12" }]]);
  drafts.remove("section-2-text");
  assert.deepEqual(drafts.entries(), []);
});

test("drafts of another person or page are not seen", () => {
  const store = new Store();
  new Drafts("draft:1:/a/:", () => store).put("x", { text: "của người khác" });

  assert.deepEqual(new Drafts("draft:2:/a/:", () => store).entries(), []);
  assert.deepEqual(new Drafts("draft:1:/b/:", () => store).entries(), []);
});

test("a draft that cannot be read is none, and hides no other", () => {
  const store = new Store();
  store.setItem("draft:a", "{");
  const drafts = new Drafts("draft:", () => store);
  drafts.put("b", { text: "còn" });

  assert.deepEqual(drafts.entries(), [["b", { text: "còn" }]]);
});

test("a browser without storage keeps no drafts and breaks nothing", () => {
  const drafts = new Drafts("draft:", refusing);

  drafts.put("a", { text: "x" });
  drafts.remove("a");

  assert.deepEqual(drafts.entries(), []);
  noteSent("draft:", refusing);
  forgetSent(true, refusing, refusing);
});

for (const [wasSaved, left] of [
  [true, 0],
  [false, 1],
]) {
  test(`drafts of a sent form are forgotten only once it was saved: ${wasSaved}`, () => {
    const [session, store] = [new Store(), new Store()];
    const drafts = new Drafts("draft:1:/a/:", () => store);
    drafts.put("x", { text: "chữ" });
    noteSent("draft:1:/a/:", () => session);

    forgetSent(
      wasSaved,
      () => session,
      () => store,
    );

    assert.equal(drafts.entries().length, left);
    assert.equal(session.length, 0);
  });
}

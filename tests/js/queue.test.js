import assert from "node:assert/strict";
import { test } from "node:test";

import { Queue } from "../../static/js/autosave/queue.js";

// A clock that only notes for when it was set.
function clockOf() {
  const clock = { waits: [], act: null };
  clock.set = (act, wait) => {
    clock.act = act;
    clock.waits.push(wait);
    return clock.waits.length;
  };
  clock.clear = () => {
    clock.act = null;
  };
  return clock;
}

test("typing puts the send off until there is a pause", async () => {
  let sent = 0;
  const clock = clockOf();
  const queue = new Queue(async () => {
    sent += 1;
    queue.pending.clear();
  }, clock);

  queue.add("a");
  queue.add("b");
  assert.equal(sent, 0);
  await clock.act();

  assert.equal(sent, 1);
  assert.deepEqual(clock.waits, [1200, 1200]);
});

test("one request at a time, and what came meanwhile goes after it", async () => {
  let finish;
  let sent = 0;
  const clock = clockOf();
  const queue = new Queue(() => {
    sent += 1;
    return new Promise((done) => {
      finish = done;
    });
  }, clock);

  queue.add("a");
  const first = queue.flush();
  await queue.flush();
  assert.equal(sent, 1);
  queue.pending.clear();
  queue.add("b");
  finish();
  await first;

  assert.ok(clock.act, "the next send is set");
});

test("a failure waits longer and longer, never longer than half a minute", () => {
  const clock = clockOf();
  const queue = new Queue(async () => {}, clock);

  for (let n = 0; n < 6; n += 1) queue.failed();

  assert.deepEqual(clock.waits, [3000, 6000, 12000, 24000, 30000, 30000]);
  queue.succeeded();
  queue.failed();
  assert.equal(clock.waits.at(-1), 3000);
});

test("nothing is sent where nothing is pending, nor once it was stopped", async () => {
  let sent = 0;
  const queue = new Queue(async () => {
    sent += 1;
  }, clockOf());

  await queue.flush();
  queue.add("a");
  queue.stop();
  await queue.flush();

  assert.equal(sent, 0);
});

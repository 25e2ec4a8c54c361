import assert from "node:assert/strict";
import { test } from "node:test";

import { sendUntilAnswered } from "../../static/js/ballot_sending.js";

const page = (status, text = "") => ({ status, redirected: false, text: async () => text });
const cut = { status: 200, redirected: false, text: () => Promise.reject(new TypeError("cut off")) };

/** A network that gives these answers one after the other; an error is thrown. */
function network(answers) {
  const sent = [];
  const fetch = async (address, how) => {
    sent.push([address, how.method, how.body]);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { fetch, sent };
}

test("a ballot is sent again, the same, until its whole answer is there", async () => {
  const away = [];
  const { fetch, sent } = network([new TypeError("offline"), page(502), cut, page(200, "receipt")]);
  const answer = await sendUntilAnswered("/cast/", "ballot", (isAway) => away.push(isAway), {
    fetch,
    every: 1,
  });
  assert.deepEqual(answer, { status: 200, redirected: false, text: "receipt" });
  assert.deepEqual(sent, Array(4).fill(["/cast/", "POST", "ballot"]));
  assert.deepEqual(away, [true, true, true, false]);
});

test("an answer that refuses is an answer", async () => {
  const { fetch, sent } = network([page(403)]);
  const answer = await sendUntilAnswered("/cast/", "ballot", () => {}, { fetch, every: 1 });
  assert.equal(answer.status, 403);
  assert.equal(sent.length, 1);
});

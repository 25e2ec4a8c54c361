import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ORDERS,
  ofEach,
  openBallot,
  sealBallot,
  shuffled,
  takeLayerOff,
  toBytes,
  toText,
} from "../../static/js/sealing.js";

async function teller() {
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const publicBytes = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, publicBytes };
}

const tellers = await Promise.all([teller(), teller(), teller()]);
const keepers = tellers.map((one) => toText(one.publicBytes));

for (const order of ORDERS) {
  test(`teller ${order[0]} and then ${order[1]} open a ballot`, async () => {
    const { sealed } = await sealBallot("HOAS-ENAB-CDEF", "101", keepers);
    const stripped = await takeLayerOff(sealed, Number(order[0]), tellers[order[0] - 1]);
    assert.deepEqual(Object.keys(stripped).length, 2);
    assert.deepEqual(await openBallot(stripped[order[1]], order, tellers[order[1] - 1]), [
      "HOAS-ENAB-CDEF",
      "101",
    ]);
  });
}

test("no teller alone opens a ballot, nor somebody who is none", async () => {
  const { sealed } = await sealBallot("HOAS-ENAB-CDEF", "101", keepers);
  const stripped = await takeLayerOff(sealed, 1, tellers[0]);
  await assert.rejects(openBallot(stripped[2], "12", tellers[0]));
  await assert.rejects(openBallot(stripped[2], "12", tellers[2]));
  await assert.rejects(takeLayerOff(sealed, 1, await teller()));
});

test("sealed ballots are of one length and tell nothing", async () => {
  const texts = [];
  for (const marks of ["101", "000", "111"])
    texts.push((await sealBallot("HOAS-ENAB-CDEF", marks, keepers)).sealed);
  assert.equal(new Set(texts.map((text) => text.length)).size, 1);
  assert.equal(new Set(texts).size, 3);
});

test("with its proof anybody makes the same sealed text again", async () => {
  const first = await sealBallot("HOAS-ENAB-CDEF", "101", keepers);
  const again = await sealBallot("HOAS-ENAB-CDEF", "101", keepers, first.proof.map(toBytes));
  const other = await sealBallot("HOAS-ENAB-CDEF", "100", keepers, first.proof.map(toBytes));
  assert.equal(again.sealed, first.sealed);
  assert.notEqual(other.sealed, first.sealed);
});

test("a ballot that was tampered with is counted as unreadable", async () => {
  const good = (await sealBallot("HOAS-ENAB-CDEF", "101", keepers)).sealed;
  const bad = good.replace(/\.[^.]{6}/, ".AAAAAA");
  const { well, unreadable } = await ofEach([good, bad], (sealed) => takeLayerOff(sealed, 1, tellers[0]));
  assert.deepEqual([well.length, unreadable], [1, 1]);
});

test("shuffling keeps every ballot", () => {
  const numbers = Array.from({ length: 100 }, (_, n) => n);
  assert.deepEqual(
    shuffled(numbers).sort((a, b) => a - b),
    numbers,
  );
  assert.notDeepEqual(shuffled(numbers), numbers);
});

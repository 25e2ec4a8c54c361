// A receipt is believed where it is signed for this vote and is of a ballot that left this page; nowhere else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sentBallots } from "../../static/js/ballot_receipt.js";
import { sealedBallot } from "../../static/js/ballot_sealed.js";
import { digestOf, toText } from "../../static/js/sealing.js";

const ORDER = ["n7", "n8", "n9"];
const server = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
const key = toText(new Uint8Array(await crypto.subtle.exportKey("raw", server.publicKey)));

async function publicHalf() {
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, true, ["deriveBits"]);
  return toText(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
}

const keepers = [];
for (let n = 0; n < 3; n += 1) keepers.push({ key: await publicHalf() });
const facts = { opening: JSON.stringify({ key, keepers }), order: ORDER };

async function signed(parts, { signer = server.privateKey, opening = facts.opening } = {}) {
  const opened = await digestOf(opening, "hex");
  const [prefix, ...rest] = parts;
  const message = [prefix, opened, ...rest].join("|");
  const signature = await crypto.subtle.sign("Ed25519", signer, new TextEncoder().encode(message));
  return [...parts, toText(new Uint8Array(signature))].join(" ");
}

const receiptOf = async (code, marks, { prefix = "KTD1", ...how } = {}) =>
  signed([prefix, code, "5", await digestOf(`${code}|${marks}`)], how);

const ticked = (word, yes) => {
  const form = new FormData();
  form.set("voters_word", word);
  for (const name of ORDER) form.set(name, yes.includes(name) ? "1" : "0");
  return form;
};

/** A page to be filled in: {element by selector}. */
function sheetOf(receipt, lines = 0) {
  const parts = new Map();
  const partOf = (name) => parts.get(name) ?? parts.set(name, {}).get(name);
  const codes = Array.from({ length: lines }, () => ({}));
  return { dataset: { receipt }, querySelector: partOf, querySelectorAll: () => codes, codes };
}

const codeFor = (half) => `${half.slice(0, 4)}-${half.slice(4, 8)}-ABCD`;

test("what the voter typed is made full by this device, and stays the same for the same ballot", () => {
  const ballots = sentBallots(facts);
  const half = ballots.bodyOf(ticked("hoa sen", ["n7"])).get("voters_word");
  assert.match(half, /^HOASEN[A-Z2-9]{2}$/);
  assert.equal(ballots.bodyOf(ticked("hoa sen", ["n7"])).get("voters_word"), half);
  assert.match(ballots.bodyOf(ticked("", [])).get("voters_word"), /^[A-Z2-9]{8}$/);
  assert.equal(ballots.bodyOf(ticked("mười chữ cái", [])).get("voters_word"), "MUOICHUCAI"); // refused by the server
});

test("a receipt for what was ticked is believed, and one for anything else is not", async () => {
  const ballots = sentBallots(facts);
  const half = ballots.bodyOf(ticked("hoa sen", ["n7", "n9"])).get("voters_word");
  assert.equal(await ballots.isReceipt(await receiptOf(codeFor(half), "101")), true);
  assert.equal(await ballots.isReceipt(await receiptOf(codeFor(half), "100")), false);
  assert.equal(await ballots.isReceipt(await receiptOf("CAYD-AXYZ-ABCD", "101")), false);
  assert.equal(await ballots.isReceipt(await receiptOf(codeFor(half), "101", { prefix: "KTD9" })), false);
});

test("a receipt that is not signed for this vote is not believed", async () => {
  const ballots = sentBallots(facts);
  const half = ballots.bodyOf(ticked("", ["n7"])).get("voters_word");
  const other = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  const code = codeFor(half);
  const forged = await receiptOf(code, "100", { signer: other.privateKey });
  const ofAnotherVote = await receiptOf(code, "100", { opening: '{"another":1}' });
  assert.equal(await ballots.isReceipt(forged), false);
  assert.equal(await ballots.isReceipt(ofAnotherVote), false);
  assert.equal(await ballots.isReceipt(`KTD1 ${code} 5 ${await digestOf(`${code}|100`)} AAAA`), false);
});

test("a receipt given again is of this page's own ballots: no server hands out the code of another voter", async () => {
  const first = sentBallots(facts);
  const theirs = codeFor(first.bodyOf(ticked("", ["n7"])).get("voters_word"));
  const second = sentBallots(facts);
  const own = codeFor(second.bodyOf(ticked("", ["n7"])).get("voters_word"));
  const again = { prefix: "KTD1R" };
  assert.equal(await second.isReceipt(await receiptOf(theirs, "100", again)), false);
  assert.equal(await second.isReceipt(await receiptOf(own, "100", again)), true);
  assert.equal(await second.isReceipt(await receiptOf(own, "010", again)), false);
});

test("a ballot that was counted before its answer was lost is known after other ticks; a new receipt is not", async () => {
  const ballots = sentBallots(facts);
  const lost = codeFor(ballots.bodyOf(ticked("", ["n7"])).get("voters_word"));
  ballots.bodyOf(ticked("hoa sen", ["n8"]));
  assert.equal(await ballots.isReceipt(await receiptOf(lost, "100", { prefix: "KTD1R" })), true);
  assert.equal(await ballots.isReceipt(await receiptOf(lost, "100")), false);
});

test("the page shows and keeps the line that was signed, whatever else came with it", async () => {
  const ballots = sentBallots(facts);
  const code = codeFor(ballots.bodyOf(ticked("", ["n7"])).get("voters_word"));
  const line = await receiptOf(code, "100");
  const sheet = sheetOf(line, 3);
  await ballots.fillIn(sheet);
  assert.equal(sheet.querySelector("[data-alarm]").hidden, true);
  assert.equal(sheet.querySelector(".ballot-code").textContent, code);
  assert.equal(sheet.querySelector("[data-line]").textContent, line);
  assert.ok(decodeURIComponent(sheet.querySelector("[data-file]").href).endsWith(line));
  assert.equal(new Set(sheet.codes.map((one) => one.textContent)).size, 3);

  const wrong = sheetOf(await receiptOf(code, "111"));
  await ballots.fillIn(wrong);
  assert.equal(wrong.querySelector("[data-alarm]").hidden, false);
});

test("nothing of a sealed ballot leaves this device but the sealed text and the names it showed", async () => {
  const ballot = sealedBallot(facts);
  const body = await ballot.bodyOf(ticked("hoa sen", ["n7"]), ORDER);
  assert.deepEqual([...body.keys()].sort(), ["csrfmiddlewaretoken", "offered", "sealed"]);
  assert.equal(body.get("offered"), ORDER.join(" "));
  assert.ok(!body.get("sealed").includes("HOAS"));
  const again = await ballot.bodyOf(ticked("hoa sen", ["n7"]), ORDER);
  assert.equal(again.get("sealed"), body.get("sealed"));
});

test("the receipt of a sealed ballot is believed for the sealed text alone, also for one sent before", async () => {
  const ballot = sealedBallot(facts);
  const earlier = (await ballot.bodyOf(ticked("hoa sen", ["n7"]), ORDER)).get("sealed");
  const later = (await ballot.bodyOf(ticked("hoa sen", ["n8"]), ORDER)).get("sealed");
  const head = await digestOf("head");
  for (const [sealed, isWell, marks] of [
    [earlier, true, "100"],
    [later, true, "010"],
    ["E1.another", false, "010"],
  ]) {
    const sheet = sheetOf(await signed(["KTD2", "3", await digestOf(sealed), head]));
    await ballot.fillIn(sheet);
    assert.equal(sheet.querySelector("[data-alarm]").hidden, isWell);
    const [, proof] = sheet.querySelector("[data-line]").textContent.split("\n");
    assert.match(proof, new RegExp(`^PHIEU HOAS-EN\\S{2}-\\S{4} ${marks} `));
    assert.ok(decodeURIComponent(sheet.querySelector("[data-file]").href).includes(proof));
  }
});

// Checks receipts of sealed ballots as bin/verify-sealed-ballot does, sealing anew with the page's own script.
// Words: RECORD.json RECEIPT.txt….

import { readFileSync } from "node:fs";

import { sealBallot, toBytes } from "../../static/js/sealing.js";
import {
  canonical,
  codesInLists,
  digestOf,
  isRecord,
  isSigned,
  listsOf,
  recordFaults,
} from "./vote_record.js";

const RECEIPT = /^KTD2 [1-9]\d{0,5} [\w-]{43} [\w-]{43} [\w-]{86}$/;
const BALLOT = /^PHIEU [A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4} [01]+ [\w-]{43} [\w-]{43}$/;

const packed = (digest) => digest.toString("base64url");

function receiptFault([, place, digest, head, signature], { opening, board }) {
  const opened = digestOf(canonical(opening));
  const message = ["KTD2", opened.toString("hex"), place, digest, head].join("|");
  if (!isSigned(opening.key, message, signature)) return "receipt not signed";
  const before = board.slice(0, Number(place));
  const state = before.reduce((last, one) => packed(digestOf(`${last}|${one}`)), packed(opened));
  const isThere = before.length === Number(place) && before.at(-1) === digest;
  return isThere && state === head ? "" : "not on the board";
}

async function ballotFault([, code, marks, ...proof], digest, record) {
  const { opening } = record;
  const keepers = opening.keepers.map((keeper) => keeper.key);
  const { sealed } = await sealBallot(code, marks, keepers, proof.map(toBytes));
  if (packed(digestOf(sealed)) !== digest) return "another ballot was sealed";
  const chosen = [...marks].filter((mark) => mark === "1").length;
  if (marks.length !== opening.nominees.length || chosen > opening.seats) return "not valid";
  const own = opening.ballot_list === "nominee" ? codesInLists(code, opening) : [];
  const answers = listsOf(record).map((list, n) => new Map(list).get(own[n] ?? code));
  const counted = answers.map((yes) => (yes ? "1" : "0")).join("");
  if (answers.includes(undefined)) return "code missing";
  return !answers.length || counted === marks ? "" : "ballot changed";
}

/** [[words of a receipt, words of what its voter shows], …] of a file. */
function receiptsIn(file) {
  const pairs = [];
  for (const line of readFileSync(file, "utf8").split(/\r?\n/)) {
    const text = line.trim();
    if (RECEIPT.test(text)) pairs.push([text.split(" "), null]);
    else if (BALLOT.test(text) && pairs.length) pairs.at(-1)[1] = text.split(" ");
    else if (/^(KTD|PHIEU)/i.test(text)) throw new Error("no receipt");
  }
  if (!pairs.length) throw new Error("no receipt");
  return pairs;
}

async function faultsOf([recordFile, ...receiptFiles]) {
  const record = JSON.parse(readFileSync(recordFile, "utf8"));
  if (!isRecord(record) || !record.opening.keepers.length) throw new Error("no record");
  const faults = recordFaults(record);
  for (const [receipt, ballot] of receiptFiles.flatMap(receiptsIn)) {
    const fault = receiptFault(receipt, record);
    faults.push(fault || (ballot ? await ballotFault(ballot, receipt[2], record) : ""));
  }
  return faults.filter(Boolean);
}

let faults;
try {
  faults = await faultsOf(process.argv.slice(2));
} catch (error) {
  faults = [`not a record or a receipt: ${error.message}`];
}
console.log(faults.join("\n"));
process.exitCode = faults.length ? 1 : 0;

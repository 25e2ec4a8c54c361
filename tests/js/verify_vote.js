// Checks a record and receipts as bin/verify-vote does. tests/awards/record_case.py asks both and compares.
// Words: RECORD.json [RECEIPT.txt…] [MARK…].

import { readFileSync } from "node:fs";

import {
  canonical,
  codesInLists,
  digestOf,
  isRecord,
  isSigned,
  letters,
  listsOf,
  recordFaults,
} from "./vote_record.js";

function receiptFault([kind, code, cast, digest, signature], record) {
  const { opening } = record;
  const message = [kind, digestOf(canonical(opening)).toString("hex"), code, cast, digest].join("|");
  if (!isSigned(opening.key, message, signature)) return "receipt not signed";
  if (Number(cast) > record.cast.length) return "fewer ballots than the receipt says";
  const own = opening.ballot_list === "nominee" ? codesInLists(code, opening) : [];
  const answers = listsOf(record).map((list, n) => new Map(list).get(own[n] ?? code));
  if (answers.includes(undefined)) return "code missing";
  const marks = answers.map((yes) => (yes ? "1" : "0")).join("");
  const isSame = digestOf(`${code}|${marks}`).toString("base64url") === digest;
  return !answers.length || isSame ? "" : "ballot changed";
}

function receiptFaults(receipts, record) {
  const faults = receipts.map((words) => receiptFault(words, record)).filter(Boolean);
  const different = [...new Set(receipts.map((words) => words.join(" ")))].map((line) => line.split(" "));
  const first = different.filter(([kind]) => kind === "KTD1").map(([, code]) => code);
  if (new Set(first).size < first.length) faults.push("a code for two");
  const places = new Map();
  for (const [, code, cast] of different) {
    places.set(code, Math.min(places.get(code) ?? Number.POSITIVE_INFINITY, Number(cast)));
  }
  const sorted = [...places.values()].sort((a, b) => a - b);
  if (sorted.some((place, n) => place < n + 1) || sorted.length > record.cast.length) faults.push("too many");
  return faults;
}

const RECEIPT = /^KTD1R? \w{4}-\w{4}-\w{4} [1-9]\d{0,5} [\w-]{43} [\w-]{86}$/;

function receiptsIn(file) {
  const texts = readFileSync(file, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim());
  const found = texts.filter((line) => line.toUpperCase().includes("KTD"));
  if (!found.length || !found.every((line) => RECEIPT.test(line))) throw new Error("no receipt");
  return found.map((line) => line.split(" "));
}

function faultsOf(words) {
  const isMark = (word) => /^(\w{4}-){5}\w{4}$/.test(word);
  const [recordFile, ...receiptFiles] = words.filter((word) => !isMark(word));
  const record = JSON.parse(readFileSync(recordFile, "utf8"));
  const receipts = receiptFiles.flatMap(receiptsIn);
  if (!isRecord(record)) throw new Error("no record");
  const marks = [record.opening, record].map((facts) => letters(digestOf(canonical(facts)), 24));
  const faults = words.filter((word) => isMark(word) && !marks.includes(word));
  return [...faults, ...recordFaults(record), ...receiptFaults(receipts, record)];
}

let faults;
try {
  faults = faultsOf(process.argv.slice(2));
} catch (error) {
  faults = [`not a record or a receipt: ${error.message}`];
}
console.log(faults.join("\n"));
process.exitCode = faults.length ? 1 : 0;

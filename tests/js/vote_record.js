// The second reading of docs/secret-vote.md: the record of a vote, by node's own crypto.

import { createHash, createHmac, createPublicKey, pbkdf2Sync, verify } from "node:crypto";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const ED25519 = Buffer.from("302a300506032b6570032100", "hex"); // what stands before a raw key in its DER form

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

export const digestOf = (text) => createHash("sha256").update(text).digest();

// Points of which eight make nothing, without their sign: with one of them as key anything is signed.
const OF_SMALL_ORDER = [
  `01${"00".repeat(31)}`,
  "00".repeat(32),
  `ec${"ff".repeat(30)}7f`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
];
const isOfSmallOrder = (point) =>
  OF_SMALL_ORDER.includes(Buffer.from([...point.subarray(0, 31), point[31] & 0x7f]).toString("hex"));

export function isSigned(key, message, signature) {
  const raw = Buffer.from(key, "base64url");
  const sealed = Buffer.from(signature, "base64url");
  if (raw.length !== 32 || sealed.length !== 64) return false;
  if (isOfSmallOrder(raw) || isOfSmallOrder(sealed.subarray(0, 32))) return false;
  const publicKey = createPublicKey({ key: Buffer.concat([ED25519, raw]), format: "der", type: "spki" });
  return verify(null, Buffer.from(message), publicKey, sealed);
}

export function letters(digest, howMany) {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  let text = "";
  for (let n = 0; n < howMany; n += 1) text += ALPHABET[Number.parseInt(bits.slice(5 * n, 5 * n + 5), 2)];
  return text.match(/.{4}/g).join("-");
}

export function codesInLists(code, opening) {
  const secret = pbkdf2Sync(code, opening.key, 10_000, 32, "sha256");
  return opening.nominees.map((_, n) =>
    letters(
      createHmac("sha256", secret)
        .update(String(n + 1))
        .digest(),
      12,
    ),
  );
}

const isNumber = (value) => Number.isInteger(value);
const isText = (value) => typeof value === "string";
const each = (kind) => (value) => Array.isArray(value) && value.every(kind);
const oneOf =
  (...words) =>
  (value) =>
    words.includes(value);
const parts = (kinds) => (value) => {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const names = Object.keys(kinds);
  return Object.keys(value).length === names.length && names.every((n) => n in value && kinds[n](value[n]));
};

const NUMBERS = { issued: isNumber, returned: isNumber, valid: isNumber };
const PAIRS = each(each(isNumber));
const OPENING = parts({
  format: oneOf("khoithidua-vote/1"),
  method: oneOf("browser", "paper"),
  ballot_list: oneOf("whole", "nominee", "totals"),
  nominees: each(isText),
  voters: each(parts({ name: isText, by: isText })),
  keepers: each(parts({ name: isText, key: isText })),
  ...{ seats: isNumber, year: isNumber, round: isNumber },
  ...{ bloc: isText, about: isText, rule: isText, opened_at: isText, key: isText },
});
const LISTS = {
  whole: each(parts({ code: isText, yes: each(isNumber) })),
  nominee: each(each(parts({ code: isText, yes: (value) => typeof value === "boolean" }))),
  totals: (value) => Array.isArray(value) && value.length === 0,
};

function hasShape(record) {
  const kinds = {
    opening: OPENING,
    lists: LISTS[record.opening.ballot_list],
    written: each(parts({ name: isText, document: isText, yes: each(isNumber) })),
    counts: each(parts({ ...NUMBERS, by: isText, totals: PAIRS })),
    ...{ cast: each(isNumber), handed: each(isNumber), withdrawn: each(isNumber) },
    ...{ totals: PAIRS, signature: isText, closed_at: isText, board: each(isText), ...NUMBERS },
    openers: each(oneOf(1, 2, 3)),
    uncounted: each(parts({ code: isText, why: oneOf("again", "before", "form") })),
  };
  return parts(kinds)(record);
}

function areAscending(numbers, most) {
  return numbers.every((n, place) => n > (place ? numbers[place - 1] : 0) && n <= most);
}

function numbersFit(record) {
  const { opening, lists, written } = record;
  const [nominees, voters] = [opening.nominees.length, opening.voters.length];
  const ballots = opening.ballot_list === "whole" ? lists : [];
  const isChoice = ({ yes }) => areAscending(yes, nominees) && yes.length <= opening.seats;
  const isTable = (rows) =>
    rows.length === nominees && rows.every((r) => r.length === 2 && Math.min(...r) >= 0);
  const voterLists = [record.cast, record.handed].every((who) => areAscending(who, voters));
  const tables = [record.totals, ...record.counts.map((count) => count.totals)];
  const withdrawn = areAscending(record.withdrawn, nominees);
  return [...ballots, ...written].every(isChoice) && tables.every(isTable) && voterLists && withdrawn;
}

export function isRecord(record) {
  if (!hasShape(record) || !numbersFit(record)) return false;
  const { opening, lists } = record;
  if (opening.ballot_list === "nominee" && lists.length !== opening.nominees.length) return false;
  const isBrowser = opening.method === "browser";
  if (![0, isBrowser ? 3 : 0].includes(opening.keepers.length)) return false;
  return isBrowser || opening.ballot_list === "totals";
}

/** For each nominee the lines as {code: yes} and how many there are; nothing of paper and of totals. */
export function listsOf(record) {
  const { opening, lists } = record;
  if (opening.ballot_list === "nominee")
    return lists.map((lines) => lines.map(({ code, yes }) => [code, yes]));
  if (opening.ballot_list === "totals") return [];
  return opening.nominees.map((_, n) => lines(lists, n + 1));
}

const lines = (ballots, number) => ballots.map(({ code, yes }) => [code, yes.includes(number)]);

function totalFaults(record) {
  const { totals, written, valid, opening } = record;
  const lists = listsOf(record);
  const agreeing = totals.reduce((sum, [agree]) => sum + agree, 0);
  const faults = agreeing > opening.seats * (valid + written.length) ? ["more than the seats"] : [];
  totals.forEach(([agree, against], n) => {
    const opinions = written.filter(({ yes }) => yes.includes(n + 1)).length;
    const [yes, no] = [agree - opinions, against - written.length + opinions];
    const listed = lists.length ? lists[n].filter(([, answer]) => answer).length : yes;
    const wanted = record.counts.length ? record.counts[0].totals[n] : [listed, valid - listed];
    const fits = yes === wanted[0] && no === wanted[1] && yes >= 0 && no >= 0 && yes + no <= valid;
    if (!fits) faults.push(`total of ${opening.nominees[n]}`);
  });
  return faults;
}

function listFaults(record) {
  const faults = [];
  for (const list of listsOf(record)) {
    if (new Set(list.map(([code]) => code)).size !== list.length) faults.push("code twice");
    if (list.length !== record.valid) faults.push("ballots and voters differ");
  }
  return faults;
}

function paperIsAgreed({ cast, board, counts, issued, returned, valid }) {
  const said = counts.map((one) => canonical([one.issued, one.returned, one.valid, one.totals]));
  const people = new Set(counts.map((one) => one.by));
  if (cast.length || board.length || people.size < 2 || new Set(said).size > 1) return false;
  return said[0] === canonical([issued, returned, valid, counts[0].totals]);
}

function isCountOfUrn({ opening, cast, returned, valid, board }) {
  if (cast.length !== returned) return false;
  if (!opening.keepers.length) return returned === valid && !board.length;
  return board.length === returned && new Set(board).size === returned;
}

function countFaults(record) {
  const { opening, handed, issued, returned, valid, openers, uncounted } = record;
  const faults = [];
  const steps = [opening.voters.length, issued, returned, valid + uncounted.length, valid, 0];
  if (new Set(openers).size !== (opening.keepers.length ? 2 : 0)) faults.push("openers");
  if (steps.some((step, n) => n > 0 && step > steps[n - 1])) faults.push("issued, returned, valid");
  if (handed.length && handed.length !== issued) faults.push("handed");
  const isBrowser = opening.method === "browser";
  if (isBrowser && !isCountOfUrn(record)) faults.push("ballots counted");
  if (!isBrowser && !paperIsAgreed(record)) faults.push("two counts");
  return faults;
}

export function recordFaults(record) {
  const { signature, ...facts } = record;
  const { opening, written } = record;
  const faults = [...countFaults(record), ...listFaults(record), ...totalFaults(record)];
  if (!isSigned(opening.key, canonical(facts), signature)) faults.push("signature");
  const names = written.map(({ name }) => name);
  const voters = new Set(opening.voters.map(({ name }) => name));
  if (new Set(names).size < names.length || names.some((name) => voters.has(name))) faults.push("opinions");
  return faults;
}

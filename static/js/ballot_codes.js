// Codes of ballots, as awards/ballot_codes.py makes them: the voter's half, and the codes in single nominees' lists.

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const ROUNDS = 10_000; // of PBKDF2
export const LETTERS = 12; // of a code
export const VOTERS = 8; // of them the voter's
const MARK = 24; // letters of a mark
const utf8 = new TextEncoder();

/** So many letters by chance; 32 letters divide 256, so each is as likely. */
export function randomLetters(howMany) {
  const bytes = crypto.getRandomValues(new Uint8Array(howMany));
  return [...bytes].map((byte) => ALPHABET[byte & 31]).join("");
}

/** What a voter typed as their half, as the server reads it: "hoa sen" → HOASEN. */
export function plainWord(typed) {
  const withoutMarks = typed.replace(/[đĐ]/g, "d").normalize("NFD");
  return withoutMarks.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** What somebody typed as a code → K7Q4-M2XW-P9TB. */
export function tidyCode(typed) {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return (letters.match(/.{1,4}/g) ?? []).join("-");
}

function lettersOf(digest, howMany) {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from(
    { length: howMany },
    (_, n) => ALPHABET[Number.parseInt(bits.slice(5 * n, 5 * n + 5), 2)],
  ).join("");
}

/** The 24 letters that stand for a text, as they are read out and printed. */
export async function markOf(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return tidyCode(lettersOf(digest, MARK));
}

/** The codes of one ballot in the lists of nominees 1 to `nominees`; `key` is the vote's public key. */
export async function lineCodes(code, key, nominees) {
  const password = await crypto.subtle.importKey("raw", utf8.encode(code), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: utf8.encode(key), iterations: ROUNDS };
  const secret = await crypto.subtle.deriveBits(how, password, 256);
  const hmac = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const codes = [];
  for (let number = 1; number <= nominees; number += 1) {
    const line = new Uint8Array(await crypto.subtle.sign("HMAC", hmac, utf8.encode(String(number))));
    codes.push(tidyCode(lettersOf(line, LETTERS)));
  }
  return codes;
}

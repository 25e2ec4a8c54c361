// The ballots that a page sent to an urn which the server keeps, and whether a receipt that comes back is one for them.

import { lineCodes, markOf, plainWord, randomLetters, VOTERS } from "./ballot_codes.js";
import { digestOf, isSignedBy } from "./sealing.js";

const FIRST = "KTD1";
const REPEATED = "KTD1R"; // given again for a ballot that this page cast before

/** What was ticked, as the receipt's digest has it: 1 or 0 for each nominee in the order of the opening. */
export function marksOf(ticked, order) {
  return order.map((name) => (ticked.get(name) === "1" ? "1" : "0")).join("");
}

/** Make a link give this text as a file. */
export function offerFile(link, text) {
  link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  link.download = "bien-nhan.txt";
}

/** The ballots of one page; `facts` are the text of the opening and the names of the boxes in its order. */
export function sentBallots(facts) {
  const sent = [];
  const ofKind = { [FIRST]: () => sent.slice(-1), [REPEATED]: () => sent };

  /** The voter's half made full by letters of this device, the same for the same ballot. */
  function halfOf(typed, marks) {
    const before = sent.find((one) => one.typed === typed && one.marks === marks);
    const half = before?.half ?? typed + randomLetters(Math.max(0, VOTERS - typed.length));
    sent.push({ typed, marks, half });
    return half;
  }

  function bodyOf(ticked) {
    const marks = marksOf(ticked, facts.order);
    ticked.set("voters_word", halfOf(plainWord(ticked.get("voters_word")), marks));
    return ticked;
  }

  /** Whether this line is signed for this vote, and of a ballot that left this page: the last one, if it is a first. */
  async function isReceipt(line) {
    const [prefix, code, cast, digest, signature] = line.split(" ");
    const letters = code.replaceAll("-", "");
    const mine = (ofKind[prefix]?.() ?? []).filter((one) => letters.startsWith(one.half));
    if (mine.length === 0) return false;
    if (!globalThis.crypto?.subtle) return true; // without https this device cannot tell more
    const digests = await Promise.all(mine.map((one) => digestOf(`${code}|${one.marks}`)));
    if (!digests.includes(digest) || !facts.opening) return false;
    const opened = await digestOf(facts.opening, "hex");
    const { key } = JSON.parse(facts.opening);
    return isSignedBy(key, [prefix, opened, code, cast, digest].join("|"), signature);
  }

  /** Show what was signed, and nothing else that the page brought; say where it is not for this ballot. */
  async function fillIn(sheet) {
    const line = sheet.dataset.receipt;
    const code = line.split(" ")[1];
    sheet.querySelector("[data-alarm]").hidden = await isReceipt(line);
    sheet.querySelector(".ballot-code").textContent = code;
    sheet.querySelector("[data-line]").textContent = line;
    offerFile(sheet.querySelector("[data-file]"), line);
    const places = [...sheet.querySelectorAll(".line-code")];
    if (places.length === 0 || !globalThis.crypto?.subtle) return;
    const codes = await lineCodes(code, JSON.parse(facts.opening).key, facts.order.length);
    places.forEach((place, n) => {
      place.textContent = codes[n];
    });
  }

  const remind = () => {}; // the server knows a ballot that is sent again, and gives its receipt again
  const mark = () => markOf(facts.opening);

  return { bodyOf, fillIn, isReceipt, mark, remind };
}

// A ballot that this device seals to the tellers before it is sent. What was ticked and the code stay here.

import { LETTERS, lineCodes, markOf, plainWord, randomLetters, tidyCode } from "./ballot_codes.js";
import { digestOf, isSignedBy, sealBallot } from "./sealing.js";

const LONGEST_WORD = 8; // letters of a code that the voter may choose

/** The ballot of one form: the same as long as nothing in it changes, so that it is sent again as it was. */
export function sealedBallot(facts) {
  const opening = JSON.parse(facts.opening);
  const keepers = opening.keepers.map((keeper) => keeper.key);
  let made = {};

  async function seal(word, marks) {
    if (made.word === word && made.marks === marks) return made;
    const code = tidyCode((word.slice(0, LONGEST_WORD) + randomLetters(LETTERS)).slice(0, LETTERS));
    made = { word, marks, code, ...(await sealBallot(code, marks, keepers)) };
    return made;
  }

  /** What is sent in place of the ticked form: `offered` are the nominees that it showed. */
  async function bodyOf(sent, offered) {
    const marks = facts.order.map((name) => (sent.get(name) === "1" ? "1" : "0")).join("");
    const { sealed } = await seal(plainWord(sent.get("voters_word")), marks);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", sent.get("csrfmiddlewaretoken"));
    body.set("sealed", sealed);
    body.set("offered", offered.join(" "));
    return body;
  }

  const shown = () => `PHIEU ${made.code} ${made.marks} ${made.proof.join(" ")}\n`;

  function offerFile(link, text) {
    link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
    link.download = "bien-nhan.txt";
  }

  async function isReceipt(receipt) {
    const [prefix, place, digest, head, signature] = receipt.split(" ");
    if (digest !== (await digestOf(made.sealed))) return false;
    const opened = await digestOf(facts.opening, "hex");
    return isSignedBy(opening.key, [prefix, opened, place, digest, head].join("|"), signature);
  }

  /** Put code, codes in the lists and the file on the page of the receipt; say where it is not for this ballot. */
  async function fillIn(sheet) {
    sheet.querySelector("[data-alarm]").hidden = await isReceipt(sheet.dataset.receipt);
    sheet.querySelector(".ballot-code").textContent = made.code;
    const places = [...sheet.querySelectorAll(".line-code")];
    const codes = places.length ? await lineCodes(made.code, opening.key, facts.order.length) : [];
    places.forEach((place, n) => {
      place.textContent = codes[n];
    });
    offerFile(sheet.querySelector("[data-file]"), `${sheet.dataset.receipt}\n${shown()}`);
  }

  /** The answer is no receipt, but the ballot may have been counted by a sending whose answer was lost. */
  function remind(heading) {
    if (!made.code) return;
    const note = document.createElement("p");
    note.className = "not-submitted";
    note.textContent = `Lá phiếu máy này vừa gửi có mã ${made.code}. Nếu trang bỏ phiếu ghi đơn vị đã bỏ thì chụp lại mã này. `;
    const link = document.createElement("a");
    link.textContent = "Tải về";
    offerFile(link, shown());
    note.append(link);
    heading.after(note);
  }

  const mark = () => markOf(facts.opening);

  return { bodyOf, fillIn, mark, remind };
}

// A ballot that this device seals to the tellers before it is sent. What was ticked and the code stay here.

import { LETTERS, lineCodes, markOf, plainWord, randomLetters, tidyCode, VOTERS } from "./ballot_codes.js";
import { marksOf, offerFile } from "./ballot_receipt.js";
import { digestOf, isSignedBy, sealBallot } from "./sealing.js";

/** The ballot of one form: the same as long as nothing in it changes, so that it is sent again as it was. */
export function sealedBallot(facts) {
  const opening = JSON.parse(facts.opening);
  const keepers = opening.keepers.map((keeper) => keeper.key);
  const all = []; // that this page made, the last one last

  async function seal(word, marks) {
    const before = all.find((one) => one.word === word && one.marks === marks);
    if (before) return before;
    const code = tidyCode((word.slice(0, VOTERS) + randomLetters(LETTERS)).slice(0, LETTERS));
    all.push({ word, marks, code, ...(await sealBallot(code, marks, keepers)) });
    return all.at(-1);
  }

  /** What is sent in place of the ticked form: `offered` are the nominees that it showed. */
  async function bodyOf(sent, offered) {
    const { sealed } = await seal(plainWord(sent.get("voters_word")), marksOf(sent, facts.order));
    const body = new FormData();
    body.set("csrfmiddlewaretoken", sent.get("csrfmiddlewaretoken"));
    body.set("sealed", sealed);
    body.set("offered", offered.join(" "));
    return body;
  }

  const proofOf = (made) => `PHIEU ${made.code} ${made.marks} ${made.proof.join(" ")}`;

  /** The ballot of this page that a receipt is for; nothing where it is for none, or not signed for this vote. */
  async function ballotOf(receipt) {
    const [prefix, place, digest, head, signature] = receipt.split(" ");
    const digests = await Promise.all(all.map((one) => digestOf(one.sealed)));
    const opened = await digestOf(facts.opening, "hex");
    const message = [prefix, opened, place, digest, head].join("|");
    return (await isSignedBy(opening.key, message, signature)) ? all[digests.indexOf(digest)] : undefined;
  }

  /** Put code, codes in the lists and the file on the page of the receipt; say where it is not for this ballot. */
  async function fillIn(sheet) {
    const receipt = sheet.dataset.receipt;
    const counted = await ballotOf(receipt);
    const made = counted ?? all.at(-1);
    sheet.querySelector("[data-alarm]").hidden = counted !== undefined;
    sheet.querySelector(".ballot-code").textContent = made.code;
    sheet.querySelector("[data-line]").textContent = `${receipt}\n${proofOf(made)}`;
    const places = [...sheet.querySelectorAll(".line-code")];
    const codes = places.length ? await lineCodes(made.code, opening.key, facts.order.length) : [];
    places.forEach((place, n) => {
      place.textContent = codes[n];
    });
    offerFile(sheet.querySelector("[data-file]"), `${receipt}\n${proofOf(made)}\n`);
  }

  /** The answer is no receipt, but the ballot may have been counted by a sending whose answer was lost. */
  function remind(heading) {
    if (all.length === 0) return;
    const codes = all.map((made) => made.code).join(", ");
    const note = document.createElement("p");
    note.className = "not-submitted";
    note.textContent = `Máy này đã gửi lá phiếu có mã ${codes}. Nếu trang bỏ phiếu ghi đơn vị đã bỏ thì chụp lại mã này. `;
    const link = document.createElement("a");
    link.textContent = "Tải về";
    offerFile(link, `${all.map(proofOf).join("\n")}\n`);
    note.append(link);
    heading.after(note);
  }

  const mark = () => markOf(facts.opening);

  return { bodyOf, fillIn, mark, remind };
}

// A teller opens the urn: this device takes a layer off every ballot and shuffles, or opens what another shuffled.

import { keyOf } from "./key_store.js";
import { ofEach, openBallot, shuffled, takeLayerOff } from "./sealing.js";

const form = document.querySelector("[data-open-ballots]");

/** {second teller's number: ballots in an order of chance}. */
async function strip(work, own) {
  const { well, unreadable } = await ofEach(work.ballots, (sealed) => takeLayerOff(sealed, work.number, own));
  const numbers = [1, 2, 3].filter((number) => number !== work.number);
  const lists = Object.fromEntries(
    numbers.map((number) => [number, shuffled(well.map((one) => one[number]))]),
  );
  return { said: lists, unreadable };
}

/** [[code, marks], …] in the order of the codes. */
async function open(work, own) {
  const order = `${work.first}${work.number}`;
  const { well, unreadable } = await ofEach(work.ballots, (one) => openBallot(one, order, own));
  return { said: well.sort(([a], [b]) => (a < b ? -1 : 1)), unreadable };
}

async function begin() {
  const work = JSON.parse(document.getElementById("work").textContent);
  const state = form.querySelector("[data-state]");
  const own = await keyOf(work.key);
  if (!own) {
    state.textContent = "Khóa của anh/chị không ở máy này. Hãy mở trang này trên máy đã tạo khóa.";
    return;
  }
  state.textContent = `Có ${work.ballots.length} lá phiếu.`;
  form.querySelector("button").disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const isOpening = form.dataset.openBallots === "open";
    const { said, unreadable } = await (isOpening ? open : strip)(work, own);
    form.elements.namedItem(isOpening ? "ballots" : "lists").value = JSON.stringify(said);
    form.elements.namedItem("unreadable").value = unreadable;
    HTMLFormElement.prototype.submit.call(form);
  });
}

if (form && globalThis.crypto?.subtle && globalThis.indexedDB) await begin();

// A ballot: how many are chosen as one ticks, and the question before casting repeats the choice. The voter's half of
// the code is made here, so that the server does not choose it; while the network is away the ballot waits here.

import { plainWord, randomLetters } from "./ballot_codes.js";
import { sealedBallot } from "./ballot_sealed.js";
import { isReceiptFor, sendUntilAnswered } from "./ballot_sending.js";
import { canSeal } from "./sealing.js";

const nameOf = (choice) => choice.querySelector("[data-name]").textContent.trim();
const isYes = (choice) => choice.querySelector("input[value='1']").checked;
const stay = (event) => event.preventDefault();

function countAlong(ballot) {
  const most = Number(ballot.dataset.ballot);
  const choices = [...ballot.querySelectorAll("fieldset")];
  const button = ballot.querySelector("[data-confirm]");
  const place = ballot.querySelector("[data-chosen]");
  const question = button.dataset.confirm;

  const tell = () => {
    const yes = choices.filter(isYes).map(nameOf);
    const open = choices.filter((choice) => !choice.querySelector("input:checked")).length;
    place.textContent = `Đồng ý ${yes.length}/${most}${open ? `, còn ${open} hội chưa đánh dấu` : ""}`;
    place.classList.toggle("late-text", yes.length > most);
    const said = yes.length ? `Đồng ý: ${yes.join("; ")}.` : "Không đồng ý với hội nào.";
    button.dataset.confirm = `${said} ${question}`;
  };
  ballot.addEventListener("change", tell);
  tell();
}

/** What was ticked, as the receipt's digest has it: 1 or 0 for each nominee in the order of the opening. */
function marksOf(ticked, order) {
  return order.map((name) => (ticked.get(name) === "1" ? "1" : "0")).join("");
}

/** Compare a receipt with what this page sent, and say so where they differ. */
async function checkReceipt(sheet, sent) {
  const { receipt: digest, code, order } = sheet.dataset;
  const marks = marksOf(sent, order.split(" "));
  const isWell = await isReceiptFor({ digest, code }, plainWord(sent.get("voters_word")), marks);
  sheet.querySelector("[data-alarm]").hidden = isWell || sheet.hasAttribute("data-repeated");
}

/** Put the answer's page in place of this one: the receipt, or the ballot with its faults. */
async function show(page, sent, sealed) {
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
  scrollTo(0, 0);
  const again = document.querySelector("form[data-ballot]");
  if (again) await begin(again);
  const sheet = document.querySelector("[data-receipt]");
  if (sheet) await (sealed ? sealed.fillIn(sheet) : checkReceipt(sheet, sent));
  else sealed?.remind(heading);
}

/** The ballot as one that this device seals; nothing where it cannot. */
async function sealing(ballot) {
  if (!globalThis.crypto?.subtle || !(await canSeal())) return null;
  const sealed = sealedBallot(JSON.parse(document.getElementById("sealing").textContent));
  ballot.querySelector("[data-own-mark]").textContent = await sealed.mark();
  ballot.querySelector("[data-can-seal]").hidden = false;
  ballot.querySelector("[data-cannot-seal]").hidden = true;
  return sealed;
}

/** Whether more are chosen than may be; the page says so, for nobody else can see it in a sealed ballot. */
function hasTooMany(ballot) {
  const isOver =
    [...ballot.querySelectorAll("fieldset")].filter(isYes).length > Number(ballot.dataset.ballot);
  ballot.querySelector("[data-too-many]").hidden = !isOver;
  return isOver;
}

/** What was ticked, with the token as it is now, after signing in anew. */
function tickedIn(ballot) {
  const sent = new FormData(ballot);
  const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  if (cookie) sent.set("csrfmiddlewaretoken", cookie[1]);
  return sent;
}

async function begin(ballot) {
  const word = ballot.querySelector("[data-word]");
  if (ballot.hasAttribute("data-is-new")) word.value = randomLetters(Number(word.dataset.word));
  countAlong(ballot);
  const isSealed = ballot.hasAttribute("data-sealing");
  const sealed = isSealed ? await sealing(ballot) : null;
  if (isSealed && !sealed) return; // the button stays as it is, and the page says why
  const [offline, refused] = ["offline", "refused"].map((name) => ballot.querySelector(`[data-${name}]`));
  const offered = [...ballot.querySelectorAll("[data-nominee]")].map((choice) => choice.dataset.nominee);
  let isOnItsWay = false;

  ballot.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isOnItsWay) return;
    if (sealed && hasTooMany(ballot)) {
      delete ballot.dataset.sent;
      return;
    }
    isOnItsWay = true;
    refused.hidden = true;
    addEventListener("beforeunload", stay);
    const sent = tickedIn(ballot);
    const body = sealed ? await sealed.bodyOf(sent, offered) : sent;
    const answer = await sendUntilAnswered(location.href, body, (isAway) => {
      offline.hidden = !isAway;
    });
    removeEventListener("beforeunload", stay);
    const page = new DOMParser().parseFromString(answer.text, "text/html");
    if (page.querySelector("[data-receipt], form[data-ballot]")) return show(page, sent, sealed);
    refused.hidden = false;
    isOnItsWay = false;
    delete ballot.dataset.sent;
  });
  ballot.querySelector("[data-confirm]").disabled = false;
}

await begin(document.querySelector("form[data-ballot]"));

// A ballot: how many are chosen as one ticks, and the question before casting repeats the choice. The voter's half of
// the code is made here, so that the server does not choose it; while the network is away the ballot waits here.

import { randomLetters } from "./ballot_codes.js";
import { sentBallots } from "./ballot_receipt.js";
import { sealedBallot } from "./ballot_sealed.js";
import { sendUntilAnswered } from "./ballot_sending.js";
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

let ballots = null; // that this page sent, whichever way; kept where the ballot comes back with a fault

/** Put the answer's page in place of this one: the receipt, or the ballot with its faults. */
async function show(page) {
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
  scrollTo(0, 0);
  const again = document.querySelector("form[data-ballot]");
  if (again) await begin(again);
  const sheet = document.querySelector("[data-receipt]");
  if (sheet) await ballots.fillIn(sheet);
  else ballots.remind(heading);
}

/** Whether ballots can be cast from here: where the tellers keep the urn, this device has to seal them. */
async function canCast(ballot) {
  const isSealed = ballot.hasAttribute("data-sealing");
  const facts = JSON.parse(document.getElementById("opening").textContent);
  if (isSealed && !(globalThis.crypto?.subtle && (await canSeal()))) return false;
  ballots ??= isSealed ? sealedBallot(facts) : sentBallots(facts);
  if (globalThis.crypto?.subtle && facts.opening) {
    ballot.querySelector("[data-own-mark]").textContent = await ballots.mark();
    ballot.querySelector("[data-has-mark]").hidden = false;
  }
  if (isSealed) ballot.querySelector("[data-cannot-seal]").hidden = true;
  return true;
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
  if (!(await canCast(ballot))) return; // the button stays as it is, and the page says why
  const isSealed = ballot.hasAttribute("data-sealing");
  const [offline, refused] = ["offline", "refused"].map((name) => ballot.querySelector(`[data-${name}]`));
  const offered = [...ballot.querySelectorAll("[data-nominee]")].map((choice) => choice.dataset.nominee);
  let isOnItsWay = false;

  ballot.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isOnItsWay) return;
    if (isSealed && hasTooMany(ballot)) {
      delete ballot.dataset.sent;
      return;
    }
    isOnItsWay = true;
    refused.hidden = true;
    addEventListener("beforeunload", stay);
    const body = await ballots.bodyOf(tickedIn(ballot), offered);
    const answer = await sendUntilAnswered(location.href, body, (isAway) => {
      offline.hidden = !isAway;
    });
    removeEventListener("beforeunload", stay);
    const page = new DOMParser().parseFromString(answer.text, "text/html");
    if (page.querySelector("[data-receipt], form[data-ballot]")) return show(page);
    refused.hidden = false;
    isOnItsWay = false;
    delete ballot.dataset.sent;
  });
  ballot.querySelector("[data-confirm]").disabled = false;
}

await begin(document.querySelector("form[data-ballot]"));

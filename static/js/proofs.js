// Evidence of a criterion is added over the score sheet: the boxes stay as they are, only the criterion's row is renewed.

import { takeFiles } from "./evidence.js";

const dialog = document.querySelector("dialog.proofs");
const place = dialog.querySelector("[data-proofs]");

const pageOf = async (response) => {
  if (!response.ok) throw new Error(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
};

// The row and the counts of the steps, as the sheet shows them now.
const renew = (row, sheet) => {
  const fresh = sheet.getElementById(row.id);
  if (!fresh) return location.assign(`#${row.id}`) || location.reload();
  row.querySelector(".proofs-line").replaceWith(fresh.querySelector(".proofs-line"));
  const explained = row.querySelector("details.justification");
  if (explained) explained.hidden = !fresh.querySelector("details.justification");
  document.querySelector(".writing-steps").replaceWith(sheet.querySelector(".writing-steps"));
  dialog.close();
  row.querySelector("a[data-add-proof]").focus();
  return undefined;
};

const readSheet = (row) =>
  fetch(location.pathname)
    .then(pageOf)
    .then((sheet) => renew(row, sheet))
    .catch(() => location.reload());

// One used already: the answer to the form is the sheet.
const use = (event, row) => {
  const form = event.target;
  if (!form.closest("[data-reuse]")) return;
  event.preventDefault();
  event.stopPropagation();
  fetch(form.action, { method: "POST", body: new FormData(form) })
    .then(pageOf)
    .then((sheet) => renew(row, sheet))
    .catch(() => form.submit());
};

const open = (row, page, address) => {
  const form = page.querySelector("form[data-drop]");
  if (!form) return location.assign(address);
  form.action = address;
  form.querySelector("h2")?.remove();
  form.querySelector(".buttons a")?.remove();
  dialog.querySelector("h2").textContent =
    `Minh chứng cho ${page.querySelector("[data-proofs-of] strong").textContent}`;
  place.replaceChildren(...[page.querySelector("[data-reuse]"), form].filter(Boolean));
  place.onsubmit = (event) => use(event, row);
  takeFiles(form, () => readSheet(row));
  return dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-add-proof]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest("tr");
  fetch(link.href)
    .then(pageOf)
    .then((page) => open(row, page, link.href))
    .catch(() => location.assign(link.href));
});

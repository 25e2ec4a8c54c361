// The verifier's desk: keys as in a spreadsheet, a column pasted at once, the reason only where points differ,
// and beside the sheet what the row in focus is about.

import { walkColumn } from "./columns.js";

const desk = document.querySelector("form[data-autosave=rows]");
const points = [...desk.querySelectorAll("input[name$=verified_points]")];
const rowOf = (box) => box.closest("[data-leaf]");
const numberIn = (text) => parseFloat(text.replace(/\s/g, "").replace(",", "."));

walkColumn(points);

// The reason is asked for where the verdict is not what the member claimed.
const showReason = (row) => {
  const na = row.querySelector("select[name$=verified_na]");
  const box = row.querySelector("input[name$=verified_points]");
  const reason = row.querySelector("input[name$=reason]");
  if (!box || !reason) return;
  const claimed = numberIn(row.dataset.claimed);
  const differs = (na?.value ?? "") !== row.dataset.claimedNa || numberIn(box.value) !== claimed;
  const isNa = na?.value === "Có" && row.dataset.claimedNa === "Có";
  row.toggleAttribute("data-same", (isNa || !differs) && !reason.value && !reason.matches(".is-invalid"));
};
const rows = [...desk.querySelectorAll("[data-leaf]")];
rows.forEach(showReason);
desk.addEventListener("input", (event) => {
  const row = rowOf(event.target);
  if (row) showReason(row);
});

// A row that was saved shows that it is done, and the foot says how many are left.
desk.addEventListener("saved", (event) => {
  Object.keys(event.detail.saved).forEach((name) => {
    const box = document.getElementsByName(name)[0];
    if (box) rowOf(box)?.classList.add("is-done");
  });
  const left = desk.querySelectorAll("[data-leaf]:not(.is-done)").length;
  desk.dataset.left = left ? `Còn ${left} tiêu chí chưa thẩm định` : "Đã thẩm định đủ các tiêu chí";
});

const side = document.querySelector("[data-side]");
const isWide = window.matchMedia("(min-width: 1200px)");
const showFile = (link) => {
  const frame = side.querySelector("[data-side-file]");
  frame.hidden = !link;
  if (link && frame.dataset.url !== link.href) frame.src = link.href;
  frame.dataset.url = link ? link.href : "";
};
const show = (row) => {
  for (const other of rows) other.classList.toggle("is-current", other === row);
  side.querySelector("[data-side-about]").replaceChildren(row.querySelector("[data-about]").cloneNode(true));
  showFile(row.querySelector("a[data-shown]"));
};
rows.forEach((row) => {
  row.addEventListener("focusin", () => isWide.matches && show(row));
  row.addEventListener("click", (event) => {
    if (!isWide.matches) return;
    show(row);
    const link = event.target.closest("a[data-shown]");
    if (!link) return;
    event.preventDefault();
    showFile(link);
  });
});
if (isWide.matches && rows.length) show(rows[0]);

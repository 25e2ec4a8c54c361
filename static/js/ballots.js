// The published ballots: the voter types a code, and this device alone looks for it.

import { lineCodes, tidyCode } from "./ballot_codes.js";

const form = document.querySelector("[data-find-ballot]");
const status = form.querySelector("[role=status]");
const lists = [...document.querySelectorAll("[data-list]")];
form.hidden = false;

const rowOf = (code) => document.querySelector(`[data-code="${CSS.escape(code)}"]`);

/** Mark the lines of these codes, and say how many were missing. */
function show(codes) {
  for (const row of document.querySelectorAll("[data-code].is-mine")) row.classList.remove("is-mine");
  const rows = codes.map(rowOf).filter(Boolean);
  for (const row of rows) {
    row.classList.add("is-mine");
    row.closest("details")?.setAttribute("open", "");
  }
  rows[0]?.scrollIntoView({ block: "center" });
  return codes.length - rows.length;
}

async function find(code) {
  if (!lists.length || rowOf(code)) return show([code]);
  if (!crypto.subtle) return null; // only over https
  return show(await lineCodes(code, form.dataset.key, lists.length));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const missing = await find(tidyCode(form.querySelector("input").value));
  status.classList.toggle("late-text", Boolean(missing));
  if (missing === null) {
    status.textContent = "Máy này không tự tính được; hãy tìm theo các mã ghi trên biên nhận.";
  } else if (missing) {
    status.textContent =
      "Không có mã này. Xem lại từng chữ; nếu biên nhận đúng như vậy, hãy báo ban kiểm phiếu.";
  } else {
    status.textContent = "Đã đánh dấu lá phiếu của anh/chị.";
  }
});

// What is to be mended is pointed at in the report itself and gathered beside it.

const list = document.querySelector("[data-rows-of=items]");
const placeOf = (row) => row.querySelector("select[name$=-row]");
const reasonOf = (row) => row.querySelector("select[name$=-reason]");
const USUAL_REASON = "unclear"; // Chưa rõ
const requestOf = (row) => row.querySelector("textarea[name$=-request]");
const rows = () => [...list.querySelectorAll("tbody tr")];
const isEmpty = (row) => !placeOf(row).value && !requestOf(row).value;

const tell = () => {
  const written = rows().filter((row) => requestOf(row).value.trim()).length;
  document.querySelector("[data-points]").textContent = written ? `(${written})` : "– chưa chọn điểm nào";
};
list.addEventListener("input", tell);

const emptyRow = () => {
  const empty = rows().find(isEmpty);
  if (empty) return empty;
  list.querySelector(":scope > button").click();
  return rows().at(-1);
};
// From a row back to the place it is about: on a phone the two are far apart.
const addWayBack = (row, place) => {
  row.querySelector("[data-way-back]")?.remove();
  const back = document.createElement("button");
  back.type = "button";
  back.className = "btn btn-link p-0";
  back.dataset.wayBack = "";
  back.textContent = "‹ Về chỗ vừa xem";
  back.addEventListener("click", () => {
    place.scrollIntoView({ block: "center" });
    place.focus();
  });
  row.lastElementChild.append(back);
};
document.querySelectorAll("[data-point]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = rows().find((one) => placeOf(one).value === button.dataset.point) || emptyRow();
    row.hidden = false;
    placeOf(row).value = button.dataset.point;
    reasonOf(row).value ||= USUAL_REASON;
    addWayBack(row, button);
    requestOf(row).focus();
  });
});
// Empty rows are for who has no script; here each row comes with what is pointed at, or by the button.
for (const row of rows()) row.hidden = isEmpty(row) && !row.querySelector(".is-invalid");
tell();

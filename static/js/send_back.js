// What is to be mended is pointed at in the report itself and gathered beside it.

const list = document.querySelector("[data-rows-of=items]");
const placeOf = (row) => row.querySelector("select[name$=-row]");
const requestOf = (row) => row.querySelector("textarea[name$=-request]");
const rows = () => [...list.querySelectorAll("tbody tr")];
const isEmpty = (row) => !placeOf(row).value && !requestOf(row).value;

const tell = () => {
  const written = rows().filter((row) => requestOf(row).value.trim()).length;
  document.querySelector("[data-points]").textContent = written ? `(${written})` : "";
};
list.addEventListener("input", tell);

const emptyRow = () => {
  const found = rows().find(isEmpty);
  if (found) return found;
  list.querySelector(":scope > button").click();
  return rows().at(-1);
};
document.querySelectorAll("[data-point]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = rows().find((one) => placeOf(one).value === button.dataset.point) || emptyRow();
    placeOf(row).value = button.dataset.point;
    requestOf(row).focus();
  });
});
tell();

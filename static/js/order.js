// Rows of a table are ordered by ↑ and ↓; the numbers of the order follow when the form is sent.

const isUsed = (row) =>
  [...row.querySelectorAll("input, textarea")].some((box) => {
    if (box.name.endsWith("-DELETE")) return false;
    if (box.type === "hidden") return box.name.endsWith("-id") && box.value !== "";
    return box.type !== "checkbox" && box.value.trim() !== "";
  });

const mover = (label, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-secondary btn-sm";
  button.textContent = label;
  button.setAttribute("aria-label", label === "↑" ? "Đưa lên một dòng" : "Đưa xuống một dòng");
  button.addEventListener("click", act);
  return button;
};

const move = (row, isUp) => {
  const other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (isUp) other.before(row);
  else other.after(row);
  row.querySelector("input, textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
};

const addMovers = (row) => {
  const box = row.querySelector("input[data-order]");
  if (!box || box.type === "hidden") return;
  box.type = "hidden";
  const movers = document.createElement("span");
  movers.className = "movers";
  for (const label of ["↑", "↓"]) {
    const button = mover(label, () => {
      move(row, label === "↑");
      button.focus();
    });
    movers.append(button);
  }
  box.after(movers);
};

const orderOf = (row) => Number(row.querySelector("input[data-order]")?.value || Infinity);

for (const body of document.querySelectorAll("tbody:has(input[data-order])")) {
  // A refused form comes back by its numbers of the rows: what was moved stands where it was put.
  if ("refused" in document.body.dataset) {
    body.append(...[...body.rows].sort((one, other) => orderOf(one) - orderOf(other)));
  }
  for (const row of body.rows) addMovers(row);
  new MutationObserver(() => {
    for (const row of body.rows) addMovers(row);
  }).observe(body, { childList: true });
  body.closest("form").addEventListener("submit", () => {
    const used = [...body.rows].filter(isUsed);
    for (const [number, row] of used.entries()) row.querySelector("input[data-order]").value = number + 1;
  });
}

// Tables in which many rows are answered alike: one button fills what is still empty, or ticks every row.

const boxesOf = (row) => [...row.querySelectorAll("input:not([type=hidden]), select, textarea")];

function change(box, apply) {
  apply(box);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function fillDown(rows) {
  const [first, ...rest] = rows.map(boxesOf);
  for (const boxes of rest) {
    boxes.forEach((box, n) => {
      const value = first[n]?.value;
      if (box.type !== "checkbox" && !box.value && value) change(box, (empty) => (empty.value = value));
    });
  }
}

// A blank line of a formset stays blank, and no line is marked to be deleted.
function tickAll(rows) {
  const written = rows.map(boxesOf).filter((boxes) => boxes.some((box) => box.type === "text" && box.value));
  const ticks = written.flat().filter((box) => box.type === "checkbox" && !box.name.endsWith("-DELETE"));
  for (const tick of ticks.filter((box) => !box.checked)) change(tick, (box) => (box.checked = true));
}

function offer(table, label, act) {
  const rows = [...table.tBodies[0].rows].filter((row) => boxesOf(row).length);
  if (rows.length < 2) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary btn-sm mb-2";
  button.textContent = label;
  button.addEventListener("click", () => act(rows));
  table.before(button);
}

for (const table of document.querySelectorAll("table[data-fill-down]")) {
  offer(table, "Điền các dòng còn trống như dòng đầu", fillDown);
}
for (const table of document.querySelectorAll("table[data-tick-all]")) {
  offer(table, "Đánh dấu tất cả", tickAll);
}

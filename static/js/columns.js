// Numbers below one another are walked with Enter and the arrows, as in a spreadsheet, and a column is pasted at once.

const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

const goTo = (box) => {
  box.focus();
  box.select();
};

const paste = (boxes, column) => {
  column.slice(0, boxes.length).forEach((text, down) => {
    boxes[down].value = text.split("\t")[0].trim();
    boxes[down].dispatchEvent(new Event("input", { bubbles: true }));
  });
};

// In the last box Enter stays: it is the buttons that leave a page.
export function walkColumn(boxes) {
  boxes.forEach((box, n) => {
    box.enterKeyHint = n === boxes.length - 1 ? "done" : "next"; // the key of a phone says what it does
    box.addEventListener("keydown", (event) => {
      if (!(event.key in STEPS) || event.isComposing) return;
      event.preventDefault();
      goTo(boxes[n + STEPS[event.key]] || box);
    });
    box.addEventListener("paste", (event) => {
      const column = event.clipboardData.getData("text").trim().split(/\r?\n/);
      if (column.length < 2) return;
      event.preventDefault();
      paste(boxes.slice(n), column);
    });
  });
}

// The boxes of a form by what ends their names: line-7-self_points and line-9-self_points are one column.
export function columnsOf(boxes) {
  const columns = new Map();
  for (const box of boxes) {
    const name = box.name.split("-").at(-1);
    columns.set(name, [...(columns.get(name) || []), box]);
  }
  return [...columns.values()];
}

if (typeof document !== "undefined") {
  const boxes = document.querySelectorAll(
    "form[data-column-keys] input[inputmode=decimal]:not([readonly], [disabled])",
  );
  for (const column of columnsOf(boxes)) walkColumn(column);
}

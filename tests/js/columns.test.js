import assert from "node:assert/strict";
import { test } from "node:test";

import { columnsOf, walkColumn } from "../../static/js/columns.js";

// A box that notes where the focus is, and what was typed into it.
class Box extends EventTarget {
  constructor(name, focused) {
    super();
    Object.assign(this, { name, value: "", focused });
  }
  focus() {
    this.focused.box = this;
  }
  select() {}
}

const boxesOf = (...names) => {
  const focused = {};
  return [names.map((name) => new Box(name, focused)), focused];
};

const press = (box, key) => {
  const event = new Event("keydown", { cancelable: true });
  event.key = key;
  box.dispatchEvent(event);
  return event;
};

test("Enter and the arrows walk down and up a column and stay at its ends", () => {
  const [boxes, focused] = boxesOf("a", "b", "c");
  walkColumn(boxes);

  press(boxes[0], "Enter");
  assert.equal(focused.box, boxes[1]);
  press(boxes[1], "ArrowDown");
  assert.equal(focused.box, boxes[2]);
  assert.equal(press(boxes[2], "Enter").defaultPrevented, true);
  assert.equal(focused.box, boxes[2]);
  press(boxes[2], "ArrowUp");
  assert.equal(focused.box, boxes[1]);
});

test("the key of a phone says what it does", () => {
  const [boxes] = boxesOf("a", "b");
  walkColumn(boxes);

  assert.deepEqual(
    boxes.map((box) => box.enterKeyHint),
    ["next", "done"],
  );
});

test("letters of a word that is being composed go nowhere", () => {
  const [boxes, focused] = boxesOf("a", "b");
  walkColumn(boxes);
  const event = new Event("keydown", { cancelable: true });
  Object.assign(event, { key: "Enter", isComposing: true });

  boxes[0].dispatchEvent(event);

  assert.equal(focused.box, undefined);
});

test("a column of a spreadsheet fills the boxes from the one it is pasted into", () => {
  const [boxes] = boxesOf("a", "b", "c");
  const heard = [];
  for (const box of boxes) box.addEventListener("input", () => heard.push(box.name));
  walkColumn(boxes);
  const event = new Event("paste", { cancelable: true });
  event.clipboardData = { getData: () => "4,5\tghi chú\r\n3\r\n2\r\n" };

  boxes[1].dispatchEvent(event);

  assert.deepEqual(
    boxes.map((box) => box.value),
    ["", "4,5", "3"],
  );
  assert.deepEqual(heard, ["b", "c"]);
  assert.equal(event.defaultPrevented, true);
});

test("boxes are columns by what ends their names", () => {
  const [boxes] = boxesOf("result-1-actual", "result-1-previous", "result-2-actual");

  assert.deepEqual(
    columnsOf(boxes).map((column) => column.map((box) => box.name)),
    [["result-1-actual", "result-2-actual"], ["result-1-previous"]],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { isTyped, rowOf, textOf } from "../../static/js/autosave/boxes.js";
import { BoxMode, modeOf, RowMode, WholeMode } from "../../static/js/autosave/modes.js";

// As much of a form as a mode looks at.
function formOf(autosave, marks = {}, shown = []) {
  const read = { value: JSON.stringify(marks) };
  return {
    dataset: { autosave, stamp: "s1", left: "Còn 3 tiêu chí." },
    elements: { namedItem: (name) => (name === "read" ? read : null) },
    querySelectorAll: () => shown,
    read,
  };
}

test("a form names its mode", () => {
  const modes = ["boxes", "rows", "whole"].map((name) => modeOf(formOf(name)).constructor);

  assert.deepEqual(modes, [BoxMode, RowMode, WholeMode]);
});

test("hidden boxes, buttons and the choice between two versions are not typed in", () => {
  const box = (facts) => ({ name: "line-7-self_points", type: "text", disabled: false, ...facts });

  assert.ok(isTyped(box({})));
  for (const facts of [
    { type: "hidden" },
    { type: "file" },
    { disabled: true },
    { name: "" },
    { name: "take-x" },
  ]) {
    assert.ok(!isTyped(box(facts)), JSON.stringify(facts));
  }
});

test("a box ticked or not is told as the server reads it", () => {
  assert.deepEqual(
    [true, false].map((checked) => textOf({ type: "checkbox", checked, value: "1" })),
    ["on", ""],
  );
  assert.equal(textOf({ type: "text", value: "98,5" }), "98,5");
});

test("box by box: only what was typed is sent, each with its mark", () => {
  const mode = modeOf(formOf("boxes", { a: "m1", b: "m2" }));

  const body = mode.body(new Map([["a", "chữ"]]));

  assert.deepEqual(mode.namesToSend(new Set(["a"]), ["a", "b"]), ["a"]);
  assert.equal(body.get("a"), "chữ");
  assert.deepEqual(JSON.parse(body.get("read")), { a: "m1" });
});

test("box by box: what the server saved stands under its new mark", () => {
  const form = formOf("boxes", { a: "m1", b: "m2" });
  const mode = modeOf(form);
  const answer = { saved: { a: "m3" } };

  assert.deepEqual([mode.stands("a", answer), mode.stands("b", answer)], [true, false]);
  mode.writeMarks();
  assert.deepEqual(JSON.parse(form.read.value), { a: "m3", b: "m2" });
});

test("row by row: points and reason go together, under the mark of the points", () => {
  const mode = modeOf(formOf("rows", { "line-7-verified_points": "m1" }));
  const all = ["line-7-verified_points", "line-7-reason", "line-9-reason"];

  assert.equal(rowOf("line-7-reason"), "line-7-");
  assert.deepEqual(mode.namesToSend(new Set(["line-7-reason"]), all), all.slice(0, 2));
  assert.deepEqual(mode.readAnew("line-7-reason", all), all.slice(0, 2));
  assert.ok(mode.stands("line-7-reason", { saved: { "line-7-verified_points": "m2" } }));
  assert.equal(mode.conflictSelector("line-7-reason"), '.conflict[data-box="line-7-verified_points"]');
});

test("as one: it stands only where nothing is in conflict, and conflicts that are over go", () => {
  const removed = [];
  const shown = ["lead", "plan"].map((box) => ({ dataset: { box }, remove: () => removed.push(box) }));
  const form = formOf("whole", {}, shown);
  const mode = modeOf(form);
  const answer = { read: { lead: "m2" }, stamp: "s2" };

  assert.ok(!mode.stands("lead", { ...answer, conflicts: { plan: {} } }));
  assert.ok(!mode.stands("lead", { errors: { lead: "Sai" } }));
  mode.receive(answer, { plan: {} });

  assert.ok(mode.stands("lead", answer));
  assert.deepEqual(removed, ["lead"]);
  assert.deepEqual([mode.version(), mode.marks], ["s2", { lead: "m2" }]);
});

test("as one: a draft typed over another version is outdated", () => {
  const mode = modeOf(formOf("whole"));

  assert.deepEqual([mode.isOutdated({ mark: "s1" }), mode.isOutdated({ mark: "s0" })], [false, true]);
});

test("as one: a draft brings its text back and leaves the marks of the page alone", () => {
  const form = formOf("whole", { staff_count: "m1" });
  const mode = modeOf(form);

  mode.takeUp("staff_count", { text: "7", mark: "s1" });
  mode.writeMarks();

  assert.deepEqual(JSON.parse(form.read.value), { staff_count: "m1" });
});

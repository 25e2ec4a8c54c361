import assert from "node:assert/strict";
import { test } from "node:test";

import { inWords } from "../../static/js/autosave/money.js";

for (const [typed, said] of [
  ["", ""],
  ["999.999", ""],
  ["1.000.000", "≈ 1 triệu đồng"],
  ["12.345.678", "≈ 12,35 triệu đồng"],
  ["5 480 000 000", "≈ 5,48 tỷ đồng"],
  ["chữ", ""],
]) {
  test(`${typed || "nothing"} is said as ${said || "nothing"}`, () => assert.equal(inWords(typed), said));
}

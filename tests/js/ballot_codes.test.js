// The same codes as tests/awards/test_ballot_codes.py wants of the server.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineCodes, plainWord, randomLetters, tidyCode } from "../../static/js/ballot_codes.js";

test("a ballot has the codes in single nominees' lists that the server gives it", async () => {
  const codes = await lineCodes("HOAS-ENAB-CDEF", "a-public-key", 3);
  assert.deepEqual(codes, ["FVT7-KSLR-6UZ3", "D4XB-VJYD-YEJ7", "RM63-D6QW-ZXV8"]);
});

test("the voter's half is eight letters that are not misread, another each time", () => {
  const halves = Array.from({ length: 200 }, () => randomLetters(8));
  assert.ok(halves.every((half) => /^[A-HJ-NP-Z2-9]{8}$/.test(half)));
  assert.equal(new Set(halves).size, 200);
});

test("a code is found however it was typed", () => {
  assert.equal(tidyCode(" hoasenab cdef"), "HOAS-ENAB-CDEF");
  assert.equal(tidyCode("HOAS-ENAB-CDEF"), "HOAS-ENAB-CDEF");
  assert.equal(tidyCode(""), "");
});

test("a voter's word is read as the server reads it", () => {
  assert.deepEqual(["hoa sen", "Đồng Hới", "k7q4-m2xw", "🌸"].map(plainWord), [
    "HOASEN",
    "DONGHOI",
    "K7Q4M2XW",
    "",
  ]);
});

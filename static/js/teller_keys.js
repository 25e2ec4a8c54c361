// A teller makes a key on this device; its public half goes to the site. What is not needed any more is forgotten here.

import { forgetOthers, keep, keyOf } from "./key_store.js";
import { toText } from "./sealing.js";

const sheet = document.querySelector("[data-keys-of]");
const { keysOf: whose, own } = sheet.dataset;
const form = sheet.querySelector("form");

async function begin() {
  const state = form.querySelector("[data-key-state]");
  if (own && (await keyOf(own))) state.textContent = "Khóa của anh/chị đang ở máy này.";
  else if (own) state.textContent = "Khóa của anh/chị ở máy hoặc trình duyệt khác. Tạo lại thì khóa cũ bỏ.";
  else state.textContent = "Dùng đúng máy và trình duyệt này khi mở phiếu; đừng dùng chế độ ẩn danh.";
  form.querySelector("button").disabled = false;
}

async function make() {
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const publicBytes = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const publicKey = toText(publicBytes);
  await keep(publicKey, { privateKey: pair.privateKey, publicBytes, whose });
  form.elements.namedItem("public_key").value = publicKey;
  HTMLFormElement.prototype.submit.call(form);
}

function cannot() {
  form.querySelector("[data-key-state]").textContent =
    "Trình duyệt này chưa tạo được khóa; hãy dùng bản mới hơn.";
}

if (globalThis.crypto?.subtle && globalThis.indexedDB) {
  await forgetOthers(whose, own);
  if (form) {
    await begin();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      make().catch(cannot);
    });
  }
}

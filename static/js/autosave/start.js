// What a page with boxes begins with: the form that saves itself, amounts in words, the box a link leads to.

import { forgetSent } from "./drafts.js";
import { AutosavedForm } from "./form.js";
import { inWords } from "./money.js";

forgetSent(Boolean(document.querySelector(".alert-success")));

const form = document.querySelector("form[data-autosave]");
if (form) new AutosavedForm(form).start();

for (const box of document.querySelectorAll("input[data-money]")) {
  const place = document.createElement("div");
  place.className = "quiet";
  box.after(place);
  const say = () => {
    place.textContent = inWords(box.value);
  };
  box.addEventListener("input", say);
  say();
}

if (location.hash.startsWith("#id_")) document.getElementById(location.hash.slice(1))?.focus();

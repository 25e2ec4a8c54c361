// Small helps; every page works without them.

// A second click on a button that sends a form does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.removeAttribute("data-changed");
});
const resend = document.querySelector("form[data-resend]");
if (resend) setTimeout(() => resend.requestSubmit(), 1000);
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
});

// A file is fetched for a look at it when the look is opened.
document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.open) return;
    for (const view of event.target.querySelectorAll("[data-src]")) {
      view.src = view.dataset.src;
      delete view.dataset.src;
    }
  },
  { capture: true },
);

// Leaving a page with typed text that was not saved asks first.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) form.dataset.changed = "yes";
});
// What a page brings back because it could not be saved is typed text, too.
if (document.body.hasAttribute("data-refused")) {
  const guarded = [...document.querySelectorAll("form[data-guard]")];
  const wrong = guarded.filter(
    (form) => guarded.length === 1 || form.querySelector(".is-invalid, .errorlist, .invalid-feedback"),
  );
  wrong.forEach((form) => {
    form.dataset.changed = "yes";
  });
}
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
});

// The running total of a score sheet: sections, bonus and deductions with their caps.
const sheet = document.querySelector("[data-score-sheet]");
if (sheet) {
  const read = (box) => parseFloat(box.value.replace(/\s/g, "").replace(",", ".")) || 0;
  const show = (value) => (Math.round(value * 100) / 100).toString().replace(".", ",");
  const cap = (value, limit) => (limit === "" ? value : Math.min(value, parseFloat(limit)));
  const choices = [...sheet.querySelectorAll("select[name$=not_applicable], select[name$=verified_na]")];
  const lines = sheet.querySelectorAll("[data-leaf]").length;
  const addUp = () => {
    const boxes = sheet.querySelectorAll("input[data-counts]").length;
    if (!boxes || boxes < lines) return; // locked, or others have the rest: the total stays as it is stored
    const sums = { main: 0, bonus: 0, deduction: 0 };
    sheet.querySelectorAll('input[data-counts]:not([aria-invalid="true"])').forEach((box) => {
      sums[box.dataset.counts] += read(box);
    });
    let applicable = parseFloat(sheet.dataset.scale);
    choices.forEach((choice) => {
      if (choice.value === "Có") applicable -= parseFloat(points(choice).dataset.worth);
    });
    if (applicable > 0)
      sums.main = Math.round((sums.main * parseFloat(sheet.dataset.scale) * 100) / applicable) / 100;
    const bonus = cap(sums.bonus, sheet.dataset.bonusCap);
    const deduction = cap(sums.deduction, sheet.dataset.deductionCap);
    sheet.querySelectorAll("[data-total]").forEach((place) => {
      place.textContent = show(sums.main + bonus - deduction);
    });
  };
  // What does not apply has no points, and lowers the maximum of the total.
  const points = (choice) =>
    sheet.elements.namedItem(
      choice.name.replace("not_applicable", "self_points").replace("verified_na", "verified_points"),
    );
  choices.forEach((choice) => {
    choice.addEventListener("input", () => {
      if (choice.value !== "Có" || !points(choice).value) return;
      points(choice).value = "";
      points(choice).dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  sheet.addEventListener("input", addUp);
  sheet.addEventListener("recount", addUp);
  addUp();
}

// Work that goes on beside the site: the page asks how far it is, for as long as somebody looks at it.
const underWay = document.querySelector("[data-reload]");
if (underWay) {
  setInterval(
    () => document.hidden || document.activeElement.closest("form") || location.reload(),
    underWay.dataset.reload * 1000,
  );
}

// Passwords can be looked at while they are typed: one button for all of a form, below the last.
document.querySelectorAll("form").forEach((form) => {
  const boxes = [...form.querySelectorAll('input[type="password"]')];
  if (!boxes.length) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-password";
  const show = (type) => {
    for (const box of boxes) box.type = type;
    button.textContent = type === "password" ? "Hiện mật khẩu" : "Ẩn mật khẩu";
  };
  button.addEventListener("click", () => show(boxes[0].type === "password" ? "text" : "password"));
  form.addEventListener("submit", () => show("password"));
  show("password");
  boxes.at(-1).after(button);
});

// Numbers and codes are copied as they stand.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const label = button.firstChild;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = "Đã chép";
    setTimeout(() => {
      label.textContent = "Chép";
    }, 2000);
  });
});

// Enter in a box of a page that saves itself goes on to the next box; it is the buttons that leave the page.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest(
    "form[data-autosave] input:not([type=checkbox], [type=radio], [type=file])",
  );
  if (event.key !== "Enter" || !box || event.defaultPrevented) return;
  event.preventDefault();
  const boxes = [...box.form.querySelectorAll("input:not([type=hidden]), textarea, select")];
  boxes
    .slice(boxes.indexOf(box) + 1)
    .find((next) => !next.disabled && !next.readOnly)
    ?.focus();
});

// What the person sees of a save: the line that says how it stands, a sentence at a box, two versions to choose from.

export class Shown {
  constructor(form, boxes) {
    this.form = form;
    this.boxes = boxes;
    this.state = form.querySelector("[data-save-state]");
  }

  say(text, isFailure = false) {
    this.state.textContent = text;
    this.state.classList.toggle("failed", isFailure);
  }

  link(text, address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    link.addEventListener("click", () => this.form.removeAttribute("data-changed")); // nothing is lost by leaving
    this.state.append(link);
  }

  recount() {
    this.form.dispatchEvent(new Event("recount"));
  }

  // The sentence at a box: why it was not saved, or a question about what was.
  mark(name, error, question) {
    const box = this.boxes.named(name);
    const holder = box.parentElement;
    for (const line of holder.querySelectorAll(".box-error, .errorlist, .box-ask")) line.remove();
    for (const line of (holder.closest("td") || holder).querySelectorAll(".box-ask")) line.remove();
    if (error) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
    this.recount();
    if (!error && !question) return;
    const line = document.createElement("div");
    line.className = error ? "box-error" : "box-ask due-text";
    line.textContent = error || question;
    box.after(line);
  }

  hasConflict(selector = ".conflict") {
    return Boolean(this.form.querySelector(selector));
  }

  // The stored and the typed version side by side; `decide` hears which one was chosen. A row of a table is no box of
  // its own: its two versions stand above the form.
  ask(name, conflict, decide) {
    const selector = `.conflict[data-box="${name}"]`;
    this.form.querySelector(selector)?.remove();
    const box = this.boxes.named(name);
    const holder = box ? box.parentElement : this.form.querySelector("[data-conflicts]");
    holder.insertAdjacentHTML("beforeend", conflict.html);
    const shown = holder.querySelector(selector);
    for (const radio of shown.querySelectorAll(`[name="take-${name}"]`)) {
      radio.checked = false; // in this page a click decides at once
      radio.addEventListener("change", () => decide(radio.value === "stored", shown));
    }
    shown.scrollIntoView({ block: "center" });
  }

  // Rows may have moved since this was typed: it is shown to be copied, and goes into no box by itself.
  leftOver(text, forget) {
    const note = document.createElement("div");
    note.className = "conflict mb-3";
    note.append(`Chữ gõ dở lần trước chưa lưu được, bản đăng ký đã có người sửa: “${text}” `);
    const button = note.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "btn btn-outline-secondary btn-sm";
    button.textContent = "Bỏ";
    button.addEventListener("click", () => {
      forget();
      note.remove();
    });
    this.form.prepend(note);
  }
}

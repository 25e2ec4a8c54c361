// How a form is taken by the server: box by box, row by row, or as one. Each mode keeps the marks of what the page
// showed of every box, by which the server sees that somebody else changed it meanwhile.

import { rowOf } from "./boxes.js";

export class BoxMode {
  constructor(form) {
    this.form = form;
    this.readBox = form.elements.namedItem("read");
    this.marks = this.readBox ? JSON.parse(this.readBox.value) : {};
  }

  // Which mark stands for a box.
  keyOf(name) {
    return name;
  }

  // What has to be sent when these boxes are pending.
  namesToSend(pending) {
    return [...pending];
  }

  body(sent) {
    const body = new FormData();
    const read = {};
    for (const [name, text] of sent) {
      body.append(name, text);
      read[this.keyOf(name)] = this.marks[this.keyOf(name)];
    }
    body.append("read", JSON.stringify(read));
    return body;
  }

  receive() {}

  // Whether the box stands as it was sent; its new mark is kept then.
  stands(name, answer) {
    const key = this.keyOf(name);
    if (!(key in (answer.saved ?? {}))) return false;
    this.marks[key] = answer.saved[key];
    return true;
  }

  writeMarks() {
    if (this.readBox) this.readBox.value = JSON.stringify(this.marks);
  }

  // What a draft was typed over.
  version(name) {
    return this.marks[name];
  }

  isOutdated() {
    return false;
  }

  takeUp(name, draft) {
    if (draft.mark !== undefined) this.marks[name] = draft.mark;
  }

  // Whether a box of a page that answers a refused save is stored nowhere but on that page.
  isUnsaved(box) {
    return box.matches(".is-invalid, [aria-invalid=true]");
  }

  conflictSelector(name) {
    return `.conflict[data-box="${this.keyOf(name)}"]`;
  }

  // The boxes that go with one for which the stored version was chosen, where the page has to be read anew for that.
  readAnew() {
    return null;
  }

  savedText(answer) {
    return `Đã lưu lúc ${answer.at} (chưa nộp)`;
  }
}

// A verdict is its points with their reason: a row is sent and saved as one, under the mark of its points.
export class RowMode extends BoxMode {
  keyOf(name) {
    return `${rowOf(name)}verified_points`;
  }

  namesToSend(pending, all) {
    const rows = new Set([...pending].map(rowOf));
    return all.filter((name) => rows.has(rowOf(name)));
  }

  readAnew(name, all) {
    return all.filter((other) => rowOf(other) === rowOf(name));
  }

  savedText(answer) {
    return `Đã lưu lúc ${answer.at}. ${this.form.dataset.left || ""}`;
  }
}

// The server takes the form as one: it is saved where nothing of it is in conflict.
export class WholeMode extends BoxMode {
  body() {
    return new FormData(this.form);
  }

  receive(answer, conflicts) {
    if (!("read" in answer)) return;
    this.marks = answer.read;
    this.form.dataset.stamp = answer.stamp;
    for (const shown of this.form.querySelectorAll(".conflict")) {
      if (!(shown.dataset.box in conflicts)) shown.remove();
    }
  }

  stands(_name, answer) {
    return "read" in answer && !Object.keys(answer.conflicts ?? {}).length;
  }

  version() {
    return this.form.dataset.stamp;
  }

  isOutdated(draft) {
    return draft.mark !== this.version();
  }

  // Its draft was typed over the whole form, whose marks this page has: the draft's own is of no box.
  takeUp() {}

  isUnsaved() {
    return true;
  }

  conflictSelector() {
    return ".conflict";
  }
}

const MODES = { boxes: BoxMode, rows: RowMode, whole: WholeMode };

export const modeOf = (form) => new MODES[form.dataset.autosave](form);

// The boxes of a form that a person types in.

const NOT_TYPED = ["hidden", "submit", "button", "file", "password"];

// line-7- of line-7-self_points: what the boxes of one row have in common.
export const rowOf = (name) => name.slice(0, name.lastIndexOf("-") + 1);

export const isTyped = (box) =>
  Boolean(box.name) && !box.disabled && !NOT_TYPED.includes(box.type) && !box.name.startsWith("take-");

export function textOf(box) {
  if (box.type === "checkbox") return box.checked ? "on" : "";
  return box.value;
}

export class Boxes {
  constructor(form) {
    this.form = form;
  }

  all() {
    return [...this.form.elements].filter(isTyped);
  }

  named(name) {
    return this.all().find((box) => box.name === name);
  }

  names() {
    return this.all().map((box) => box.name);
  }

  put(box, text) {
    if (box.type === "checkbox") box.checked = Boolean(text);
    else box.value = text;
  }
}

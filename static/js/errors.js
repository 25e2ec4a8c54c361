// After a refusal: what is wrong stands at the top with a link to each box, has the focus, and is in the title.

const WRONG = ".invalid-feedback, .errorlist, .alert-danger";

// The box that an error stands beside, and what it is called.
const boxOf = (error) => {
  if (error.matches(".alert-danger, .nonfield")) return null;
  const place = error.closest(".mb-3, .cell, .box, td, fieldset, form") || error.parentElement;
  return place.querySelector("input:not([type=hidden]), select, textarea");
};
const nameOf = (box) => {
  const label = box?.labels?.[0];
  return label ? label.textContent.replace(/\*/g, "").replace(/\s+/g, " ").trim() : "";
};

const entryOf = (error) => {
  const box = boxOf(error);
  const said = error.textContent.replace(/\s+/g, " ").trim();
  const name = nameOf(box);
  const item = document.createElement("li");
  const isNamed = !name || said.toLowerCase().includes(name.split(" ")[0].toLowerCase());
  const text = isNamed ? said : `${name}: ${said}`;
  if (!box?.id) {
    item.textContent = text;
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${box.id}`;
  link.textContent = text;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    box.focus();
  });
  item.append(link);
  return item;
};

const summaryOf = (errors) => {
  const summary = document.createElement("div");
  summary.className = "error-summary";
  summary.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  const undone = errors[0].closest("form")?.dataset.undone;
  heading.textContent = undone || `Cần sửa ${errors.length} chỗ`;
  const list = document.createElement("ul");
  list.append(...errors.map(entryOf));
  summary.append(heading, list);
  return summary;
};

const point = (place) => {
  place.tabIndex = -1;
  place.focus();
  document.title = `Lỗi: ${document.title}`;
};

const main = document.getElementById("main");
const isRefused = document.body.hasAttribute("data-refused");
const refusal = main.querySelector(":scope > .alert-danger");
const beside = [...main.querySelectorAll(WRONG)].filter(
  (error) => error.parentElement !== main && error.textContent.trim() && (error.checkVisibility?.() ?? true),
);
if (isRefused && beside.length) {
  const summary = summaryOf(beside.slice(0, 20));
  (refusal || main.firstElementChild).before(summary);
  point(summary);
} else if (refusal) point(refusal);

// Tables of rows grow: "Thêm dòng" repeats the empty row under the next number.

for (const place of document.querySelectorAll("[data-rows-of]")) {
  const prefix = place.dataset.rowsOf;
  const form = place.closest("form");
  const total = form.elements.namedItem(`${prefix}-TOTAL_FORMS`);
  const most = Number(form.elements.namedItem(`${prefix}-MAX_NUM_FORMS`)?.value || 1000);
  const empty = place.querySelector("template[data-empty-row]");
  const body = place.querySelector("tbody");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary mt-2";
  button.textContent = "+ Thêm dòng";
  button.addEventListener("click", () => {
    const number = Number(total.value);
    const row = document.createElement("tbody");
    row.innerHTML = empty.innerHTML.replaceAll("__prefix__", number);
    const added = row.firstElementChild;
    body.append(added);
    total.value = number + 1;
    button.hidden = number + 1 >= most;
    added.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  place.append(button);
}

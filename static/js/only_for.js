// Shows a part of a form only for the choices it is made for: data-only-for="kind: threshold timeliness"; a ticked box
// says "on".

const chosen = (box) => (box?.type === "checkbox" && !box.checked ? "" : box?.value);

for (const form of document.querySelectorAll("form:has([data-only-for])")) {
  const parts = [...form.querySelectorAll("[data-only-for]")].map((part) => {
    const [name, values] = part.dataset.onlyFor.split(":");
    const whole = part.closest("[id^='div_id_']") ?? part; // a box goes with its label
    return { part: whole, name: name.trim(), values: values.trim().split(" ") };
  });
  const show = () => {
    for (const { part, name, values } of parts) {
      part.hidden = !values.includes(chosen(form.elements.namedItem(name)));
    }
  };
  form.addEventListener("change", show);
  show();
}

// A button that says how many are ticked in its form, and cannot be pressed for none.

document.querySelectorAll("[data-chosen]").forEach((count) => {
  const form = count.closest("form");
  const tell = () => {
    const chosen = form.querySelectorAll("input[type=checkbox]:checked").length;
    count.textContent = chosen;
    count.closest("button").disabled = !chosen;
  };
  form.addEventListener("change", tell);
  tell();
});

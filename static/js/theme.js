// Light or dark, as the machine is or as one chose here; runs before the page is shown, so that nothing flashes.

// The admin writes "auto" under the same key: anything but these two means as the machine is.
const chosen = () => ["light", "dark"].find((theme) => theme === localStorage.getItem("theme"));
const night = window.matchMedia("(prefers-color-scheme: dark)");
const dress = () => {
  const theme = chosen() || (night.matches ? "dark" : "light");
  document.documentElement.setAttribute("data-bs-theme", theme);
};
dress();
night.addEventListener("change", dress);
window.addEventListener("beforeprint", () => document.documentElement.setAttribute("data-bs-theme", "light"));
window.addEventListener("afterprint", dress);
document.addEventListener("DOMContentLoaded", () => {
  const choice = document.querySelector("[data-theme-choice]");
  if (!choice) return;
  choice.hidden = false;
  const select = choice.querySelector("select");
  select.value = chosen() || "";
  select.addEventListener("change", () => {
    if (select.value) localStorage.setItem("theme", select.value);
    else localStorage.removeItem("theme");
    dress();
  });
});

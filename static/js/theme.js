// Light or dark, as the machine is or as one chose here; runs before the page is shown, so that nothing flashes.

const chosen = () => localStorage.getItem("theme");
const night = window.matchMedia("(prefers-color-scheme: dark)");
const add_bootstrap_class = () => {
  const theme = chosen() || (night.matches ? "dark" : "light");
  document.documentElement.setAttribute("data-bs-theme", theme);
};
add_bootstrap_class();
night.addEventListener("change", add_bootstrap_class);
window.addEventListener("beforeprint", () => document.documentElement.setAttribute("data-bs-theme", "light"));
window.addEventListener("afterprint", add_bootstrap_class);
document.addEventListener("DOMContentLoaded", () => {
  const choice = document.querySelector("[data-theme-choice]");
  if (!choice) return;
  choice.hidden = false;
  const select = choice.querySelector("select");
  select.value = chosen() || "";
  select.addEventListener("change", () => {
    if (select.value) localStorage.setItem("theme", select.value);
    else localStorage.removeItem("theme");
    add_bootstrap_class();
  });
});

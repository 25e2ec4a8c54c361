// The verifier's desk: Enter goes to the next points, evidence opens beside the sheet on a wide screen.

const points = [...document.querySelectorAll("input[name$=verified_points]")];
points.forEach((box, n) => {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const next = points[n + 1] || box;
    next.focus();
    next.select();
  });
  box.addEventListener("focus", () => box.closest("[data-leaf]").scrollIntoView({ block: "nearest" }));
});

// A row that was saved shows that it is done, and the foot says how many are left.
const desk = document.querySelector("form[data-autosave=rows]");
desk?.addEventListener("saved", (event) => {
  Object.keys(event.detail.saved).forEach((name) => {
    document.getElementsByName(name)[0]?.closest("[data-leaf]")?.classList.add("is-done");
  });
  const left = desk.querySelectorAll("[data-leaf]:not(.is-done)").length;
  desk.dataset.left = left ? `Còn ${left} tiêu chí chưa thẩm định` : "Đã thẩm định đủ các tiêu chí";
});

const preview = document.querySelector("[data-preview]");
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leaf] a[data-shown]");
  if (!link || !window.matchMedia("(min-width: 1200px)").matches) return;
  event.preventDefault();
  preview.hidden = false;
  preview.querySelector("iframe").src = link.href;
});

// Beside a list of papers stands the one that is looked at: a link with data-preview opens there, not in a tab.

const frame = document.querySelector("iframe[data-previewed]");
for (const link of document.querySelectorAll("a[data-preview]")) {
  link.addEventListener("click", (event) => {
    if (!frame || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    frame.src = link.href;
    frame.title = link.dataset.preview;
    for (const row of document.querySelectorAll("tr.is-current")) row.classList.remove("is-current");
    link.closest("tr")?.classList.add("is-current");
    frame.scrollIntoView({ block: "nearest" });
  });
}

// Find anything, go anywhere from the keyboard: / or Ctrl K. Without scripts the box in the head of the page does it.

const palette = document.querySelector("[data-palette]");
if (palette) {
  const box = palette.querySelector("input");
  const list = palette.querySelector("ul");
  const plain = (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/gi, "d")
      .toLowerCase();
  const pages = [...document.querySelectorAll(".site-head a, .year-tabs a, main .buttons a")]
    .map((link) => ({ text: link.textContent.trim().replace(/\s+/g, " "), url: link.href }))
    .filter((page, n, all) => page.text && all.findIndex((other) => other.url === page.url) === n);
  let asked = 0;

  const show = (entries) => {
    list.replaceChildren(
      ...entries.map(({ text, url, note }) => {
        const line = document.createElement("li");
        const link = line.appendChild(document.createElement("a"));
        link.href = url;
        link.textContent = text;
        if (note) link.appendChild(document.createElement("span")).textContent = ` ${note}`;
        link.querySelector("span")?.classList.add("quiet");
        return line;
      }),
    );
  };
  const here = (text) => pages.filter((page) => plain(page.text).includes(plain(text))).slice(0, 8);

  async function find(text) {
    asked += 1;
    const mine = asked;
    show(here(text));
    if (text.trim().length < 2) return;
    await new Promise((pause) => {
      setTimeout(pause, 180);
    });
    if (mine !== asked) return;
    const response = await fetch(`${palette.dataset.palette}?q=${encodeURIComponent(text)}`, {
      headers: { "X-Part": "1" },
    });
    if (!response.ok || response.redirected || mine !== asked) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = [...page.querySelectorAll("[data-group] li")].map((line) => ({
      text: line.querySelector("a").textContent,
      url: line.querySelector("a").getAttribute("href"),
      note: line.querySelector(".quiet")?.textContent,
    }));
    const all = [...here(text), ...found];
    show(all);
    if (!all.length)
      list.appendChild(document.createElement("li")).textContent = `Không thấy gì khớp “${text}”.`;
  }

  const open = () => {
    if (palette.open) return;
    palette.showModal();
    box.value = "";
    show(pages.slice(0, 10));
    box.focus();
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    const isAsked =
      (event.key === "/" && !isTyping) ||
      (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
    if (!isAsked) return;
    event.preventDefault();
    open();
  });
  palette.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [box, ...list.querySelectorAll("a")];
    stops[Math.max(0, Math.min(stops.length - 1, stops.indexOf(document.activeElement) + step))].focus();
  });
  palette.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    window.location =
      first && box.value.trim()
        ? first.href
        : `${palette.dataset.palette}?q=${encodeURIComponent(box.value)}`;
  });
  box.addEventListener("input", () => find(box.value));
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
}

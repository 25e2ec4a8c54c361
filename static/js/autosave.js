// Boxes save themselves. What is not saved yet stays in this browser until the server has it.

// What a plain save button sent is no draft any more, once a page says that it was saved.
try {
  const sent = sessionStorage.getItem("sent-drafts");
  if (sent && document.querySelector(".alert-success")) {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(sent))
      .forEach((key) => {
        localStorage.removeItem(key);
      });
  }
  sessionStorage.removeItem("sent-drafts");
} catch {
  /* a browser without storage keeps no drafts */
}

const form = document.querySelector("form[data-autosave]");
if (form) keep(form);

function keep(form) {
  const PAUSE = 1200; // ms after the last key
  const whole = form.dataset.autosave === "whole"; // the server takes the form as one, not box by box
  const rows = form.dataset.autosave === "rows"; // or row by row: a verdict is its points with their reason
  const state = form.querySelector("[data-save-state]");
  const shelf = `draft:${form.dataset.person}:${location.pathname}:`;
  // Two versions are shown: nothing goes to the server before one of them is chosen.
  const undecided = (name) =>
    form.querySelector(whole ? ".conflict" : `.conflict[data-box="${keyOf(name)}"]`);
  const refused = document.body.hasAttribute("data-refused"); // the page that answers a save which was not done
  const readBox = form.elements.namedItem("read");
  let marks = readBox ? JSON.parse(readBox.value) : {};
  let reload = false; // once saved: a row of the stored version was chosen, which this page does not show
  const pending = new Set();
  let timer = 0;
  let sending = false;
  let failures = 0;
  let stopped = "";

  const boxes = () =>
    [...form.elements].filter(
      (box) =>
        box.name &&
        !box.disabled &&
        !["hidden", "submit", "button", "file", "password"].includes(box.type) &&
        !box.name.startsWith("take-"),
    );
  const box = (name) => boxes().find((one) => one.name === name);
  const rowOf = (name) => name.slice(0, name.lastIndexOf("-") + 1);
  const keyOf = (name) => (rows ? `${rowOf(name)}verified_points` : name); // which mark stands for a box
  const value = (one) => (one.type === "checkbox" ? (one.checked ? "on" : "") : one.value);
  const show = (text, failed = false) => {
    state.textContent = text;
    state.classList.toggle("failed", failed);
  };
  const onShelf = (act) => {
    try {
      return act(localStorage);
    } catch {
      return null;
    }
  };
  const shelve = (name) =>
    onShelf((store) =>
      store.setItem(
        shelf + name,
        JSON.stringify({ text: value(box(name)), mark: whole ? revision() : marks[name] }),
      ),
    );
  const revision = () => form.dataset.stamp;
  const unshelve = (name) => onShelf((store) => store.removeItem(shelf + name));

  function touched(name, wait = PAUSE) {
    if (!box(name)) return;
    pending.add(name);
    shelve(name);
    form.dataset.changed = "yes";
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  async function save() {
    clearTimeout(timer);
    if (sending || stopped || !pending.size) return;
    sending = true;
    show("Đang lưu…");
    const names = rows
      ? boxes()
          .map((one) => one.name)
          .filter((name) => [...pending].some((p) => rowOf(p) === rowOf(name)))
      : pending;
    const sent = new Map([...names].map((name) => [name, value(box(name))]));
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: whole ? new FormData(form) : parcel(sent),
        headers: { "X-Autosave": "1", "X-CSRFToken": token(), "X-Person": form.dataset.person },
        signal: AbortSignal.timeout(20000),
      });
      await answered(response, sent);
    } catch {
      failed("mất kết nối với máy chủ. Chữ đã gõ vẫn giữ trong trình duyệt này, có mạng sẽ tự lưu");
    }
    sending = false;
    if (pending.size && !stopped && !failures) timer = setTimeout(save, PAUSE);
  }

  function parcel(sent) {
    const body = new FormData();
    const read = {};
    for (const [name, text] of sent) {
      body.append(name, text);
      read[keyOf(name)] = marks[keyOf(name)];
    }
    body.append("read", JSON.stringify(read));
    return body;
  }

  async function answered(response, sent) {
    if (response.ok) return saved(await response.json(), sent);
    if (response.status === 401 || response.status === 403) {
      // 403: the browser's cookies are gone as well
      return failed(
        "phiên làm việc đã hết, chữ đã gõ vẫn giữ trong trình duyệt này",
        "Đăng nhập để lưu tiếp",
        `/accounts/login/?next=${encodeURIComponent(location.pathname)}`,
      );
    }
    if (response.status === 409) {
      stopped = (await response.json()).refused;
      return show(`Chưa lưu được: ${stopped} Chữ đã gõ vẫn còn trên trang này.`, true);
    }
    return failed(
      `máy chủ trả lời mã ${response.status}. Chữ đã gõ vẫn giữ trong trình duyệt này, sẽ tự lưu lại`,
    );
  }

  function saved(answer, sent) {
    failures = 0;
    const { errors = {}, conflicts = {}, saved: done = {} } = answer;
    const whollySaved = whole && "read" in answer;
    if (whollySaved) {
      marks = answer.read;
      form.dataset.stamp = answer.stamp;
      for (const one of form.querySelectorAll(".conflict")) {
        if (!(one.dataset.box in conflicts)) one.remove();
      }
    }
    for (const name of Object.keys(conflicts)) ask(name, conflicts[name]);
    for (const [name, text] of sent) {
      mark(name, errors[name], answer.asks?.[name]);
      const stands = whole ? whollySaved && !Object.keys(conflicts).length : keyOf(name) in done;
      if (!whole && stands) marks[keyOf(name)] = done[keyOf(name)];
      if (value(box(name)) !== text) {
        // typed on meanwhile, now over what was just stored
        shelve(name);
        continue;
      }
      pending.delete(name);
      if (stands) unshelve(name);
    }
    if (readBox) readBox.value = JSON.stringify(marks);
    if (form.querySelector(".conflict"))
      return show("Có ô vừa được sửa ở nơi khác: hãy chọn bản để giữ.", true);
    if (errors[""]) return show(`Chưa lưu được: ${errors[""]}`, true);
    const wrong = Object.keys(errors).length;
    if (wrong) return show(`Chưa lưu được ${wrong} ô: xem dòng chữ đỏ.`, true);
    if (!pending.size) form.removeAttribute("data-changed");
    form.dispatchEvent(new CustomEvent("saved", { detail: answer }));
    if (rows) return show(`Đã lưu lúc ${answer.at}. ${form.dataset.left || ""}`);
    if (reload && !pending.size) return location.reload();
    return show(`Đã lưu lúc ${answer.at} (chưa nộp)`);
  }

  function failed(why, link, address) {
    failures += 1;
    show(`Chưa lưu được: ${why}. `, true);
    if (link) {
      const a = document.createElement("a");
      a.href = address;
      a.textContent = link;
      a.addEventListener("click", () => form.removeAttribute("data-changed")); // nothing is lost by leaving
      state.append(a);
    }
    timer = setTimeout(save, Math.min(3000 * 2 ** (failures - 1), 30000));
  }

  function mark(name, error, question) {
    const holder = box(name).parentElement;
    for (const line of holder.querySelectorAll(".box-error, .errorlist, .box-ask")) line.remove();
    for (const line of (holder.closest("td") || holder).querySelectorAll(".box-ask")) line.remove();
    if (error) box(name).setAttribute("aria-invalid", "true");
    else box(name).removeAttribute("aria-invalid");
    form.dispatchEvent(new Event("recount"));
    if (!error && !question) return;
    const line = document.createElement("div");
    line.className = error ? "box-error" : "box-ask due-text";
    line.textContent = error || question;
    box(name).after(line);
  }

  // A row of a table is no box of its own: its two versions stand above the form.
  function ask(name, conflict) {
    form.querySelector(`.conflict[data-box="${name}"]`)?.remove();
    const holder = box(name) ? box(name).parentElement : form.querySelector("[data-conflicts]");
    holder.insertAdjacentHTML("beforeend", conflict.html);
    const shown = holder.querySelector(`.conflict[data-box="${name}"]`);
    shown.querySelectorAll(`[name="take-${name}"]`).forEach((radio) => {
      radio.checked = false; // in this page a click decides at once
      radio.addEventListener("change", () => decide(name, conflict, radio.value === "stored", shown));
    });
    shown.scrollIntoView({ block: "center" });
  }

  function decide(name, conflict, takesStored, shown) {
    marks[name] = conflict.mark;
    if (readBox) readBox.value = JSON.stringify(marks);
    if (rows && takesStored) {
      // the stored verdict has a reason, too
      [...pending]
        .filter((p) => rowOf(p) === rowOf(name))
        .forEach((p) => {
          pending.delete(p);
          unshelve(p);
        });
      for (const one of boxes()) if (rowOf(one.name) === rowOf(name)) unshelve(one.name);
      form.removeAttribute("data-changed");
      return location.reload();
    }
    if (!box(name)) {
      reload ||= takesStored;
      return touched(boxes()[0].name, 0);
    }
    if (takesStored) box(name).value = shown.querySelector(".stored").textContent;
    form.dispatchEvent(new Event("recount"));
    shown.remove();
    return touched(name, 0);
  }

  function token() {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.elements.namedItem("csrfmiddlewaretoken").value;
  }

  // Rows may have moved since this was typed: it is shown to be copied, and goes into no box by itself.
  function leftOver(text, forget) {
    if (!text) return forget();
    const note = document.createElement("div");
    note.className = "conflict mb-3";
    note.append(`Chữ gõ dở lần trước chưa lưu được, bản đăng ký đã có người sửa: “${text}” `);
    const button = note.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "btn btn-outline-secondary btn-sm";
    button.textContent = "Bỏ";
    button.addEventListener("click", () => {
      forget();
      note.remove();
    });
    return form.prepend(note);
  }

  // What an earlier visit could not save comes back, over the mark of what it was typed over.
  onShelf((store) => {
    for (const key of Object.keys(store).filter((key) => key.startsWith(shelf))) bringBack(store, key);
  });

  function bringBack(store, key) {
    const name = key.slice(shelf.length);
    const kept = JSON.parse(store.getItem(key));
    const one = box(name);
    const isShown = one && value(one) === kept.text;
    if (isShown && refused) {
      if (!undecided(name)) touched(name, 200);
    } else if (!one || isShown) {
      store.removeItem(key);
    } else if (whole && kept.mark !== revision()) {
      leftOver(kept.text, () => store.removeItem(key));
    } else {
      if (one.type === "checkbox") one.checked = Boolean(kept.text);
      else one.value = kept.text;
      if (kept.mark !== undefined) marks[name] = kept.mark;
      touched(name, 200);
    }
  }

  // What a refused save brought back is stored nowhere but here.
  if (refused) {
    const wrong = boxes().filter((one) => whole || one.matches(".is-invalid, [aria-invalid=true]"));
    for (const one of wrong) if (!undecided(one.name)) touched(one.name, 200);
  }

  form.addEventListener("input", (event) => {
    if (event.target.name && !event.target.name.startsWith("take-")) touched(event.target.name);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (readBox) readBox.value = JSON.stringify(marks);
    try {
      sessionStorage.setItem("sent-drafts", shelf);
    } catch {
      /* see above */
    }
  });
  // Another button of the page acts on what is stored: not over what stands here unsaved.
  document.addEventListener(
    "submit",
    (event) => {
      const wrong = form.querySelector("[aria-invalid=true]");
      if (event.target === form || !(wrong || pending.size) || !event.target.closest("main")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      show(
        wrong
          ? "Còn ô chưa lưu được: sửa ô có chữ đỏ, hoặc xóa chữ trong đó, rồi bấm lại."
          : "Chỗ vừa gõ chưa lưu xong: đợi dòng “Đã lưu” rồi bấm lại.",
        true,
      );
    },
    true,
  );
  window.addEventListener("online", () => save());
  window.addEventListener("focus", () => save());
  document.addEventListener("visibilitychange", () => save());
}

// Beside an amount in đồng, how one says it.
document.querySelectorAll("input[data-money]").forEach((box) => {
  const place = document.createElement("div");
  place.className = "quiet";
  box.after(place);
  const say = () => {
    const amount = parseFloat(box.value.replace(/[\s.]/g, "").replace(",", "."));
    const [unit, name] = amount >= 1e9 ? [1e9, "tỷ"] : [1e6, "triệu"];
    place.textContent =
      amount >= 1e6
        ? `≈ ${(Math.round((amount / unit) * 100) / 100).toString().replace(".", ",")} ${name} đồng`
        : "";
  };
  box.addEventListener("input", say);
  say();
});

// A link to a box opens it for typing.
if (location.hash.startsWith("#id_")) document.getElementById(location.hash.slice(1))?.focus();

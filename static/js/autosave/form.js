// A form that saves itself: what is typed goes to the server after a pause, and stays in this browser until then.

import { Boxes, textOf } from "./boxes.js";
import { Drafts, noteSent } from "./drafts.js";
import { modeOf } from "./modes.js";
import { Queue } from "./queue.js";
import { Shown } from "./shown.js";

const SOON = 200; // ms: what an earlier visit left is sent once the page stands
const TOO_LONG = 20000; // ms for the server to answer
const KEPT = "Chữ đã gõ vẫn giữ trong trình duyệt này";

export class AutosavedForm {
  constructor(form) {
    this.form = form;
    this.boxes = new Boxes(form);
    this.shown = new Shown(form, this.boxes);
    this.mode = modeOf(form);
    this.drafts = new Drafts(`draft:${form.dataset.person}:${location.pathname}:`);
    this.queue = new Queue(() => this.send());
    this.readsAnew = false; // once saved: a row of the stored version was chosen, which this page does not show
  }

  start() {
    const isRefused = document.body.hasAttribute("data-refused"); // this page answers a save that was not done
    for (const [name, draft] of this.drafts.entries()) this.bringBack(name, draft, isRefused);
    if (isRefused) this.sendWhatIsOnlyHere();
    this.listen();
  }

  touch(name, wait) {
    const box = this.boxes.named(name);
    if (!box) return;
    this.keep(box);
    this.form.dataset.changed = "yes";
    this.queue.add(name, wait);
  }

  keep(box) {
    this.drafts.put(box.name, { text: textOf(box), mark: this.mode.version(box.name) });
  }

  // Two versions are shown: nothing goes to the server before one of them is chosen.
  isUndecided(name) {
    return this.shown.hasConflict(this.mode.conflictSelector(name));
  }

  async send() {
    this.shown.say("Đang lưu…");
    const names = this.mode.namesToSend(this.queue.pending, this.boxes.names());
    const boxes = names.map((name) => this.boxes.named(name)).filter(Boolean);
    const sent = new Map(boxes.map((box) => [box.name, textOf(box)]));
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body: this.mode.body(sent),
        headers: { "X-Autosave": "1", "X-CSRFToken": this.token(), "X-Person": this.form.dataset.person },
        signal: AbortSignal.timeout(TOO_LONG),
      });
      await this.hear(response, sent);
    } catch {
      this.fail(`mất kết nối với máy chủ. ${KEPT}, có mạng sẽ tự lưu`);
    }
  }

  async hear(response, sent) {
    if (response.ok) return this.receive(await response.json(), sent);
    if (response.status === 409) {
      this.queue.stop();
      const { refused } = await response.json();
      return this.shown.say(`Chưa lưu được: ${refused} Chữ đã gõ vẫn còn trên trang này.`, true);
    }
    if (response.status === 401 || response.status === 403) {
      // 403: the browser's cookies are gone as well
      this.fail("phiên làm việc đã hết, chữ đã gõ vẫn giữ trong trình duyệt này");
      const back = encodeURIComponent(location.pathname);
      return this.shown.link("Đăng nhập để lưu tiếp", `/accounts/login/?next=${back}`);
    }
    return this.fail(`máy chủ trả lời mã ${response.status}. ${KEPT}, sẽ tự lưu lại`);
  }

  fail(why) {
    this.shown.say(`Chưa lưu được: ${why}. `, true);
    this.queue.failed();
  }

  receive(answer, sent) {
    const { errors = {}, conflicts = {} } = answer;
    this.queue.succeeded();
    this.mode.receive(answer, conflicts);
    for (const [name, conflict] of Object.entries(conflicts)) {
      this.shown.ask(name, conflict, (takesStored, shown) => this.decide(name, conflict, takesStored, shown));
    }
    for (const [name, text] of sent) this.settle(name, text, answer);
    this.mode.writeMarks();
    const trouble = this.trouble(errors);
    return trouble ? this.shown.say(trouble, true) : this.isSaved(answer);
  }

  settle(name, text, answer) {
    this.shown.mark(name, answer.errors?.[name], answer.asks?.[name]);
    const stands = this.mode.stands(name, answer);
    const box = this.boxes.named(name);
    if (textOf(box) !== text) return this.keep(box); // typed on meanwhile, now over what was just stored
    this.queue.pending.delete(name);
    if (stands) this.drafts.remove(name);
    return undefined;
  }

  trouble(errors) {
    if (this.shown.hasConflict()) return "Có ô vừa được sửa ở nơi khác: hãy chọn bản để giữ.";
    if (errors[""]) return `Chưa lưu được: ${errors[""]}`;
    const wrong = Object.keys(errors).length;
    return wrong ? `Chưa lưu được ${wrong} ô: xem dòng chữ đỏ.` : "";
  }

  isSaved(answer) {
    const isAll = !this.queue.pending.size;
    if (isAll) this.form.removeAttribute("data-changed");
    this.form.dispatchEvent(new CustomEvent("saved", { detail: answer }));
    if (this.readsAnew && isAll) location.reload();
    else this.shown.say(this.mode.savedText(answer));
  }

  decide(name, conflict, takesStored, shown) {
    this.mode.marks[name] = conflict.mark;
    this.mode.writeMarks();
    const withIt = takesStored && this.mode.readAnew(name, this.boxes.names());
    if (withIt) return this.readAnew(withIt);
    const box = this.boxes.named(name);
    if (!box) {
      this.readsAnew ||= takesStored;
      return this.touch(this.boxes.names()[0], 0);
    }
    if (takesStored) box.value = shown.querySelector(".stored").textContent;
    this.shown.recount();
    shown.remove();
    return this.touch(name, 0);
  }

  readAnew(names) {
    for (const name of names) {
      this.queue.pending.delete(name);
      this.drafts.remove(name);
    }
    this.form.removeAttribute("data-changed");
    location.reload();
  }

  // What an earlier visit could not save comes back, over the mark of what it was typed over.
  bringBack(name, draft, isRefused) {
    const box = this.boxes.named(name);
    const isShown = box && textOf(box) === draft.text;
    if (isShown && isRefused) {
      if (!this.isUndecided(name)) this.touch(name, SOON);
    } else if (!box || isShown) {
      this.drafts.remove(name);
    } else if (!this.mode.isOutdated(draft)) {
      this.boxes.put(box, draft.text);
      this.mode.takeUp(name, draft);
      this.touch(name, SOON);
    } else if (draft.text) {
      this.shown.leftOver(draft.text, () => this.drafts.remove(name));
    } else {
      this.drafts.remove(name);
    }
  }

  // What a refused save brought back is stored nowhere but here.
  sendWhatIsOnlyHere() {
    for (const box of this.boxes.all()) {
      if (this.mode.isUnsaved(box) && !this.isUndecided(box.name)) this.touch(box.name, SOON);
    }
  }

  listen() {
    this.form.addEventListener("input", ({ target }) => {
      if (target.name && !target.name.startsWith("take-")) this.touch(target.name);
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("submit", (event) => this.holdBack(event), true);
    document.addEventListener("click", (event) => this.saveBeforeLeaving(event));
    for (const event of ["online", "focus"]) window.addEventListener(event, () => this.queue.flush());
    document.addEventListener("visibilitychange", () => this.queue.flush());
  }

  // A button of the form itself: after what is under way, over the marks that come with its answer.
  submit(event) {
    this.queue.pause();
    if (this.queue.isSending) {
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      this.queue.over.then(() => this.form.requestSubmit(button));
      return;
    }
    this.mode.writeMarks();
    noteSent(this.drafts.prefix);
  }

  // Another button of the page acts on what is stored: not over what stands here unsaved. A dialog leaves the boxes alone.
  holdBack(event) {
    const isWrong = this.shown.hasConflict("[aria-invalid=true]");
    const isOther =
      event.target !== this.form && event.target.closest("main") && !event.target.closest("dialog");
    if (!isOther || !(isWrong || this.queue.pending.size)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const why = isWrong
      ? "Còn ô chưa lưu được: sửa ô có chữ đỏ, hoặc xóa chữ trong đó, rồi bấm lại."
      : "Chỗ vừa gõ chưa lưu xong: đợi dòng “Đã lưu” rồi bấm lại.";
    this.shown.say(why, true);
  }

  // A link leads on once what was just typed is saved; the next page reads what is stored. While saving fails the
  // browser asks, as it does when a window is closed.
  async saveBeforeLeaving(event) {
    const link = event.target.closest("main a[href]");
    const isHere = link?.hash && link.pathname === location.pathname;
    const isBeside = event.ctrlKey || event.metaKey || event.shiftKey || link?.target;
    if (!link || isHere || isBeside || link.matches("[data-add-proof]") || event.defaultPrevented) return;
    if (!this.queue.pending.size || this.queue.failures) return;
    event.preventDefault();
    await this.queue.over;
    await this.queue.flush();
    if (!this.queue.pending.size && !this.shown.hasConflict("[aria-invalid=true]"))
      location.assign(link.href);
  }

  token() {
    const cookie = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    return cookie ? cookie[1] : this.form.elements.namedItem("csrfmiddlewaretoken").value;
  }
}

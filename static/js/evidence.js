// Files of evidence by drag and drop or several at once: one request a file, with progress, tried again when it breaks.

const drop = document.querySelector("form[data-drop]");
if (drop) {
  const zone = drop.querySelector("[data-drop-zone]");
  const list = drop.querySelector("[data-uploads]");
  const chooser = drop.querySelector("input[type=file]");
  const TRIES = 4;
  zone.hidden = false;
  chooser.multiple = true;

  const once = (file, line) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const body = new FormData(drop);
      body.delete("file");
      body.append("file", file);
      request.open("POST", drop.action);
      request.setRequestHeader("X-Autosave", "1");
      request.upload.onprogress = (event) => {
        line.textContent = `${file.name}: ${Math.round((event.loaded / event.total) * 100)} %`;
      };
      request.onload = () =>
        request.status === 200 || request.status === 409 ? resolve(request) : reject(request);
      request.onerror = () => reject(request);
      request.send(body);
    });

  async function send(file) {
    const line = list.appendChild(document.createElement("li"));
    for (let turn = 1; turn <= TRIES; turn += 1) {
      try {
        const request = await once(file, line);
        const answer = JSON.parse(request.responseText);
        line.textContent = answer.refused
          ? `${file.name}: không nhận. ${answer.refused}`
          : `${file.name}: đã thêm`;
        line.classList.toggle("late-text", Boolean(answer.refused));
        return !answer.refused;
      } catch (request) {
        if (request.status === 401) {
          line.textContent = `${file.name}: phiên làm việc đã hết, hãy đăng nhập lại rồi chọn lại tệp`;
          return false;
        }
        line.textContent = `${file.name}: mất kết nối, gửi lại lần ${turn}…`;
        await new Promise((again) => {
          setTimeout(again, 2000 * turn);
        });
      }
    }
    line.textContent = `${file.name}: chưa gửi được, hãy chọn lại tệp khi có mạng`;
    line.classList.add("late-text");
    return false;
  }

  let waiting = 0; // files chosen and not answered for yet

  async function sendAll(files) {
    let all = true;
    waiting += files.length;
    for (const file of files) {
      all = (await send(file)) && all;
      waiting -= 1;
    }
    if (!all || !files.length) return;
    if (drop.dataset.back) location.assign(drop.dataset.back);
    else location.reload();
  }

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    sendAll([...event.dataTransfer.files]);
  });
  drop.addEventListener("submit", (event) => {
    if (!chooser.files.length && !waiting) return;
    event.preventDefault(); // a second click while a file is on its way sends nothing
    event.stopPropagation();
    sendAll([...chooser.files]);
    chooser.value = "";
  });
}

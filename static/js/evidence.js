// Files of evidence by drag and drop or several at once: one request a file, with progress, tried again when it breaks.

const TRIES = 4;

// Sends one file with what else the form says; `line` shows how far it is.
const sendOnce = (form, file, line) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    body.delete("file");
    body.append("file", file);
    request.open("POST", form.action);
    request.setRequestHeader("X-Autosave", "1");
    request.upload.onprogress = (event) => {
      line.textContent = `${file.name}: ${Math.round((event.loaded / event.total) * 100)} %`;
    };
    request.onload = () =>
      request.status === 200 || request.status === 409 ? resolve(request) : reject(request);
    request.onerror = () => reject(request);
    request.send(body);
  });

const sayAnswer = (file, line, request) => {
  const { refused } = JSON.parse(request.responseText);
  line.textContent = refused ? `${file.name}: không nhận. ${refused}` : `${file.name}: đã thêm`;
  line.classList.toggle("late-text", Boolean(refused));
  return !refused;
};

const pause = (turn) =>
  new Promise((again) => {
    setTimeout(again, 2000 * turn);
  });

// Whether the file is there in the end.
async function send(form, file, list) {
  const line = list.appendChild(document.createElement("li"));
  for (let turn = 1; turn <= TRIES; turn += 1) {
    try {
      return sayAnswer(file, line, await sendOnce(form, file, line));
    } catch (request) {
      if (request.status === 401) {
        line.textContent = `${file.name}: phiên làm việc đã hết, hãy đăng nhập lại rồi chọn lại tệp`;
        return false;
      }
      line.textContent = `${file.name}: mất kết nối, gửi lại lần ${turn}…`;
      await pause(turn);
    }
  }
  line.textContent = `${file.name}: chưa gửi được, hãy chọn lại tệp khi có mạng`;
  line.classList.add("late-text");
  return false;
}

const listenToDrops = (zone, take) => {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
};

// Takes files into the form and calls `whenAdded` once all that were chosen are there.
export function takeFiles(form, whenAdded) {
  const zone = form.querySelector("[data-drop-zone]");
  const list = form.querySelector("[data-uploads]");
  const chooser = form.querySelector("input[type=file]");
  let waiting = 0; // files chosen and not answered for yet
  zone.hidden = false;
  chooser.multiple = true;

  const take = async (files) => {
    let all = true;
    waiting += files.length;
    for (const file of files) {
      all = (await send(form, file, list)) && all;
      waiting -= 1;
    }
    if (all && files.length) whenAdded();
  };
  listenToDrops(zone, take);
  form.addEventListener("submit", (event) => {
    if (!chooser.files.length && !waiting) return;
    event.preventDefault(); // a second click while a file is on its way sends nothing
    event.stopPropagation();
    take([...chooser.files]);
    chooser.value = "";
  });
}

const drop = document.querySelector("form[data-drop]");
if (drop) takeFiles(drop, () => (drop.dataset.back ? location.assign(drop.dataset.back) : location.reload()));

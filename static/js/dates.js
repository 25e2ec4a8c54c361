// Beside a day or an hour, how one says it; and 10122024 becomes 10/12/2024 when the box is left.

const WEEKDAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];
const WRITTEN = {
  day: /^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})$/,
  instant: /^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})[ ,]+(\d{1,2})\s*(?:giờ|[hg:])\s*(\d{2})?$/i,
  hour: /^(\d{1,2})\s*(?:giờ|[hg:])\s*(\d{2})?$/i,
};
const BARE = {
  // only figures, as machines write it, or the hour first
  day: [
    [/^(\d{2})(\d{2})(\d{4})$/, "$1/$2/$3"],
    [/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1"],
  ],
  instant: [
    [/^(\d{2})(\d{2})(\d{4}) ?(\d{2})(\d{2})$/, "$1/$2/$3 $4:$5"],
    [/^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})$/, "$3/$2/$1 $4:$5"],
    [/^(\d{1,2})\s*(?:giờ|[hg:])\s*(\d{2})[ ,]+(?:ngày )?(\d{1,2}[./-]\d{1,2}[./-]\d{4})$/i, "$3 $1:$2"],
    [/^(\d{1,2})\s*(?:giờ|[hg:])[ ,]+(?:ngày )?(\d{1,2}[./-]\d{1,2}[./-]\d{4})$/i, "$2 $1:00"],
  ],
  hour: [[/^(\d{1,2})(\d{2})$/, "$1:$2"]],
};
const plain = (kind, text) =>
  BARE[kind].reduce((text, [found, written]) => text.replace(found, written), text.trim());
const EXAMPLE = { day: "10/12/2024", instant: "10/12/2024 17:00", hour: "08:30" };
const two = (number) => String(number).padStart(2, "0");

function dayInWords(day, month, year) {
  const date = new Date(year, month - 1, day);
  if (date.getDate() !== day || date.getMonth() !== month - 1) return "";
  const low = month < 3 ? two(month) : month; // as papers write it: ngày 05 tháng 01, ngày 10 tháng 12
  return `${WEEKDAYS[date.getDay()]}, ngày ${two(day)} tháng ${low} năm ${year}`;
}

const hourInWords = (hour, minute) => (hour < 24 && minute < 60 ? `${two(hour)} giờ ${two(minute)}` : "");

function inWords(kind, text) {
  const found = WRITTEN[kind].exec(text);
  if (!found) return "";
  const numbers = found.slice(1).map((part) => Number(part || 0));
  if (kind === "hour") return hourInWords(...numbers);
  const day = dayInWords(...numbers.slice(0, 3));
  if (kind === "day" || !day) return day;
  const hour = hourInWords(...numbers.slice(3));
  return hour && `${hour}, ${day}`;
}

document.querySelectorAll("input[data-when]").forEach((box) => {
  const kind = box.dataset.when;
  const place = document.createElement("div");
  place.className = "quiet when";
  place.setAttribute("aria-live", "polite");
  box.after(place);
  const say = () => {
    place.textContent = inWords(kind, plain(kind, box.value));
    place.classList.toggle("due-text", kind === "instant" && place.textContent.includes("Chủ nhật"));
    place.classList.remove("late-text");
  };
  const complain = () => {
    if (!box.value.trim() || place.textContent) return;
    place.textContent = `Không có ngày giờ này. Ghi như ${EXAMPLE[kind]}.`;
    place.classList.add("late-text");
  };
  box.addEventListener("input", say);
  box.addEventListener("change", () => {
    if (place.textContent) box.value = plain(kind, box.value);
    setTimeout(complain, 400); // a line that appears at once would move the button that is being pressed
  });
  say();
});

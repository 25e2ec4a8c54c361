// What cannot be taken back is asked about first: what follows from it, and its own verb on the button.

const question = document.querySelector("dialog.question");

// "Khóa rồi không sửa được. Khóa điểm?" → the question as heading, the other sentences below it.
const inParts = (text) => {
  const sentences = text.split(/(?<=[.?!])\s+/);
  const heading = sentences.findLast((sentence) => sentence.endsWith("?")) || sentences[0];
  return [heading, sentences.filter((sentence) => sentence !== heading)];
};

const ask = (form, button) => {
  const [heading, consequences] = inParts(button.dataset.confirm);
  question.querySelector("h2").textContent = heading;
  question.querySelector("ul").replaceChildren(
    ...consequences.map((sentence) => {
      const item = document.createElement("li");
      item.textContent = sentence;
      return item;
    }),
  );
  question.querySelector("[value=yes]").textContent = button.textContent.trim().replace(/…$/, "");
  question.returnValue = "";
  question.showModal();
  question.addEventListener(
    "close",
    () => {
      if (question.returnValue !== "yes") return button.focus();
      button.dataset.agreed = "yes";
      form.requestSubmit(button);
    },
    { once: true },
  );
};

// Before site.js, which marks the form as sent.
document.addEventListener(
  "submit",
  (event) => {
    const button = event.submitter;
    if (!button?.dataset.confirm || !question) return;
    if (button.dataset.agreed) {
      delete button.dataset.agreed;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    ask(event.target, button);
  },
  { capture: true },
);

// A ballot: how many are chosen as one ticks, and the question before casting repeats the choice.

const ballot = document.querySelector("form[data-ballot]");
const most = Number(ballot.dataset.ballot);
const choices = [...ballot.querySelectorAll("fieldset, .nominee")];
const nameOf = (choice) => choice.querySelector("[data-name]").textContent.trim();
const isYes = (choice) => choice.querySelector("input[value='1']").checked;
const button = ballot.querySelector("[data-confirm]");
const place = ballot.querySelector("[data-chosen]");
const question = button.dataset.confirm;

const tell = () => {
  const yes = choices.filter(isYes).map(nameOf);
  const open = choices.filter((choice) => !choice.querySelector("input:checked")).length;
  place.textContent = `Đồng ý ${yes.length}/${most}${open ? `, còn ${open} hội chưa đánh dấu` : ""}`;
  place.classList.toggle("late-text", yes.length > most);
  const said = yes.length ? `Đồng ý: ${yes.join("; ")}.` : "Không đồng ý với hội nào.";
  button.dataset.confirm = `${said} ${question}`;
};
ballot.addEventListener("change", tell);
tell();

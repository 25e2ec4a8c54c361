// A vote on another award is for as many seats as the year's rule gives that award.

const award = document.querySelector("select[data-seats]");
const seats = award.form.elements.namedItem("seats");
const quotas = JSON.parse(award.dataset.seats);

award.addEventListener("change", () => {
  if (award.value in quotas) seats.value = quotas[award.value];
});

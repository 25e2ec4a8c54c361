// The wall's picture of the conference, taken anew every few seconds without a flicker.

const EVERY = 4000; // ms

async function look() {
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(EVERY * 2) });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("main").innerHTML;
      const shown = document.querySelector("main");
      if (shown.innerHTML !== now) shown.innerHTML = now;
    }
  } catch {
    /* the network is away; the last picture stays */
  }
  setTimeout(look, EVERY);
}
setTimeout(look, EVERY);

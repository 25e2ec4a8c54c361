// A ballot on its way: while the network is away the page keeps it and tries again. The server knows a page that sends
// its ballot twice, counts it once and gives the receipt again.

const EVERY = 3000; // ms
const PATIENCE = 20_000; // ms for one answer
const AWAY = new Set([502, 503, 504]);

const wait = (time) => new Promise((done) => setTimeout(done, time));

/** What the server said: {status, redirected, text}; an error where the network took it away. */
async function answerOf(fetch, address, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { method: "POST", body, signal: patience.signal });
    return { status: answer.status, redirected: answer.redirected, text: await answer.text() };
  } finally {
    clearTimeout(timer);
  }
}

/** Send a form until there is an answer; `tell(isAway)` is called as the network goes and comes. */
export async function sendUntilAnswered(
  address,
  body,
  tell,
  { fetch = globalThis.fetch, every = EVERY } = {},
) {
  for (;;) {
    const answer = await answerOf(fetch, address, body).catch(() => null);
    tell(answer === null || AWAY.has(answer.status));
    if (answer && !AWAY.has(answer.status)) return answer;
    await wait(every);
  }
}

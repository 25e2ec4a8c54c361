// When what is pending is sent: after a pause in the typing, one request at a time, later and later while it fails.

const PAUSE = 1200; // ms after the last key
const FIRST_WAIT = 3000; // ms after a failure, doubled by each further one
const LONGEST_WAIT = 30000;

export class Queue {
  // `send` sends what is pending and answers when that is over; `clock` is for the tests.
  constructor(send, clock = { set: setTimeout.bind(globalThis), clear: clearTimeout.bind(globalThis) }) {
    this.send = send;
    this.clock = clock;
    this.pending = new Set();
    this.failures = 0;
    this.isStopped = false;
    this.isSending = false;
    this.over = Promise.resolve(); // of the request under way
    this.timer = 0;
  }

  add(name, wait = PAUSE) {
    this.pending.add(name);
    this.#wait(wait);
  }

  async flush() {
    this.clock.clear(this.timer);
    if (this.isSending || this.isStopped || !this.pending.size) return;
    this.isSending = true;
    this.over = this.send();
    await this.over;
    this.isSending = false;
    if (this.pending.size && !this.isStopped && !this.failures) this.#wait(PAUSE);
  }

  failed() {
    this.failures += 1;
    this.#wait(Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT));
  }

  succeeded() {
    this.failures = 0;
  }

  // Nothing more can be saved from this page.
  stop() {
    this.isStopped = true;
    this.pause();
  }

  pause() {
    this.clock.clear(this.timer);
  }

  #wait(wait) {
    this.clock.clear(this.timer);
    this.timer = this.clock.set(() => this.flush(), wait);
  }
}

// When to ask: at once when something has changed, but not more than once a second, and once in two where something changes
// all the time; again where an answer failed to come, but not before the server would have it.

const LEAST_MILLIS = 1_000;
const MOST_IN_A_ROW = 10;
const REFILL_MILLIS = 2_000;
const SPREAD = 0.25;
const FIRST_RETRY_MILLIS = 1_000;
const LONGEST_RETRY_MILLIS = 15_000;

export class Refresh {
  #ask;
  #handlers;
  #timer = null;
  #due = 0;
  #run = null;
  #again = false;
  #lastMillis = 0;
  /** The server takes no question before: it has said so. */
  #notBefore = 0;
  /** How often one may ask once a second, as it was when it was asked last. */
  #inHand = MOST_IN_A_ROW;
  #refillMillis = REFILL_MILLIS;
  #retryMillis = FIRST_RETRY_MILLIS;
  /** The same question would be refused again. */
  #refused = false;

  /** ask(signal) gives an answer or throws a Failure; handlers: answered(answer), failed(failure). */
  constructor(ask, handlers) {
    this.#ask = ask;
    this.#handlers = handlers;
  }

  /** Something may have changed. */
  soon() {
    if (this.#refused) {
      return;
    }
    if (this.#run) {
      this.#again = true;
    } else {
      const wait = this.#left() >= 1 ? LEAST_MILLIS : this.#refillMillis;
      this.#schedule(this.#lastMillis + wait - Date.now());
    }
  }

  /** Another question: what was asked before is of no interest any more. */
  now() {
    this.stop();
    this.#retryMillis = FIRST_RETRY_MILLIS;
    this.#notBefore = 0;
    this.#refused = false;
    this.#start();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#run?.abort();
    this.#run = null;
    this.#again = false;
  }

  #left() {
    return Math.min(MOST_IN_A_ROW, this.#inHand + (Date.now() - this.#lastMillis) / this.#refillMillis);
  }

  #schedule(millis) {
    const due = Math.max(Date.now() + millis, Date.now(), this.#notBefore);
    if (this.#timer === null || due < this.#due) {
      clearTimeout(this.#timer);
      this.#due = due;
      this.#timer = setTimeout(() => this.#start(), due - Date.now());
    }
  }

  async #start() {
    this.#timer = null;
    const run = new AbortController();
    this.#run = run;
    this.#inHand = Math.max(0, this.#left() - 1);
    // All pages are told at the same moment; where that goes on, they are not to ask at the same moment for ever.
    this.#refillMillis = REFILL_MILLIS * (1 - SPREAD / 2 + SPREAD * Math.random());
    this.#lastMillis = Date.now();
    let answer;
    let failure = null;
    try {
      answer = await this.#ask(run.signal);
    } catch (thrown) {
      failure = thrown;
    }
    if (this.#run !== run) {
      return;
    }
    this.#run = null;
    run.abort(); // what else was asked beside what failed
    if (failure) {
      this.#fail(failure);
      return;
    }
    this.#retryMillis = FIRST_RETRY_MILLIS;
    this.#handlers.answered(answer);
    if (this.#again) {
      this.#again = false;
      this.soon();
    }
  }

  #fail(failure) {
    this.#again = false;
    this.#handlers.failed(failure);
    this.#refused = failure.kind === 'invalid' || failure.kind === 'refused';
    if (!this.#refused) {
      this.#notBefore = Date.now() + (failure.retryMillis ?? 0);
      this.#schedule(this.#retryMillis);
      this.#retryMillis = Math.min(2 * this.#retryMillis, LONGEST_RETRY_MILLIS);
    }
  }
}

// Listens to the live stream for as long as the page is looked at, and resumes it after a break. A fetch rather than an
// EventSource, which cannot send headers.

import { failureOf } from './api.js';

const SILENCE_MILLIS = 25_000; // the server gives a sign of life every 10 s
const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 10_000;

const pause = (millis, signal) =>
  new Promise((done) => {
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
  });

/** Calls back with each event of the body: { event, id, data }; every sign of life calls alive. */
async function readEvents(body, alive, each) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let fields = {};
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    alive();
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (fields.event) {
          each(fields);
        }
        fields = {};
      } else if (!line.startsWith(':')) {
        const colon = line.indexOf(': ');
        fields[line.slice(0, colon)] = line.slice(colon + 2);
      }
    }
  }
}

export class LiveStream {
  #api;
  #handlers;
  #lastId = null;
  #stopped = new AbortController();
  #connection = null;
  /** How long the server would be left alone, as it said last. */
  #retryMillis = 0;

  /** handlers: state('live' | 'reconnecting' | 'paused'), changed(), unavailable(reason), refused(failure) */
  constructor(api, handlers) {
    this.#api = api;
    this.#handlers = handlers;
    document.addEventListener('visibilitychange', () => this.#connection?.abort(), { signal: this.#stopped.signal });
    window.addEventListener('offline', () => this.#connection?.abort(), { signal: this.#stopped.signal });
    this.#listen();
  }

  stop() {
    this.#stopped.abort();
    this.#connection?.abort();
  }

  async #listen() {
    let pauseMillis = FIRST_PAUSE_MILLIS;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      if (document.hidden) {
        // A browser has few connections to one server, and tabs that nobody sees would take them all.
        this.#handlers.state('paused');
        await this.#untilSeen();
        continue;
      }
      const heard = await this.#connect();
      if (signal.aborted) {
        return;
      }
      if (document.hidden) {
        continue;
      }
      pauseMillis = heard ? FIRST_PAUSE_MILLIS : Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      this.#handlers.state('reconnecting');
      // Not all pages at the same moment, when a server is back.
      await pause(Math.max(this.#retryMillis, pauseMillis * (0.5 + Math.random() / 2)), signal);
    }
  }

  #untilSeen() {
    return new Promise((seen) => {
      const options = { once: true, signal: this.#stopped.signal };
      document.addEventListener('visibilitychange', seen, options);
      this.#stopped.signal.addEventListener('abort', seen, { once: true });
    });
  }

  /** Whether anything was heard. */
  async #connect() {
    const connection = new AbortController();
    this.#connection = connection;
    let heard = false;
    let watchdog;
    this.#retryMillis = 0;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => connection.abort(), SILENCE_MILLIS);
    };
    try {
      alive();
      const response = await this.#api.stream(this.#lastId, connection.signal);
      if (!response.ok) {
        const failure = await failureOf(response);
        this.#retryMillis = failure.retryMillis;
        if (failure.kind === 'refused') {
          this.#stopped.abort();
          this.#handlers.refused(failure);
        } else if (failure.kind === 'later') {
          this.#handlers.unavailable(failure.message);
        }
        return false;
      }
      heard = true;
      this.#handlers.state('live');
      await readEvents(response.body, alive, (event) => this.#take(event));
    } catch {
      // It broke, or was broken off: it is begun again.
    } finally {
      clearTimeout(watchdog);
    }
    return heard;
  }

  #take({ event, id, data }) {
    if (event === 'changed') {
      this.#lastId = id;
      this.#handlers.changed();
    } else if (event === 'unavailable') {
      // Whatever comes after that is news.
      this.#lastId = null;
      this.#handlers.unavailable(JSON.parse(data).reason);
    }
  }
}

// All that the page asks of the server. Whatever does not come as an answer is a Failure in the server's own words.

import { nowIn, plusDays, shortDay } from './periods.js';

const CHARTS_DATA = 'api/v1/livechat/analytics/dashboards/charts-data';
const METRICS = 'api/v1/metrics';
const DEADLINE_MILLIS = 10_000; // more than the server's own READ_TIMEOUT of 4 s

/** Kinds: 'refused' (who asks), 'invalid' (what is asked), 'absent' (no such route), 'later' (ask again, not before retryMillis). */
export class Failure extends Error {
  constructor(kind, message, { status = 0, retryMillis = 0 } = {}) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.retryMillis = retryMillis;
  }
}

/** The server's own words, or what is left to say where it has none. */
async function words(response) {
  const fallback = `The server answered ${response.status}.`;
  try {
    const body = await response.json();
    const text = body.error ?? body.message;
    // Rocket.Chat's own words end with a code that is for programs.
    return typeof text === 'string' && text ? text.replace(/\s*\[error-[\w-]+\]$/, '').replace(/(?<![.!?])$/, '.') : fallback;
  } catch {
    return fallback;
  }
}

const kindOf = (status) => ({ 400: 'invalid', 401: 'refused', 403: 'refused', 404: 'absent' })[status] ?? 'later';

export async function failureOf(response) {
  const seconds = Number(response.headers.get('Retry-After')) || 0;
  return new Failure(kindOf(response.status), await words(response), { status: response.status, retryMillis: 1_000 * seconds });
}

export class Api {
  #headers;
  /** False once the server has said that it has no such route, as one of an earlier build during an upgrade; charts-data does then. */
  #hasSeries = true;

  constructor({ userId, token }) {
    this.#headers = { 'X-User-Id': userId, 'X-Auth-Token': token };
  }

  async #get(path, parameters, signal) {
    let response;
    try {
      const query = new URLSearchParams(parameters).toString();
      response = await fetch(query ? `${path}?${query}` : path, {
        headers: this.#headers,
        cache: 'no-store',
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MILLIS)]),
      });
      if (response.ok) {
        return await response.json();
      }
    } catch (lost) {
      if (signal.aborted) {
        throw lost;
      }
      throw new Failure('later', lost.name === 'TimeoutError' ? 'The server did not answer in time.' : 'The server cannot be reached.');
    }
    throw await failureOf(response);
  }

  /** The response of the live stream, whose body goes on. */
  stream(lastEventId, signal) {
    const resume = lastEventId ? { 'Last-Event-ID': lastEventId } : {};
    return fetch(`${METRICS}/live`, { headers: { ...this.#headers, ...resume }, cache: 'no-store', signal });
  }

  /** The zone in which charts-data's days begin. */
  async reportingZone(signal) {
    return (await this.#get(`${METRICS}/settings`, {}, signal)).reportingTimezone;
  }

  /** Those that conversations have, or null where the server cannot tell. */
  async departments(signal) {
    try {
      return (await this.#get(`${METRICS}/departments`, {}, signal)).departments;
    } catch (failure) {
      if (failure.kind === 'absent') {
        return null;
      }
      throw failure;
    }
  }

  /** The points { label, start, over, value, conversations } of one metric; value is null where nothing was measured. */
  async points(metric, { from, to, department, zone, reportingZone }, signal) {
    const hasCharts = zone === reportingZone;
    if (this.#hasSeries || !hasCharts) {
      try {
        return await this.#series(metric, { from, to, department, zone }, signal);
      } catch (failure) {
        if (failure.kind !== 'absent') {
          throw department === null ? failure : ofDepartment(failure, department);
        }
        this.#hasSeries = false;
        if (!hasCharts) {
          throw new Failure('invalid', `It answers for the time zone ${reportingZone} alone.`);
        }
      }
    }
    return this.#chartsData(metric, { from, to, department, zone }, signal);
  }

  async #series(metric, { from, to, department, zone }, signal) {
    const hours = from === to;
    const parameters = { metric: metric.id, from, to, granularity: hours ? 'hour' : 'day', timezone: zone };
    if (department !== null) {
      parameters.departmentId = department;
    }
    const { series } = await this.#get(`${METRICS}/series`, parameters, signal);
    const points = series[0]?.points ?? [];
    const now = Date.now();
    const seen = new Set();
    return points.map(({ start, end, value, conversations }) => {
      const time = start.slice(11, 16);
      // The hour that a clock shows twice, when it is put back.
      const again = hours && seen.has(time);
      seen.add(time);
      return {
        label: hours ? `${time}${again ? ' (again)' : ''}` : shortDay(start.slice(0, 10)),
        start: hours ? start : start.slice(0, 10),
        over: Date.parse(end) <= now,
        value,
        conversations,
      };
    });
  }

  async #chartsData(metric, { from, to, department, zone }, signal) {
    const parameters = { chartName: metric.chart, start: from, end: to };
    if (department === '') {
      throw new Failure('invalid', 'It does not answer for conversations without a department.');
    }
    if (department !== null) {
      parameters.departmentId = department;
    }
    const { dataLabels, dataPoints } = await this.#get(CHARTS_DATA, parameters, signal)
      .catch((failure) => { throw department === null ? failure : ofDepartment(failure, department); });
    const hours = from === to;
    const now = nowIn(zone);
    return dataPoints.map((value, i) => {
      const day = hours ? from : plusDays(from, i);
      const hour = hours ? hourOf(dataLabels[i]) : 24;
      return {
        label: hours ? `${String(hour).padStart(2, '0')}:00` : shortDay(day),
        start: hours ? `${day} ${String(hour).padStart(2, '0')}:00` : day,
        over: day < now.day || (day === now.day && hour < now.hour),
        // charts-data has no other way to say that there is nothing to say.
        value: metric.unit === 's' && value === 0 ? null : value,
      };
    });
  }
}

/** Who may ask at all has the reporting zone by then: what is refused is the department, and nobody is signed out by a link. */
const ofDepartment = (failure, department) =>
  (failure.kind === 'refused' && failure.status === 403 ? new Failure('invalid', department === ''
    ? 'Conversations without a department are not ones that you may see.'
    : `Department ${department} is not one that you may see.`) : failure);

/** "1PM-2PM" → 13 */
function hourOf(label) {
  const [, hour, half] = /^(\d+)([AP])M/.exec(label);
  return (Number(hour) % 12) + (half === 'P' ? 12 : 0);
}

// Asks for the seven charts of one question every two seconds and draws them. Whatever the server says is put on the
// page as text, never as markup.

const ENDPOINT = 'api/v1/livechat/analytics/dashboards/charts-data';
const REFRESH_MILLIS = 2_000;
const DEADLINE_MILLIS = 10_000; // more than the server's own READ_TIMEOUT of 4 s
const DEFAULT_DAYS = 7;
const KEY = 'livechat-metrics.credentials';

const CHARTS = [
  { name: 'Total_conversations', title: 'Conversations', about: 'that opened', unit: 'count' },
  { name: 'Total_messages', title: 'Messages', about: 'by agents and bots', unit: 'count' },
  { name: 'Avg_chat_duration', title: 'Average chat duration', about: 'from the opening to the latest close', unit: 's' },
  { name: 'Avg_first_response_time', title: 'Average first response time', about: 'the visitor’s first wait', unit: 's' },
  { name: 'Best_first_response_time', title: 'Best first response time', about: 'the shortest first wait', unit: 's' },
  { name: 'Avg_response_time', title: 'Average response time', about: 'mean of the conversations’ own averages', unit: 's' },
  { name: 'Avg_reaction_time', title: 'Average reaction time', about: 'from the assignment to the first response', unit: 's' },
];

const $ = (id) => document.getElementById(id);

// ---- Numbers and units ------------------------------------------------------------------------------------------

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const brief = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];

/** Seconds in the two largest units that matter: 3,725 → "1 h 2 min"; below a minute "53.33 s". */
function duration(seconds) {
  const sign = seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  if (size < 60) {
    return `${sign}${plain.format(size)} s`;
  }
  const whole = Math.round(size);
  const first = UNITS.findIndex(([, length]) => whole >= length);
  const [unit, length] = UNITS[first];
  const [smaller, smallerLength] = UNITS[first + 1];
  let major = Math.floor(whole / length);
  let minor = Math.round((whole % length) / smallerLength);
  if (minor * smallerLength === length) {
    major += 1;
    minor = 0;
  }
  return `${sign}${plain.format(major)} ${unit}${minor ? ` ${minor} ${smaller}` : ''}`;
}

/** For the narrow place above a bar: "53 s", "21 min", "1.6 h". */
function shortDuration(seconds) {
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, l]) => size >= l) ?? ['s', 1];
  const digits = size / length < 10 ? 1 : 0;
  return `${seconds < 0 ? '−' : ''}${(size / length).toFixed(digits).replace(/\.0$/, '')} ${unit}`;
}

const full = (unit, value) =>
  unit === 'count' ? plain.format(value) : `${plain.format(value)} s${Math.abs(value) < 60 ? '' : ` (${duration(value)})`}`;

/** Round steps for an axis: whole numbers for counts, what a clock knows for seconds. */
function axisStep(unit, span) {
  const enough = span / 4;
  const clock = [10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];
  if (unit === 's' && enough > 5 && enough <= 86_400) {
    return clock.find((step) => step >= enough);
  }
  const base = unit === 's' && enough > 86_400 ? 86_400 : 1;
  const power = 10 ** Math.floor(Math.log10(enough / base));
  const step = base * power * [1, 2, 5, 10].find((factor) => factor * power >= (enough / base) * (1 - 1e-9));
  return Math.max(unit === 'count' ? 1 : 0.01, step);
}

// ---- Elements ---------------------------------------------------------------------------------------------------

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const element = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const shape = (name, attributes = {}, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

// ---- One chart --------------------------------------------------------------------------------------------------

const HEIGHT = 216;
const CHARACTER = 7; // an upper bound of a digit's width, in pixels
const MARGIN = { top: 32, right: 4, bottom: 24 };
const SEPARATE_BARS = 400; // beyond that one path, without hints

const widest = (texts) => CHARACTER * texts.reduce((most, { length }) => Math.max(most, length), 0);

function axisUnit(unit, highest) {
  if (unit === 'count') {
    return 'count';
  }
  return highest < 60 ? 's' : highest < 3_600 ? 's, as min and s' : 's, as h and min';
}

/** What stands beyond each bar, or null where there is no room for all of it. */
function barTexts(unit, points, slot) {
  const forms = unit === 'count' ? [plain.format, brief.format] : [shortDuration];
  return forms.map((form) => points.map((value) => form(value))).find((texts) => widest(texts) < slot) ?? null;
}

function plot(chart, { labels, points }, width) {
  const highest = Math.max(0, ...points);
  const lowest = Math.min(0, ...points);
  const step = axisStep(chart.unit, highest - lowest || 4);
  const top = Math.ceil((highest || (lowest ? 0 : 1)) / step - 1e-9) * step;
  const bottom = Math.floor(lowest / step + 1e-9) * step;
  const ticks = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, i) => (Math.round(bottom / step) + i) * step);
  const counts = top < 10_000 ? plain : brief;
  const tickText = (value) => (chart.unit === 'count' ? counts.format(value) : value ? duration(value) : '0');

  const left = 10 + widest(ticks.map(tickText));
  const floor = HEIGHT - MARGIN.bottom - (bottom < 0 ? 14 : 0); // room for the labels below negative bars
  const y = (value) => MARGIN.top + ((top - value) / (top - bottom)) * (floor - MARGIN.top);
  const slot = (width - left - MARGIN.right) / points.length;
  const gap = slot > 6 ? Math.min(8, slot * 0.25) : slot > 3 ? 1 : 0;
  const bar = (i) => {
    const from = y(Math.max(points[i], 0));
    const height = y(Math.min(points[i], 0)) - from;
    return { x: left + i * slot + gap / 2, y: from, width: Math.max(1, slot - gap), height };
  };

  const svg = shape('svg', { width, height: HEIGHT, role: 'img', 'aria-label': description(chart, { labels, points }) });
  svg.append(shape('text', { x: 0, y: 12 }, axisUnit(chart.unit, Math.max(top, -bottom))));
  for (const tick of ticks) {
    svg.append(
      shape('line', { class: tick === 0 ? 'zero' : 'grid', x1: left, x2: width - MARGIN.right, y1: y(tick), y2: y(tick) }),
      shape('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, tickText(tick)),
    );
  }

  if (points.length > SEPARATE_BARS) {
    const outline = points.map((_, i) => bar(i)).map((b) => `M${b.x} ${b.y}h${b.width}v${b.height}h${-b.width}z`);
    svg.append(shape('path', { class: 'bar', d: outline.join('') }));
  } else {
    const values = barTexts(chart.unit, points, slot);
    points.forEach((value, i) => {
      const b = bar(i);
      svg.append(shape('g', {},
        shape('title', {}, `${labels[i]}: ${full(chart.unit, value)}`),
        shape('rect', { class: 'hit', x: left + i * slot, y: MARGIN.top, width: slot, height: floor - MARGIN.top }),
        shape('rect', { class: 'bar', ...b, rx: Math.min(2, b.width / 4) })));
      if (values && value !== 0) {
        const beyond = value > 0 ? b.y - 4 : b.y + b.height + 13;
        svg.append(shape('text', { class: 'value', x: b.x + b.width / 2, y: beyond, 'text-anchor': 'middle' }, values[i]));
      }
    });
  }

  const every = Math.ceil((widest(labels) + 8) / slot);
  for (let i = 0; i < labels.length; i += every) {
    const middle = left + (i + 0.5) * slot;
    const half = (CHARACTER * labels[i].length) / 2;
    const x = Math.min(Math.max(middle, half), width - half);
    svg.append(shape('text', { x, y: HEIGHT - 6, 'text-anchor': 'middle' }, labels[i]));
  }
  return svg;
}

/** What the chart says in a line; 0 in a chart of seconds means that there is nothing to say. */
function range(chart, { labels, points }) {
  if (chart.unit === 'count') {
    const total = points.reduce((sum, value) => sum + value, 0);
    return `${plain.format(total)} in all`;
  }
  const measured = points.map((value, i) => ({ value, label: labels[i] })).filter(({ value }) => value !== 0);
  if (measured.length === 0) {
    return 'nothing measured';
  }
  const low = measured.reduce((a, b) => (b.value < a.value ? b : a));
  const high = measured.reduce((a, b) => (b.value > a.value ? b : a));
  return low.value === high.value
    ? full('s', low.value)
    : `${duration(low.value)} (${low.label}) to ${duration(high.value)} (${high.label})`;
}

function description(chart, data) {
  const { labels } = data;
  return `${chart.title}, ${chart.about}. ${labels.length} bars from ${labels[0]} to ${labels.at(-1)}: ${range(chart, data)}.`;
}

function table(chart, { labels, points }) {
  const heads = chart.unit === 'count' ? ['', 'count'] : ['', 's', 'duration'];
  const body = element('tbody');
  points.forEach((value, i) => {
    const row = element('tr', {}, element('th', { scope: 'row' }, labels[i]), element('td', {}, plain.format(value)));
    if (chart.unit === 's') {
      row.append(element('td', {}, value === 0 ? '–' : duration(value)));
    }
    body.append(row);
  });
  heads[0] = labels[0].includes('/') ? 'day' : 'hour';
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
  return element('table', {}, element('thead', {}, head), body);
}

/** A chart's place on the page. It is drawn anew only when its numbers or its width change; the table only while open. */
class Card {
  constructor(chart) {
    this.chart = chart;
    this.range = element('p', { class: 'range' });
    this.plot = element('div', { class: 'plot' });
    this.rows = element('div', { class: 'rows', role: 'region', 'aria-label': `${chart.title}, numbers`, tabindex: '0' });
    this.details = element('details', {}, element('summary', {}, 'Numbers'), this.rows);
    this.details.addEventListener('toggle', () => this.#drawTable());
    this.root = element('article', { class: 'card' },
      element('h3', {}, chart.title),
      element('p', { class: 'about' }, `${chart.about} (${chart.unit})`),
      this.range, this.plot, this.details);
    new ResizeObserver(() => this.#drawPlot()).observe(this.plot);
  }

  show(data) {
    const key = JSON.stringify(data);
    if (key !== this.key) {
      this.key = key;
      this.data = data;
      this.width = undefined;
      this.range.textContent = data ? range(this.chart, data) : '';
      this.#drawPlot();
      this.#drawTable();
    }
  }

  #drawPlot() {
    const width = Math.floor(this.plot.clientWidth);
    if (width !== this.width) {
      this.width = width;
      const drawable = this.data && this.data.points.length > 0 && width > 100;
      this.plot.replaceChildren(...(drawable ? [plot(this.chart, this.data, width)] : []));
    }
  }

  #drawTable() {
    const drawable = this.details.open && this.data && this.data.points.length > 0;
    const { scrollTop } = this.rows;
    this.rows.replaceChildren(...(drawable ? [table(this.chart, this.data)] : []));
    this.rows.scrollTop = scrollTop;
  }
}

// ---- Asking -----------------------------------------------------------------------------------------------------

/** The server's own words, or what is left to say where it has none. */
async function words(response) {
  try {
    const body = await response.json();
    const text = body.error ?? body.message;
    return typeof text === 'string' && text ? text.replace(/(?<![.!?])$/, '.') : `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

/** One of: { chart }, { refused }, { invalid }, { unavailable, retryMillis }, { lost }. Never throws. */
async function askChart(name, question, credentials, signal) {
  const query = new URLSearchParams({ chartName: name, start: question.start, end: question.end });
  if (question.department) {
    query.set('departmentId', question.department);
  }
  const headers = { 'X-User-Id': credentials.userId, 'X-Auth-Token': credentials.token };
  try {
    const response = await fetch(`${ENDPOINT}?${query}`, { headers, cache: 'no-store', signal });
    if (response.status === 401 || response.status === 403) {
      return { refused: await words(response) };
    }
    if (response.status === 400) {
      return { invalid: await words(response) };
    }
    if (!response.ok) {
      return { unavailable: await words(response), retryMillis: 1_000 * (Number(response.headers.get('Retry-After')) || 0) };
    }
    const { dataLabels: labels, dataPoints: points } = await response.json();
    if (!Array.isArray(labels) || !Array.isArray(points) || labels.length !== points.length) {
      return { unavailable: 'The server’s answer is not a chart.', retryMillis: 0 };
    }
    return { chart: { labels: labels.map(String), points: points.map(Number) } };
  } catch (error) {
    return error instanceof SyntaxError
      ? { unavailable: 'The server’s answer is not a chart.', retryMillis: 0 }
      : { lost: 'The server cannot be reached.' };
  }
}

/** All seven charts, or why not: numbers of different moments are never mixed. */
async function ask(question, credentials, signal) {
  const answers = await Promise.all(CHARTS.map(({ name }) => askChart(name, question, credentials, signal)));
  for (const failure of ['refused', 'invalid', 'unavailable', 'lost']) {
    const failed = answers.find((answer) => failure in answer);
    if (failed) {
      return failed;
    }
  }
  return { charts: answers.map(({ chart }) => chart) };
}

// ---- The page ---------------------------------------------------------------------------------------------------

const cards = CHARTS.map((chart) => new Card(chart));
$('charts').append(...cards.map((card) => card.root));

let credentials = remembered();
let question = null; // { start, end, department }, as last taken from a valid form
let followsToday = true; // until somebody chooses a date
let shown = null; // { question, at } of the numbers on the page
let running = null; // the AbortController of the question under way
let timer;

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function remember(value) {
  credentials = value;
  try {
    if (value) {
      sessionStorage.setItem(KEY, JSON.stringify(value));
    } else {
      sessionStorage.removeItem(KEY);
    }
  } catch {
    // Storage is switched off: they live as long as the page.
  }
}

/** A date as the form writes it, on this clock's calendar. */
function isoDate(date) {
  const two = (number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function followToday() {
  const today = new Date();
  const end = isoDate(today);
  if (followsToday && $('end').value !== end) {
    $('start').value = isoDate(new Date(today.getFullYear(), today.getMonth(), today.getDate() - DEFAULT_DAYS + 1));
    $('end').value = end;
  }
}

/** The dates at every refresh, as today moves on; the department only once it is typed to its end. */
function takeQuestion(department = question?.department ?? '') {
  followToday();
  if ($('question').checkValidity()) {
    question = { start: $('start').value, end: $('end').value, department };
  }
}

async function refresh() {
  clearTimeout(timer);
  takeQuestion();
  if (!credentials || !question) {
    return;
  }
  running?.abort();
  const run = new AbortController();
  running = run;
  const asked = question;
  const began = Date.now();
  const deadline = setTimeout(() => run.abort(), DEADLINE_MILLIS);
  const answer = await ask(asked, credentials, run.signal);
  clearTimeout(deadline);
  if (running !== run) {
    return;
  }
  running = null;

  if ('refused' in answer) {
    signOut();
    complain(answer.refused, true);
    $('user-id').focus();
    return;
  }
  enter();
  if ('charts' in answer) {
    showCharts(asked, answer.charts);
  } else if ('invalid' in answer) {
    complain(`The server refuses the question: ${answer.invalid}`, true);
    return; // until the form changes: asking again would be refused again
  } else {
    const kept = shown ? ` The numbers of ${shown.at.toLocaleTimeString()} stay.` : '';
    complain(`${answer.unavailable ?? answer.lost}${kept} Trying again.`, false);
  }
  if (!document.hidden) {
    timer = setTimeout(refresh, Math.max(0, REFRESH_MILLIS - (Date.now() - began), answer.retryMillis ?? 0));
  }
}

function enter() {
  if ($('dashboard').hidden) {
    $('sign-in').hidden = true;
    $('token').value = '';
    $('dashboard').hidden = false;
    $('sign-out').hidden = false;
    $('shown').focus();
  }
}

function signOut() {
  clearTimeout(timer);
  running?.abort();
  running = null;
  shown = null;
  remember(null);
  cards.forEach((card) => card.show(undefined));
  $('totals').replaceChildren();
  $('shown').textContent = 'Waiting for the first numbers…';
  $('dashboard').hidden = true;
  $('sign-out').hidden = true;
  $('sign-in').hidden = false;
  say('', false);
  $('alert').hidden = true;
}

/** Changes the text only where it differs, so that a screen reader is not told the same every two seconds. */
function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function say(text, stale) {
  write($('state'), text);
  $('state').toggleAttribute('data-stale', stale);
  $('charts').toggleAttribute('data-stale', stale);
}

function complain(text, bad) {
  write($('alert'), text);
  $('alert').classList.toggle('bad', bad);
  $('alert').hidden = false;
  if (credentials) {
    say(shown ? `not live since ${shown.at.toLocaleTimeString()}` : 'not live', true);
  }
}

function showCharts(asked, charts) {
  shown = { question: asked, at: new Date() };
  $('alert').hidden = true;
  say('live', false);
  const days = asked.start === asked.end ? `${asked.start}, by the hour` : `${asked.start} to ${asked.end}`;
  write($('shown'), `${days} · ${asked.department ? `department ${asked.department}` : 'all departments'}`);
  cards.forEach((card, i) => card.show(charts[i]));
  showTotals(charts);
}

function showTotals(charts) {
  const points = Object.fromEntries(CHARTS.map(({ name }, i) => [name, charts[i].points]));
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const conversations = sum(points.Total_conversations);
  const messages = sum(points.Total_messages);
  const responses = points.Best_first_response_time.filter((value) => value !== 0);
  const best = responses.length ? responses.reduce((a, b) => Math.min(a, b)) : null;
  const tiles = [
    ['Conversations', plain.format(conversations), ''],
    ['Messages', plain.format(messages), 'by agents and bots'],
    ['Messages a conversation', conversations ? plain.format(messages / conversations) : '–', 'by agents and bots'],
    ['Best first response', best === null ? '–' : duration(best), best === null || Math.abs(best) < 60 ? '' : `${plain.format(best)} s`],
  ];
  if ($('totals').childElementCount === 0) {
    $('totals').append(...tiles.map(([name]) => element('div', {}, element('dt', {}, name), element('dd'))));
  }
  tiles.forEach(([, value, note], i) => {
    const dd = $('totals').children[i].lastElementChild;
    if (dd.dataset.is !== `${value} ${note}`) {
      dd.dataset.is = `${value} ${note}`;
      dd.replaceChildren(value, element('small', {}, note));
    }
  });
}

$('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const [userId, token] = ['user-id', 'token'].map((id) => $(id).value.trim());
  if (!/^[\x21-\x7e]+$/.test(userId) || !/^[\x21-\x7e]+$/.test(token)) {
    complain('An id and a token are made of plain letters, digits and signs, without spaces.', true);
    return;
  }
  remember({ userId, token });
  refresh();
});
$('question').addEventListener('submit', (event) => {
  event.preventDefault();
  takeQuestion($('department').value.trim());
  refresh();
});
for (const id of ['start', 'end']) {
  $(id).addEventListener('input', () => {
    followsToday = false;
  });
}
$('question').addEventListener('change', () => {
  if ($('question').checkValidity()) {
    takeQuestion($('department').value.trim());
    refresh();
  }
});
$('sign-out').addEventListener('click', () => {
  signOut();
  $('user-id').focus();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    clearTimeout(timer);
  } else if (credentials) {
    refresh();
  }
});
window.addEventListener('online', () => credentials && refresh());

followToday();
if (credentials) {
  enter();
  refresh();
} else {
  $('sign-in').hidden = false;
  $('user-id').focus();
}

// The page: who is signed in, what is shown, and what happens when either changes.

import { Api } from './api.js';
import { Charts } from './charts.js';
import { Controls } from './controls.js';
import { $, write } from './elements.js';
import { LiveStream } from './live.js';
import { METRICS } from './metrics.js';
import { before, spokenPeriod } from './periods.js';
import { Refresh } from './refresh.js';
import { setTheme, storeCredentials, storedCredentials, theme } from './session.js';
import { departmentName, questionOf, readView, writeView } from './view.js';

const BEFORE_MILLIS = 30_000; // how long the period before, which hardly changes, is good for
const TICK_MILLIS = 10_000;
const MINUTE_TICKS = 6;
const STATES = { live: 'Live', reconnecting: 'Reconnecting…', paused: 'Paused', stale: 'Not up to date' };

let credentials = storedCredentials();
let api = null;
let live = null;
let reportingZone = null;
let view = readView();
let connection = 'reconnecting';
let stale = false;
let earlier = null; // the period before: { key, millis, points }
let ticks = 0;

const charts = new Charts((open) => change({ open }));
const controls = new Controls(change);
const refresh = new Refresh(ask, { answered, failed });

// ---- Asking -----------------------------------------------------------------------------------------------------

async function ask(signal) {
  const asked = questionOf(view, reportingZone ??= await api.reportingZone(signal));
  const { compare } = view;
  const all = (question) => Promise.all(METRICS.map((metric) => api.points(metric, question, signal)));
  const [points, previous] = await Promise.all([all(asked), compare === 'off' ? null : pointsBefore(asked, all)]);
  return { asked, compare, points, previous };
}

async function pointsBefore(asked, all) {
  const key = JSON.stringify([asked, before(asked)]);
  if (earlier?.key !== key || Date.now() - earlier.millis > BEFORE_MILLIS) {
    earlier = { key, millis: Date.now(), points: await all({ ...asked, ...before(asked) }) };
  }
  return earlier.points;
}

function answered({ asked, compare, points, previous }) {
  enter();
  const hours = asked.from === asked.to;
  charts.show(METRICS.map((_, i) => ({ points: points[i], before: previous && aligned(points[i], previous[i], hours), hours, compare })), asked);
  const compared = compare === 'off' ? '' : ` · dashed: ${spokenPeriod(before(asked))}`;
  write($('shown'), spokenPeriod(asked));
  const of = `${departmentName(asked.department)} · ${asked.zone}${compared}`;
  write($('shown-of'), of);
  write($('full-of'), `${spokenPeriod(asked)} · ${of}`);
  $('alert').hidden = true;
  stale = false;
  sayState();
}

/** Hours go by what the clock shows, as a day may have 23 or 25 of them. */
function aligned(points, previous, hours) {
  const byLabel = new Map(previous.map((point) => [point.label, point]));
  return points.map(({ label }, i) => (hours ? byLabel.get(label) : previous[i]) ?? null);
}

function failed(failure) {
  if (failure.kind === 'refused') {
    signOut();
    complain(failure.message, true);
    $('user-id').focus();
    return;
  }
  if (failure.kind === 'invalid') {
    enter();
    charts.clear(); // they would be taken for the answer
    complain(`The server refuses the question: ${failure.message}`, true);
    return;
  }
  console.assert(failure.kind, failure);
  complain(`${failure.message}${charts.areShown ? ' What is shown is not up to date.' : ''} Trying again.`, false);
}

// ---- What is said -----------------------------------------------------------------------------------------------

function sayState() {
  const state = connection === 'live' && stale ? 'stale' : connection;
  write($('state'), api ? STATES[state] : '');
  $('state').dataset.is = state;
  $('charts').toggleAttribute('data-stale', stale);
}

function complain(text, bad) {
  write($('alert'), text);
  $('alert').classList.toggle('bad', bad);
  $('alert').hidden = false;
  stale = true;
  sayState();
}

// ---- Who is signed in -------------------------------------------------------------------------------------------

function signIn() {
  api = new Api(credentials);
  refresh.now();
}

/** Once the server has answered: whoever may not ask is not let in. */
function enter() {
  if (live) {
    return;
  }
  live = new LiveStream(api, {
    state: (state) => { connection = state; sayState(); },
    changed: () => refresh.soon(),
    unavailable: (reason) => complain(reason, false),
    refused: failed,
  });
  controls.fillZones(reportingZone);
  controls.fillDepartments([], view.department);
  findDepartments();
  $('sign-in').hidden = true;
  $('token').value = '';
  $('dashboard').hidden = false;
  $('sign-out').hidden = false;
  showView();
  if (!view.open) {
    $('shown').focus();
  }
}

/** Which there are changes seldom: they are asked for once a minute. */
async function findDepartments() {
  const asked = api;
  try {
    const departments = await asked.departments(AbortSignal.timeout(TICK_MILLIS));
    if (api === asked) {
      controls.fillDepartments(departments, view.department);
    }
  } catch (failure) {
    console.info('Departments are asked for again in a minute:', failure.message);
  }
}

function signOut() {
  refresh.stop();
  live?.stop();
  live = api = credentials = reportingZone = earlier = null;
  storeCredentials(null);
  charts.clear();
  charts.open(null);
  $('dashboard').hidden = true;
  $('sign-out').hidden = true;
  $('sign-in').hidden = false;
  $('alert').hidden = true;
  stale = false;
  sayState();
}

// ---- What is shown ----------------------------------------------------------------------------------------------

function showView() {
  controls.show(view, questionOf(view, reportingZone));
  charts.open(view.open);
}

function change(parts) {
  const asks = Object.keys(parts).some((part) => part !== 'open');
  view = { ...view, ...parts };
  writeView(view);
  if (api && reportingZone) {
    showView();
    if (asks) {
      refresh.now();
    }
  }
}

$('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  const [userId, token] = ['user-id', 'token'].map((id) => $(id).value.trim());
  if (!/^[\x21-\x7e]+$/.test(userId) || !/^[\x21-\x7e]+$/.test(token)) {
    complain('An id and a token are made of plain letters, digits and signs, without spaces.', true);
    return;
  }
  credentials = { userId, token };
  storeCredentials(credentials);
  signIn();
});
$('sign-out').addEventListener('click', () => {
  signOut();
  $('user-id').focus();
});
$('theme').addEventListener('change', () => {
  setTheme($('theme').value);
  charts.redraw();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.redraw());
window.addEventListener('hashchange', () => {
  view = readView();
  change({ ...view });
});
document.addEventListener('visibilitychange', () => api && !document.hidden && refresh.soon());
// Days pass and conversations leave without an event; and without a live stream one looks now and then.
setInterval(() => {
  ticks += 1;
  if (api && !document.hidden && (connection !== 'live' || ticks % MINUTE_TICKS === 0)) {
    refresh.soon();
  }
  if (live && !document.hidden && ticks % MINUTE_TICKS === 0) {
    findDepartments();
  }
}, TICK_MILLIS);

setTheme(theme());
$('theme').value = theme();
if (credentials) {
  signIn();
} else {
  $('sign-in').hidden = false;
  $('user-id').focus();
}

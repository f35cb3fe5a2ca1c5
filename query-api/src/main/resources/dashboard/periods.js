// Calendar days, as YYYY-MM-DD, and the periods that are made of them. All arithmetic is in UTC, where every day has 24 hours.

const DAY_MILLIS = 86_400_000;

export const PRESETS = [
  { id: 'today', title: 'Today' },
  { id: 'yesterday', title: 'Yesterday' },
  { id: '7d', title: '7 days', days: 7 },
  { id: '30d', title: '30 days', days: 30 },
  { id: '90d', title: '90 days', days: 90 },
  { id: 'month', title: 'This month' },
  { id: 'custom', title: 'Custom' },
];

/** Of the APIs: the most points of an answer. */
export const MOST_DAYS = 3_660;

const millis = (day) => Date.parse(`${day}T00:00:00Z`);
export const plusDays = (day, days) => new Date(millis(day) + days * DAY_MILLIS).toISOString().slice(0, 10);
export const daysBetween = (from, to) => Math.round((millis(to) - millis(from)) / DAY_MILLIS) + 1;

export function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(millis(text)) && plusDays(text, 0) === text;
}

/** The local date and hour of now in the zone. */
export function nowIn(zone) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date());
  const part = (type) => parts.find((each) => each.type === type).value;
  return { day: `${part('year')}-${part('month')}-${part('day')}`, hour: Number(part('hour')) };
}

/** { from, to } of a preset, today in the zone that is shown. */
export function period(preset, zone) {
  const today = nowIn(zone).day;
  const { days } = PRESETS.find(({ id }) => id === preset) ?? {};
  if (days) {
    return { from: plusDays(today, 1 - days), to: today };
  }
  switch (preset) {
    case 'yesterday':
      return { from: plusDays(today, -1), to: plusDays(today, -1) };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    default:
      return { from: today, to: today };
  }
}

/** As many days, just before. */
export function before({ from, to }) {
  const days = daysBetween(from, to);
  return { from: plusDays(from, -days), to: plusDays(to, -days) };
}

const dayFormat = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

function parts(day) {
  return Object.fromEntries(dayFormat.formatToParts(millis(day)).map(({ type, value }) => [type, value]));
}

/** "1 Oct" */
export function shortDay(day) {
  const said = parts(day);
  return `${said.day} ${said.month}`;
}

function longDay(day, withYear) {
  const said = parts(day);
  return `${said.weekday} ${said.day} ${said.month}${withYear ? ` ${said.year}` : ''}`;
}

/** "Wed 1 Oct 2025", or from one such to another. */
export function spokenPeriod({ from, to }) {
  const oneYear = from.slice(0, 4) === to.slice(0, 4);
  return from === to ? longDay(from, true) : `${longDay(from, !oneYear)} – ${longDay(to, true)}`;
}

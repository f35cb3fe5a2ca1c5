// Numbers, durations and changes as text.

const plainFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const briefFormat = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const percentFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];
export const NONE = '–';

const signed = (value, text) => `${value < 0 ? '−' : ''}${text}`;

export const plain = (value) => (value === null ? NONE : signed(value, plainFormat.format(Math.abs(value))));

/** Seconds in the two largest units that matter: 3,725 → "1 h 2 min"; below a minute "53.3 s". */
export function duration(seconds) {
  const size = Math.abs(seconds);
  if (size < 59.95) {
    return signed(seconds, `${percentFormat.format(size)} s`);
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
  return signed(seconds, `${plainFormat.format(major)} ${unit}${minor ? ` ${minor} ${smaller}` : ''}`);
}

/** A value with its unit, as a person says it. */
export function spoken(unit, value) {
  if (value === null) {
    return 'no data';
  }
  return unit === 'count' ? plain(value) : duration(value);
}

/** For a headline: a dash where there is nothing. */
export const headline = (unit, value) => (value === null ? NONE : spoken(unit, value));

/** For an axis. */
export function tick(unit, value) {
  if (value === 0) {
    return '0';
  }
  if (unit === 'count') {
    return Math.abs(value) < 10_000 ? plain(value) : signed(value, briefFormat.format(Math.abs(value)));
  }
  return duration(value);
}

/** Round steps for an axis: whole numbers for counts, what a clock knows for seconds. */
export function axisStep(unit, span, steps) {
  const enough = span / steps;
  const clock = [10, 15, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];
  if (unit === 's' && enough > 5 && enough <= 86_400) {
    return clock.find((step) => step >= enough);
  }
  const base = unit === 's' && enough > 86_400 ? 86_400 : 1;
  const power = 10 ** Math.floor(Math.log10(enough / base));
  const step = base * power * [1, 2, 5, 10].find((factor) => factor * power >= (enough / base) * (1 - 1e-9));
  return Math.max(unit === 'count' ? 1 : 0.01, step);
}

/** { text, direction } of a change, in per cent or as it is; null where there is none to tell. */
export function changeText(unit, compared, mode) {
  if (!compared) {
    return null;
  }
  const { current, previous } = compared;
  const difference = current - previous;
  if (mode === 'percent' && previous <= 0) {
    return difference === 0 ? { text: 'unchanged', direction: 0 } : null;
  }
  const amount = mode === 'percent'
    ? `${percentFormat.format(Math.abs(difference / previous) * 100)} %`
    : spoken(unit, Math.abs(difference));
  const none = mode === 'percent' ? Math.abs(difference / previous) < 0.0005 : Math.abs(difference) < 0.005;
  return none ? { text: 'unchanged', direction: 0 } : { text: amount, direction: Math.sign(difference) };
}

// What is shown, as the address says it: a link restores it. Nothing of it is trusted before it is checked.

import { METRICS } from './metrics.js';
import { isDay, period, PRESETS } from './periods.js';

export const COMPARISONS = [
  { id: 'percent', title: 'Previous period, %' },
  { id: 'absolute', title: 'Previous period, ±' },
  { id: 'off', title: 'No comparison' },
];

const one = (options, id, fallback) => (options.some((option) => option.id === id) ? id : fallback);

function isZone(name) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * { preset, from, to, department, zone, compare, open }; department is null for all and empty for conversations without one,
 * zone is null for the reporting zone, open for no chart.
 */
export function readView() {
  const given = new URLSearchParams(location.hash.slice(1));
  const [from, to] = [given.get('from'), given.get('to')];
  const custom = given.get('range') === 'custom' && isDay(from) && isDay(to);
  const preset = one(PRESETS, given.get('range'), '7d');
  return {
    preset: preset === 'custom' && !custom ? '7d' : preset,
    from: custom ? from : null,
    to: custom ? to : null,
    department: given.get('department'),
    zone: given.get('zone') && isZone(given.get('zone')) ? given.get('zone') : null,
    compare: one(COMPARISONS, given.get('compare'), 'percent'),
    open: one(METRICS, given.get('chart'), null),
  };
}

/** What a department is called on the page; see readView. */
export const departmentName = (department) =>
  (department === null ? 'All departments' : department === '' ? 'No department' : `Department ${department}`);

/** The address says so from now on. */
export function writeView(view) {
  const said = new URLSearchParams({ range: view.preset });
  if (view.preset === 'custom') {
    said.set('from', view.from);
    said.set('to', view.to);
  }
  if (view.department !== null) {
    said.set('department', view.department);
  }
  if (view.zone) {
    said.set('zone', view.zone);
  }
  if (view.compare !== 'percent') {
    said.set('compare', view.compare);
  }
  if (view.open) {
    said.set('chart', view.open);
  }
  // The slash of a zone's name is as good as its code, and people read links.
  history.replaceState(null, '', `#${said.toString().replaceAll('%2F', '/')}`);
}

/** The question of a view: with its days, and with the zone by its name. */
export function questionOf(view, reportingZone) {
  const zone = view.zone ?? reportingZone;
  const days = view.preset === 'custom' ? { from: view.from, to: view.to } : period(view.preset, zone);
  return { ...days, department: view.department, zone, reportingZone };
}

// The form that says what to show: filled from a view, read into one.

import { $, element, option } from './elements.js';
import { daysBetween, isDay, MOST_DAYS, PRESETS } from './periods.js';
import { COMPARISONS, departmentName } from './view.js';

// An id may be any text, the empty one included, so that "all" needs a value of its own.
const valueOf = (department) => (department === null ? '' : `=${department}`);
const departmentOf = (value) => (value === '' ? null : value.slice(1));
const departmentOption = (department) => option(valueOf(department), department || departmentName(department));

export class Controls {
  #changed;

  /** changed: called with what of the view is another. */
  constructor(changed) {
    this.#changed = changed;
    $('presets').append(...PRESETS.flatMap(({ id, title }) => [
      element('input', { type: 'radio', name: 'preset', id: `preset-${id}`, value: id }),
      element('label', { for: `preset-${id}` }, title),
    ]));
    $('compare').append(...COMPARISONS.map(({ id, title }) => option(id, title)));
    $('presets').addEventListener('change', ({ target }) => this.#takePreset(target.value));
    for (const id of ['from', 'to']) {
      $(id).addEventListener('change', () => this.#takeDates());
    }
    $('department').addEventListener('change', () => changed({ department: departmentOf($('department').value) }));
    $('department-id').addEventListener('change', () => changed({ department: $('department-id').value.trim() || null }));
    $('zone').addEventListener('change', () => changed({ zone: $('zone').value || null }));
    $('compare').addEventListener('change', () => changed({ compare: $('compare').value }));
    $('question').addEventListener('submit', (event) => {
      event.preventDefault();
      // Also where nothing was typed: that is all departments.
      if (!$('department-id').hidden) {
        changed({ department: $('department-id').value.trim() || null });
      }
    });
  }

  /** The zones that this browser knows, the reporting zone first. */
  fillZones(reportingZone) {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const all = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
    const group = (label, ...options) => element('optgroup', { label }, ...options);
    const device = own && own !== reportingZone ? [group('This device', option(own, own))] : [];
    const rest = all.filter((name) => name !== reportingZone && name !== own);
    $('zone').replaceChildren(
      group('Reporting time zone', option('', reportingZone)),
      ...device,
      group('All', ...rest.map((name) => option(name, name))),
    );
  }

  /** departments: [{ id, conversations }], or null where the server cannot tell. */
  fillDepartments(departments, chosen) {
    $('department').hidden = departments === null;
    $('department-id').hidden = departments !== null;
    document.querySelector('label[for^=department]').htmlFor = departments === null ? 'department-id' : 'department';
    if (departments !== null) {
      const ids = departments.map(({ id }) => id);
      // A link may name one that has no conversations yet.
      const more = chosen !== null && !ids.includes(chosen) ? [chosen] : [];
      const all = [null, ...ids, ...more].map(departmentOption);
      // A list that somebody has open would close.
      if (all.length !== $('department').options.length || all.some(({ value }, i) => value !== $('department').options[i].value)) {
        $('department').replaceChildren(...all);
        $('department').value = valueOf(chosen);
      }
    }
  }

  show(view, question) {
    $(`preset-${view.preset}`).checked = true;
    $('dates').hidden = view.preset !== 'custom';
    $('from').value = question.from;
    $('to').value = question.to;
    $('department-id').value = view.department ?? '';
    $('department-id').placeholder = view.department === '' ? departmentName('') : 'all; or an id';
    this.#choose($('department'), departmentOption(view.department));
    this.#choose($('zone'), option(view.zone ?? '', view.zone ?? ''));
    $('compare').value = view.compare;
    $('dates-fault').textContent = '';
  }

  #choose(select, chosen) {
    const { value } = chosen;
    if (![...select.options].some((each) => each.value === value)) {
      select.append(chosen);
    }
    select.value = value;
  }

  #takePreset(preset) {
    this.#changed(preset === 'custom' ? { preset, from: $('from').value, to: $('to').value } : { preset, from: null, to: null });
    if (preset === 'custom') {
      $('dates').hidden = false;
    }
  }

  #takeDates() {
    const [from, to] = [$('from').value, $('to').value];
    const fault = this.#faultOf(from, to);
    $('dates-fault').textContent = fault;
    if (!fault) {
      this.#changed({ preset: 'custom', from, to });
    }
  }

  #faultOf(from, to) {
    if (!isDay(from) || !isDay(to)) {
      return 'Both days are needed.';
    }
    if (from > to) {
      return 'The first day is after the last one.';
    }
    return daysBetween(from, to) > MOST_DAYS ? `That are more than ${MOST_DAYS.toLocaleString('en')} days.` : '';
  }
}

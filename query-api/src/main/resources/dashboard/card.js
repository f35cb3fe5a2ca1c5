// A metric's place on the page: its total and change, its chart, its table. The same numbers are drawn once more where it
// is opened to full size.

import { element, write } from './elements.js';
import { change, isOfPoints, total } from './metrics.js';
import { changeText, headline, plain, spoken } from './numbers.js';
import { Plot } from './plot.js';

/** The table that stands behind a chart, which is what is exported, too. */
export function tableOf(metric, { points, before, hours }) {
  const heads = [hours ? 'Hour' : 'Day', metric.unit === 's' ? 'Seconds' : 'Count', ...(before ? ['Previous'] : [])];
  const rows = points.map((point, i) => [point, point.value, ...(before ? [before[i]?.value ?? null] : [])]);
  return { heads, rows };
}

function tableElement(metric, data) {
  const { heads, rows } = tableOf(metric, data);
  const cell = ([point, ...values]) => element('tr', {},
    element('th', { scope: 'row' }, data.hours ? point.label : point.start),
    ...values.map((value) => element('td', {}, plain(value))));
  return element('table', {},
    element('caption', {}, `${metric.title}, ${metric.about}`),
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map(cell)));
}

export class Card {
  #note = element('p', { class: 'about' });
  #arrow = element('span', { class: 'arrow', 'aria-hidden': 'true' });
  #value = element('span', { class: 'value' });
  #change = element('span', { class: 'change' });
  #plotHost;
  #rows;
  #details;
  #plot;
  #data;

  /** open: what the button for full size does, or null where this is full size. */
  constructor(metric, open) {
    this.metric = metric;
    const { title } = metric;
    this.#plotHost = element('div', { class: 'plot', role: 'img', 'aria-label': title });
    this.#rows = element('div', { class: 'rows', role: 'region', 'aria-label': `${title}, table`, tabindex: '0' });
    this.#plot = new Plot(this.#plotHost, metric, open ? 150 : 300, (i) => this.#point(i));
    const figures = element('p', { class: 'figures' }, this.#value, ' ', this.#change);
    if (open) {
      this.button = element('button', { class: 'icon open', type: 'button', 'aria-label': `Open ${title} in full size`, title: 'Full size' });
      this.button.addEventListener('click', open);
      this.#details = element('details', {}, element('summary', {}, 'Table', element('span', { class: 'unseen' }, ` of ${title}`)), this.#rows);
      this.#details.addEventListener('toggle', () => this.#drawTable());
      this.root = element('article', { class: 'card', 'data-metric': metric.id },
        element('header', {}, element('h3', {}, title), this.button), figures, this.#note, this.#plotHost, this.#details);
    } else {
      this.#plotHost.setAttribute('tabindex', '0');
      this.#plotHost.addEventListener('keydown', (event) => this.#key(event));
      this.root = element('div', { class: 'whole' }, figures, this.#note, this.#plotHost, this.#rows);
    }
  }

  get canvas() {
    return this.#plot.canvas;
  }

  /** What the headline says, for a picture. */
  get figures() {
    return { value: this.#value.textContent, change: `${this.#arrow.textContent}${this.#change.lastChild?.textContent ?? ''}` };
  }

  redraw() {
    this.#plot.redraw();
  }

  /** It is not shown again. */
  end() {
    this.#plot.end();
  }

  /** { points, before, hours, compare }, or null for nothing. */
  show(data) {
    const same = JSON.stringify(data) === JSON.stringify(this.#data);
    this.#data = data;
    if (!same) {
      this.#plot.show(data && {
        labels: data.points.map(({ label }) => label),
        values: data.points.map(({ value }) => value),
        before: data.before && data.points.map((_, i) => data.before[i]?.value ?? null),
      });
      this.#point(null);
      this.#drawTable();
      this.#plotHost.setAttribute('aria-label', data ? this.#description() : this.metric.title);
    }
  }

  #description() {
    const { points, before, hours } = this.#data;
    const { title, about, unit } = this.metric;
    const measured = points.filter(({ value }) => value !== null);
    const range = measured.length
      ? `lowest ${spoken(unit, Math.min(...measured.map(({ value }) => value)))}, highest ${spoken(unit, Math.max(...measured.map(({ value }) => value)))}`
      : 'no data';
    return `${title}, ${about}: chart of ${points.length} ${hours ? 'hours' : 'days'} from ${points[0].label} to ${points.at(-1).label}`
      + `${before ? ', with the previous period dashed' : ''}; ${range}. The table has the numbers.`;
  }

  /** The figures of one point, where the pointer is at one, or of all. */
  #point(index) {
    const { metric } = this;
    if (!this.#data) {
      [this.#value, this.#change].forEach((node) => write(node, ''));
      write(this.#note, metric.about);
      return;
    }
    const { points, before, compare, hours } = this.#data;
    const { unit } = metric;
    const point = index === null ? null : points[index];
    this.root.toggleAttribute('data-point', point !== null);
    if (point) {
      write(this.#value, headline(unit, point.value));
      this.#showChange(before && point.value !== null && before[index]?.value != null
        ? { current: point.value, previous: before[index].value } : null, compare);
      write(this.#note, `${point.label}${before ? ` · previous: ${headline(unit, before[index]?.value ?? null)}` : ''}`);
    } else {
      write(this.#value, headline(unit, total(metric, points)));
      this.#showChange(before && change(metric, points, before), compare);
      write(this.#note, isOfPoints(metric, points) ? `${metric.about}; mean of ${hours ? 'hours' : 'days'}` : metric.about);
    }
  }

  #showChange(compared, mode) {
    const said = changeText(this.metric.unit, compared, mode);
    this.#change.hidden = !said;
    if (said) {
      const { text, direction } = said;
      const sign = ['▼ ', '', '▲ '][direction + 1];
      write(this.#arrow, sign);
      this.#change.replaceChildren(this.#arrow, element('span', { class: 'unseen' }, ['down ', '', 'up '][direction + 1]), text);
      // More conversations are neither good nor bad; a longer wait is bad.
      const better = this.metric.unit === 's' && direction !== 0 ? (direction < 0 ? 'better' : 'worse') : 'even';
      this.#change.dataset.is = better;
    } else {
      write(this.#arrow, '');
      this.#change.replaceChildren();
    }
  }

  #key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) {
      event.preventDefault();
      this.#plot.step(by);
    }
  }

  #drawTable() {
    const drawable = this.#data && (!this.#details || this.#details.open);
    const { scrollTop } = this.#rows;
    this.#rows.replaceChildren(...(drawable ? [tableElement(this.metric, this.#data)] : []));
    this.#rows.scrollTop = scrollTop;
  }
}

// All charts side by side, and one of them in full size.

import { Card } from './card.js';
import { $, write } from './elements.js';
import { saveCsv, savePng } from './export.js';
import { METRICS } from './metrics.js';

export class Charts {
  #cards;
  #data = null;
  #question = null;
  #full = null;

  /** opened: called with the id of the metric in full size, or null when that is closed. */
  constructor(opened) {
    this.#cards = METRICS.map((metric) => new Card(metric, () => opened(metric.id)));
    $('charts').append(...this.#cards.map(({ root }) => root));
    // It may be open again by then, with another one.
    $('full').addEventListener('close', () => this.#full && !$('full').open && opened(null));
    $('full-close').addEventListener('click', () => $('full').close());
    // The half-transparent rest of the page is the dialog itself, too.
    $('full').addEventListener('click', ({ target }) => target === $('full') && $('full').close());
    $('csv').addEventListener('click', () => this.#data && saveCsv(this.#tables(METRICS), 'live-chat-metrics', this.#question));
    $('png').addEventListener('click', () => this.#data && savePng(this.#cards, 'live-chat-metrics', this.#heading(), this.#question));
    $('full-csv').addEventListener('click', () => this.#data && saveCsv(this.#tables([this.#full.metric]), this.#full.metric.title, this.#question));
    $('full-png').addEventListener('click', () => this.#data && savePng([this.#full], this.#full.metric.title, this.#heading(), this.#question));
  }

  get areShown() {
    return this.#data !== null;
  }

  /** data: of each metric; question: what was asked for them. */
  show(data, question) {
    this.#data = data;
    this.#question = question;
    this.#cards.forEach((card, i) => card.show(data[i]));
    this.#full?.show(this.#dataOf(this.#full.metric));
  }

  clear() {
    this.#data = null;
    [...this.#cards, ...(this.#full ? [this.#full] : [])].forEach((card) => card.show(null));
    write($('shown'), 'No numbers');
    write($('shown-of'), '');
  }

  redraw() {
    [...this.#cards, ...(this.#full ? [this.#full] : [])].forEach((card) => card.redraw());
  }

  /** The metric with that id in full size, or none. */
  open(id) {
    if (id === (this.#full?.metric.id ?? null)) {
      return;
    }
    this.#full?.end();
    this.#full = null;
    $('full').close();
    if (id !== null) {
      const metric = METRICS.find((each) => each.id === id);
      this.#full = new Card(metric, null);
      write($('full-title'), metric.title);
      $('full-chart').replaceChildren(this.#full.root);
      $('full').showModal();
      this.#full.show(this.#dataOf(metric));
    }
  }

  #dataOf(metric) {
    return this.#data && this.#data[METRICS.indexOf(metric)];
  }

  #tables(metrics) {
    return metrics.map((metric) => ({ metric, data: this.#dataOf(metric) }));
  }

  #heading() {
    return `${$('shown').textContent} · ${$('shown-of').textContent}`;
  }
}

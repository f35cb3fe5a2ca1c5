// One drawn chart: bars for counts, lines for times, the period before as a dashed line. Drawn by uPlot on a canvas; the
// numbers behind it are a table beside it.

import uPlot from './uplot/uPlot.esm.js';
import { axisStep, tick } from './numbers.js';

const CHARACTER = 7; // an upper bound of a digit's width in the axis' font, in pixels
const FONT = '12px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
const TICK_PIXELS = 36;
const HALF_A_LABEL = 20; // of a day's, which may stand below the last point
const probe = document.createElement('span');

/** A colour of the theme as it is now, as a canvas takes it. */
function colour(name) {
  if (!probe.isConnected) {
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color;
}

const widest = (texts) => CHARACTER * texts.reduce((most, { length }) => Math.max(most, length), 0);

/** The points between two gaps, which no line leads to. */
const lonely = (values) =>
  values.map((_, i) => i).filter((i) => values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null);

/** All of them, or those that would not be seen otherwise. */
const pointsOf = (all) => ({ show: all, size: 5, filter: (plot, series, show) => (show ? null : lonely(plot.data[series])) });

function scaleOf(unit, values, height) {
  const known = values.filter((value) => value !== null);
  const highest = known.reduce((a, b) => Math.max(a, b), 0);
  const lowest = known.reduce((a, b) => Math.min(a, b), 0);
  const step = axisStep(unit, highest - lowest || (unit === 'count' ? 4 : 60), Math.max(2, Math.floor(height / TICK_PIXELS)));
  const bottom = Math.floor(lowest / step + 1e-9);
  const top = Math.max(Math.ceil(highest / step - 1e-9), bottom + 1, lowest < 0 ? 0 : 1);
  const ticks = Array.from({ length: top - bottom + 1 }, (_, i) => (bottom + i) * step);
  return { ticks, range: [bottom * step, top * step] };
}

export class Plot {
  #host;
  #metric;
  #height;
  #onPoint;
  #data;
  #plot;
  #shape;
  #sizes;

  /** onPoint: called with the index that the pointer is at, or null. */
  constructor(host, metric, height, onPoint) {
    this.#host = host;
    this.#metric = metric;
    this.#height = height;
    this.#onPoint = onPoint;
    this.#sizes = new ResizeObserver(() => this.#fit());
    this.#sizes.observe(host);
  }

  get canvas() {
    return this.#plot?.ctx.canvas ?? null;
  }

  /** { labels, values, before }; before is null where nothing is compared. */
  show(data) {
    this.#data = data;
    const shape = data && JSON.stringify([data.labels, data.before === null]);
    if (this.#plot && shape === this.#shape) {
      this.#scale();
      this.#plot.setData(this.#columns());
    } else {
      this.#shape = shape;
      this.#draw();
    }
  }

  /** Anew with the colours of the theme. */
  redraw() {
    this.#draw();
  }

  /** Lets go of what the library keeps of it. */
  end() {
    this.#sizes.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  /** Moves the cursor by so many points, as an arrow key does. */
  step(by) {
    if (this.#plot) {
      const { idx } = this.#plot.cursor;
      const last = this.#data.labels.length - 1;
      const next = idx == null ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, idx + by));
      this.#plot.setCursor({ left: this.#plot.valToPos(next, 'x'), top: 0 });
    }
  }

  #columns() {
    const { labels, values, before } = this.#data;
    return [labels.map((_, i) => i), values, before ?? labels.map(() => null)];
  }

  #scale() {
    this.scale = scaleOf(this.#metric.unit, [...this.#data.values, ...(this.#data.before ?? [])], this.#height);
  }

  #fit() {
    const width = Math.floor(this.#host.clientWidth);
    if (!this.#plot) {
      this.#draw();
    } else if (width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: this.#height });
    }
  }

  #draw() {
    this.#plot?.destroy();
    this.#plot = null;
    const width = Math.floor(this.#host.clientWidth);
    if (this.#data && this.#data.labels.length > 0 && width > 0) {
      this.#scale();
      this.#plot = new uPlot(this.#options(width), this.#columns(), this.#host);
      // Said in words by the host and in full by the table.
      this.#plot.root.setAttribute('aria-hidden', 'true');
    }
  }

  #options(width) {
    const { unit } = this.#metric;
    const axis = { stroke: colour('muted'), font: FONT, ticks: { show: false } };
    return {
      width,
      height: this.#height,
      padding: [10, HALF_A_LABEL, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 }, sync: { key: 'points' } },
      scales: {
        x: { time: false, range: () => [-0.5, this.#data.labels.length - 0.5] },
        y: { range: () => this.scale.range },
      },
      axes: [
        {
          ...axis, size: 30, gap: 8, grid: { show: false },
          splits: () => this.#labelled(),
          values: (_, indexes) => indexes.map((i) => this.#data.labels[i]),
        },
        {
          ...axis, gap: 6, grid: { stroke: colour('grid'), width: 1 },
          size: () => 14 + widest(this.scale.ticks.map((value) => tick(unit, value))),
          splits: () => this.scale.ticks,
          values: (_, ticks) => ticks.map((value) => tick(unit, value)),
        },
      ],
      series: [{}, this.#current(), this.#before()],
      hooks: { setCursor: [({ cursor }) => this.#onPoint(cursor.idx ?? null)] },
    };
  }

  /** Every so many labels that they do not touch. */
  #labelled() {
    const { labels } = this.#data;
    const room = Math.max(1, Math.floor(this.#host.clientWidth - 64));
    const every = Math.ceil(((widest(labels) + 10) * labels.length) / room);
    return labels.map((_, i) => i).filter((i) => i % every === 0);
  }

  #current() {
    if (this.#metric.unit === 'count') {
      return { fill: colour('bar'), stroke: colour('bar'), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.72, 36] }) };
    }
    const few = this.#data.labels.length <= 40;
    return { stroke: colour('line-ink'), width: 2, spanGaps: false, points: { ...pointsOf(few), fill: colour('line-ink') } };
  }

  #before() {
    const points = { ...pointsOf(false), fill: colour('before') };
    return { stroke: colour('before'), width: 1.5, dash: [5, 4], spanGaps: false, points };
  }
}

// What is shown, as files: the tables as CSV (RFC 4180, UTF-8), the charts as one PNG.

import { tableOf } from './card.js';
import { element } from './elements.js';

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const text = (value) => (value === null ? '' : String(Math.round(value * 100) / 100));

/** One row a day or hour; of each metric its columns. A cell without a value is empty. */
export function csv(charts) {
  const tables = charts.map(({ metric, data }) => tableOf(metric, data));
  const head = [tables[0].heads[0]];
  tables.forEach(({ heads }, i) => {
    const { title, unit } = charts[i].metric;
    const name = unit === 's' ? `${title} (s)` : title;
    head.push(name, ...heads.slice(2).map((other) => `${name}, ${other.toLowerCase()}`));
  });
  const rows = tables[0].rows.map(([point], i) => [point.start, ...tables.flatMap(({ rows: of }) => of[i].slice(1).map(text))]);
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

const fileName = (title, { from, to, department }, ending) =>
  `${[title, from, ...(from === to ? [] : [to]), ...(department ? [department] : [])].join('_').replace(/[^\w.-]+/g, '-').toLowerCase()}.${ending}`;

export function saveCsv(charts, title, question) {
  save(new Blob([csv(charts)], { type: 'text/csv;charset=utf-8' }), fileName(title, question, 'csv'));
}

/** Charts in a grid under a heading, as sharp as they are on the screen. */
export function savePng(cards, title, heading, question) {
  const ratio = devicePixelRatio;
  const style = getComputedStyle(document.body);
  const shown = cards.filter(({ canvas }) => canvas);
  const columns = Math.min(shown.length, 2);
  const gap = 24 * ratio;
  const head = 56 * ratio;
  const [width, height] = ['width', 'height'].map((side) => shown.reduce((most, { canvas }) => Math.max(most, canvas[side]), 0));
  const picture = element('canvas', {});
  picture.width = columns * (width + gap) + gap;
  picture.height = head + Math.ceil(shown.length / columns) * (height + head + gap);
  const ink = picture.getContext('2d');
  const write = (words, x, y, size, weight) => {
    ink.font = `${weight} ${size * ratio}px ${style.fontFamily}`;
    ink.fillText(words, x, y);
  };
  ink.fillStyle = style.backgroundColor;
  ink.fillRect(0, 0, picture.width, picture.height);
  ink.fillStyle = style.color;
  write(heading, gap, 34 * ratio, 15, 600);
  shown.forEach(({ canvas, metric, figures }, i) => {
    const x = gap + (i % columns) * (width + gap);
    const y = head + Math.floor(i / columns) * (height + head + gap);
    write(metric.title, x, y + 18 * ratio, 13, 600);
    write(`${figures.value}   ${figures.change}`, x, y + 40 * ratio, 13, 400);
    ink.drawImage(canvas, x, y + head);
  });
  picture.toBlob((blob) => save(blob, fileName(title, question, 'png')), 'image/png');
}

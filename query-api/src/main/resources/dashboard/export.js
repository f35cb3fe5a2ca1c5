// What is shown, as files: the tables as CSV (RFC 4180, UTF-8), the charts as one PNG.

import { tableOf } from './card.js';
import { element } from './elements.js';

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const LINE = 20; // from one line of a heading to the next

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
  `${[title, from, ...(from === to ? [] : [to]), ...(department === null ? [] : [department || 'no-department'])].join('_').replace(/[^\w.-]+/g, '-').toLowerCase()}.${ending}`;

export function saveCsv(charts, title, question) {
  save(new Blob([csv(charts)], { type: 'text/csv;charset=utf-8' }), fileName(title, question, 'csv'));
}

/** The words in as few lines as are not wider than that; a name that is wider than a line goes on in the next one. */
function lines(ink, words, width) {
  const fits = (line) => ink.measureText(line).width <= width;
  const all = [];
  for (const word of words.split(' ')) {
    if (all.length > 0 && fits(`${all.at(-1)} ${word}`)) {
      all.push(`${all.pop()} ${word}`);
      continue;
    }
    let rest = [...word];
    while (rest.length > 0) {
      let length = rest.length;
      while (length > 1 && !fits(rest.slice(0, length).join(''))) {
        length -= 1;
      }
      all.push(rest.slice(0, length).join(''));
      rest = rest.slice(length);
    }
  }
  return all;
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
  const ink = picture.getContext('2d');
  const font = (size, weight) => `${weight} ${size * ratio}px ${style.fontFamily}`;
  picture.width = columns * (width + gap) + gap;
  ink.font = font(15, 600);
  const headings = lines(ink, heading, picture.width - 2 * gap);
  const top = head + (headings.length - 1) * LINE * ratio;
  picture.height = top + Math.ceil(shown.length / columns) * (height + head + gap);
  const write = (words, x, y, size, weight) => {
    ink.font = font(size, weight);
    ink.fillText(words, x, y);
  };
  ink.fillStyle = style.backgroundColor;
  ink.fillRect(0, 0, picture.width, picture.height);
  ink.fillStyle = style.color;
  headings.forEach((line, i) => write(line, gap, (34 + i * LINE) * ratio, 15, 600));
  shown.forEach(({ canvas, metric, figures }, i) => {
    const x = gap + (i % columns) * (width + gap);
    const y = top + Math.floor(i / columns) * (height + head + gap);
    write(metric.title, x, y + 18 * ratio, 13, 600);
    write(`${figures.value}   ${figures.change}`, x, y + 40 * ratio, 13, 400);
    ink.drawImage(canvas, x, y + head);
  });
  picture.toBlob((blob) => save(blob, fileName(title, question, 'png')), 'image/png');
}

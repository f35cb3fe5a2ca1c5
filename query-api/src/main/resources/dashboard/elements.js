// Elements of the page. Text is put on it as text, never as markup.

export const $ = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    node.setAttribute(attribute, value);
  }
  node.append(...children);
  return node;
}

/** Changes the text only where it differs, so that a screen reader is not told the same again. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export const option = (value, title) => element('option', { value }, title);

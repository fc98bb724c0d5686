const WIDTH_MAX = 76;

/** The source text of a value, as a person would write it. */
export function emitLiteral(value, indent = '') {
  const line = inOneLine(value);
  if (typeof value !== 'object' || value === null) return line;
  if (indent.length + line.length <= WIDTH_MAX) return line;
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item) => emitLiteral(item, inner))
    : Object.entries(value).map(([name, member]) => `${key(name)}: ${emitLiteral(member, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

function inOneLine(value) {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${key(name)}: ${inOneLine(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function key(name) {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

function quote(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

type Piece = { readonly text: string } | { readonly value: unknown };

/**
 * JSON text that is the same for equal values, whatever the order of the keys in their objects.
 * Not recursive, because what a client sends may be nested deeper than the stack reaches.
 */
export function canonicalJson(value: unknown): string {
  const pieces: string[] = [];
  const pending: Piece[] = [{ value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('text' in next) pieces.push(next.text);
    else if (Array.isArray(next.value)) pushReversed(pending, piecesOfArray(next.value));
    else if (isObject(next.value)) pushReversed(pending, piecesOfObject(next.value));
    else pieces.push(JSON.stringify(next.value));
  }
  return pieces.join('');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function piecesOfArray(items: readonly unknown[]): Piece[] {
  const pieces = items.flatMap((item, index): Piece[] => [
    { text: index === 0 ? '[' : ',' },
    { value: item },
  ]);
  return pieces.length === 0 ? [{ text: '[]' }] : [...pieces, { text: ']' }];
}

function piecesOfObject(object: object): Piece[] {
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  const pieces = entries.flatMap(([key, value], index): Piece[] => [
    { text: `${index === 0 ? '{' : ','}${JSON.stringify(key)}:` },
    { value },
  ]);
  return pieces.length === 0 ? [{ text: '{}' }] : [...pieces, { text: '}' }];
}

/** One by one: a long list spread into arguments would exhaust the stack. */
function pushReversed(pending: Piece[], pieces: readonly Piece[]): void {
  for (const piece of pieces.toReversed()) pending.push(piece);
}

/**
 * What ends the reading of a query. It never leaves this folder: `parse` turns it into a value.
 * Syntax errors have a place. A query that is too deep is `complex`, wherever the limit was met.
 */
export class Refusal extends Error {
  readonly kind: 'syntax' | 'complex';
  /** In UTF-16 units from the beginning of the text. */
  readonly offset: number;

  constructor(kind: 'syntax' | 'complex', offset: number, message: string) {
    super(message);
    this.kind = kind;
    this.offset = offset;
  }
}

const SHOWN_MAX = 32;

/** A piece of the query for a message: bounded, and with control characters made visible. */
export function quoted(text: string): string {
  const characters = Array.from(text.slice(0, 2 * SHOWN_MAX + 1));
  const shown = characters.slice(0, SHOWN_MAX).join('');
  return JSON.stringify(shown.length < text.length ? `${shown}…` : shown);
}

import type { QueryText } from './query-text.js';
import { Refusal } from './refusal.js';

export interface NumberReading {
  readonly value: string;
  readonly end: number;
}

const LENGTH_MAX = 80;
const DIGITS = characters('0123456789_');
const HEX_DIGITS = characters('0123456789abcdefABCDEF');
const BITS = characters('01');

/**
 * Reads a number and gives it in one form: no underscores, no hexadecimal, `1.` as `1.0`. A number
 * with a point or an exponent keeps it, because it is of another type then. Of a member such as
 * `pair.1` only the digits count.
 */
export function readNumber(text: QueryText, start: number, isMember: boolean): NumberReading {
  const whole = endOfRun(DIGITS, text, start);
  if (isMember) return { value: digitsOf(text, start, whole), end: whole };
  return readOtherBase(text, start) ?? readDecimal(text, start, whole);
}

function readOtherBase(text: QueryText, start: number): NumberReading | null {
  const prefix = text.slice(start, Math.min(start + 2, text.length)).toLowerCase();
  if (prefix !== '0x' && prefix !== '0b') return null;
  const end = endOfRun(prefix === '0x' ? HEX_DIGITS : BITS, text, start + 2);
  if (end === start + 2) return null;
  return { value: BigInt(sliceOf(text, start, end).toLowerCase()).toString(), end };
}

function readDecimal(text: QueryText, start: number, whole: number): NumberReading {
  let value = digitsOf(text, start, whole);
  let end = whole;
  if (unitIs('.', text, end)) {
    const from = end + 1;
    end = endOfRun(DIGITS, text, from);
    value += `.${sliceOf(text, from, end).replaceAll('_', '') || '0'}`;
  }
  if (!unitIs('e', text, end) && !unitIs('E', text, end)) return { value, end };
  const sign = unitIs('-', text, end + 1) ? '-' : '';
  const from = end + (sign !== '' || unitIs('+', text, end + 1) ? 2 : 1);
  const after = endOfRun(DIGITS, text, from);
  const exponent = digitsOf(text, from, after);
  return exponent === '' ? { value, end } : { value: `${value}e${sign}${exponent}`, end: after };
}

function digitsOf(text: QueryText, start: number, end: number): string {
  return sliceOf(text, start, end)
    .replaceAll('_', '')
    .replace(/^0+(?=\d)/, '');
}

function sliceOf(text: QueryText, start: number, end: number): string {
  if (end - start > LENGTH_MAX) {
    throw new Refusal('syntax', start, `a number may have at most ${LENGTH_MAX} digits`);
  }
  return text.slice(start, end);
}

function unitIs(character: string, text: QueryText, position: number): boolean {
  return position < text.length && text.charCodeAt(position) === character.charCodeAt(0);
}

function characters(all: string): ReadonlySet<number> {
  return new Set(Array.from(all, (character) => character.charCodeAt(0)));
}

function endOfRun(set: ReadonlySet<number>, text: QueryText, start: number): number {
  let end = start;
  while (end < text.length && set.has(text.charCodeAt(end))) end += 1;
  return end;
}

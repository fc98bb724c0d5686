import { Pace } from '../next-turn.js';
import { TOKEN } from './tokens.js';

/** Bytes from `start` up to but not including `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Scanned between two looks at the clock. */
const STEP_BYTES = 16_384;

interface Part {
  /** Without white space outside of texts. */
  readonly bytesMax: number;
  readonly valuesMax: number;
}

export interface CutBounds {
  /** A part ends with the first item that makes it at least as long. */
  readonly partBytes: number;
  /** In the whole text. */
  readonly valuesMax: number;
  /** One item of a list. */
  readonly item: Part;
  /** All that is outside of the lists. */
  readonly rest: Part;
}

type CutFault =
  | { readonly kind: 'values' }
  | { readonly kind: 'rest' }
  /** `index`: the place of the item in its list. */
  | { readonly kind: 'item'; readonly index: number }
  | { readonly kind: 'unended' };

/** The lists of a text and all around them. */
export interface CutText {
  /** Without the items: in the place of those of the n-th list stands the number n. */
  readonly rest: string;
  /** For each list, its items in parts of whole items. The commas between two parts belong to none. */
  readonly lists: readonly (readonly Range[])[];
}

/**
 * Cuts the lists that are members of the outermost object into parts, so that a large JSON text can
 * be parsed part by part. Only texts, brackets and commas are looked at, so it takes any bytes.
 *
 * The text is valid JSON if and only if the rest is, and each part is between the brackets of a
 * list, and no part of a list with several is empty. Bytes of UTF-8 beyond ASCII are above all that
 * have a meaning here, so the text need not be decoded first.
 *
 * Stops once it has more values than any valid one. Values are counted as by `hasMoreValues`.
 */
export async function cutLists(
  bytes: Uint8Array,
  bounds: CutBounds,
  pace = new Pace(),
): Promise<CutText | CutFault> {
  const cutter = new Cutter(bytes, bounds);
  for (let end = STEP_BYTES; ; end += STEP_BYTES) {
    cutter.scanTo(Math.min(end, bytes.length));
    if (cutter.hasTooManyValues()) return { kind: 'values' };
    if (end >= bytes.length) return cutter.finish();
    if (pace.isDue()) await pace.rest();
  }
}

const BACKSLASH = 0x5c;
const SPACE = 0x20;

class Cutter {
  readonly #bytes: Uint8Array;
  readonly #bounds: CutBounds;
  readonly #lists: Range[][] = [];
  #rest = '';
  #restBytes = 0;
  #restFrom = 0;
  #at = 0;
  #depth = 0;
  /** Of the whole text so far. The latest may be a name. */
  #values = 0;
  #valuesInLists = 0;
  /** Bytes of white space outside of texts. */
  #blanks = 0;
  #blanksInLists = 0;
  #isInText = false;
  #isInScalar = false;
  #isInObject = false;
  /** Those of the list that is being read. `undefined` outside of lists. */
  #parts: Range[] | undefined;
  #partStart = 0;
  #itemStart = 0;
  #itemIndex = 0;
  #valuesBeforeItem = 0;
  #blanksBeforeItem = 0;
  #fault: CutFault | undefined;

  constructor(bytes: Uint8Array, bounds: CutBounds) {
    this.#bytes = bytes;
    this.#bounds = bounds;
  }

  hasTooManyValues(): boolean {
    return this.#values > this.#bounds.valuesMax + 1;
  }

  scanTo(end: number): void {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < end) {
      if (this.#isInText) at = this.#skipText(at, end);
      if (at >= end) break;
      const byte = bytes[at] ?? 0;
      at += 1;
      if (byte > SPACE) this.#visit(byte, at);
      else this.#skipBlank();
    }
    this.#at = at;
    // An item without end is noticed before it has ended.
    if (this.#parts !== undefined) this.#judgeItem(end);
  }

  #skipBlank(): void {
    this.#isInScalar = false;
    this.#blanks += 1;
  }

  /** The place behind the text, if it ends here. */
  #skipText(from: number, end: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < end) {
      const byte = bytes[at];
      at += 1;
      if (byte === BACKSLASH) {
        at += 1;
      } else if (byte === TOKEN.text) {
        this.#isInText = false;
        return at;
      }
    }
    return at;
  }

  finish(): CutText | CutFault {
    if (this.#values > this.#bounds.valuesMax) return { kind: 'values' };
    if (this.#parts !== undefined) return this.#fault ?? { kind: 'unended' };
    this.#takeRest(this.#bytes.length, '');
    const { bytesMax, valuesMax } = this.#bounds.rest;
    const restValues = this.#values - this.#valuesInLists;
    const restBytes = this.#restBytes - (this.#blanks - this.#blanksInLists);
    if (restBytes > bytesMax || restValues > valuesMax) return { kind: 'rest' };
    return this.#fault ?? { rest: this.#rest, lists: this.#lists };
  }

  /** `at` is the place behind the byte. */
  #visit(byte: number, at: number): void {
    switch (byte) {
      case TOKEN.text:
        this.#isInText = true;
        this.#values += 1;
        break;
      case TOKEN.colon:
        this.#values -= 1;
        break;
      case TOKEN.comma:
        if (this.#depth === 2) this.#endItem(at - 1);
        break;
      case TOKEN.openObject:
      case TOKEN.openList:
        this.#values += 1;
        this.#open(byte, at);
        break;
      case TOKEN.closeObject:
      case TOKEN.closeList:
        if (this.#depth === 2) this.#endList(at - 1);
        this.#depth -= 1;
        break;
      default:
        if (!this.#isInScalar) this.#values += 1;
        this.#isInScalar = true;
        return;
    }
    this.#isInScalar = false;
  }

  #open(byte: number, at: number): void {
    this.#depth += 1;
    if (this.#depth === 1) this.#isInObject = byte === TOKEN.openObject;
    if (this.#depth !== 2 || !this.#isInObject || byte !== TOKEN.openList) return;
    this.#takeRest(at, String(this.#lists.length));
    this.#parts = [];
    this.#partStart = at;
    this.#itemIndex = -1;
    this.#beginItem(at);
  }

  #beginItem(at: number): void {
    this.#itemStart = at;
    this.#itemIndex += 1;
    this.#valuesBeforeItem = this.#values;
    this.#blanksBeforeItem = this.#blanks;
  }

  #endItem(at: number): void {
    if (this.#parts === undefined) return;
    this.#leaveItem(at);
    if (at - this.#partStart >= this.#bounds.partBytes) {
      this.#parts.push({ start: this.#partStart, end: at });
      this.#partStart = at + 1;
    }
    this.#beginItem(at + 1);
  }

  #endList(at: number): void {
    if (this.#parts === undefined) return;
    this.#leaveItem(at);
    this.#parts.push({ start: this.#partStart, end: at });
    this.#lists.push(this.#parts);
    this.#parts = undefined;
    this.#restFrom = at;
  }

  #leaveItem(at: number): void {
    this.#judgeItem(at);
    this.#valuesInLists += this.#values - this.#valuesBeforeItem;
    this.#blanksInLists += this.#blanks - this.#blanksBeforeItem;
  }

  #judgeItem(at: number): void {
    const { bytesMax, valuesMax } = this.#bounds.item;
    const values = this.#values - this.#valuesBeforeItem;
    const bytes = at - this.#itemStart - (this.#blanks - this.#blanksBeforeItem);
    if (bytes <= bytesMax && values <= valuesMax + 1) return;
    this.#fault ??= { kind: 'item', index: this.#itemIndex };
  }

  #takeRest(end: number, mark: string): void {
    const taken = this.#bytes.subarray(this.#restFrom, end);
    this.#restBytes += taken.length;
    this.#rest += Buffer.from(taken.buffer, taken.byteOffset, taken.length).toString('utf8') + mark;
  }
}

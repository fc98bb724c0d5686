import type { BulkBounds } from '@unlatch/contract';
import type { Problem } from '../../domain/problems.js';
import { type CutText, cutLists, type Range } from '../../lib/json-text/cut-lists.js';
import { findFaultsInTurns } from '../../lib/json-text/faults.js';
import { replaceHalfCharacters } from '../../lib/json-text/half-characters.js';
import { Pace } from '../../lib/next-turn.js';
import { invalidRequest } from '../answers/problem-responses.js';
import {
  type Doubts,
  doubtsAbout,
  faultSearch,
  notJson,
  type ParseRules,
  parseJson,
  refuseDoubtful,
  refuseFaults,
  refuseNoBody,
  tooManyValues,
} from './parse-body.js';

interface BulkRules extends ParseRules {
  readonly bulk: BulkBounds;
}

interface BulkBody {
  readonly value: unknown;
  /** Whether its text had an escaped U+0000. */
  readonly mayHoldNul: boolean;
}

/**
 * What `parseBody` does, for the large body of an import, in slices between which checks are
 * answered. The lists in its outermost object are cut into parts, and each part is parsed and
 * judged by itself. It gives the same value, or the same problem, with two more: an item of a list,
 * and all outside of lists, are bounded too. So no part takes long, whatever its shape.
 */
export async function parseBulkBody(
  bytes: Buffer,
  rules: BulkRules,
  { partBytes = PART_BYTES, pace = new Pace() } = {},
): Promise<BulkBody> {
  refuseNoBody(bytes.toString('utf8', 0, MARK_BYTES));
  const { item, rest } = rules.bulk;
  const bounds = { partBytes, valuesMax: rules.valuesMax, item, rest };
  const cut = await cutLists(bytes, bounds, pace);
  if ('kind' in cut) throw problemOf(cut, rules);
  const parts = new Parts(rules);
  const value = parts.readRest(cut.rest);
  const lists: unknown[][] = [];
  for (const ranges of cut.lists) lists.push(await readList(bytes, ranges, { parts, pace }));
  refuseDoubtful(parts.doubts, rules);
  if (!parts.doubts.isPlain) {
    refuseFaults(await findFaultsInTurns(bytes.toString('utf8'), faultSearch(parts.doubts), pace));
  }
  return { value: putBack(value, lists), mayHoldNul: parts.mayHoldNul };
}

/** Parsed and judged at once, in less than a millisecond. */
const PART_BYTES = 32_768;

/** Of a byte order mark. */
const MARK_BYTES = 3;

async function readList(
  bytes: Buffer,
  ranges: readonly Range[],
  { parts, pace }: { parts: Parts; pace: Pace },
): Promise<unknown[]> {
  const list: unknown[] = [];
  for (const { start, end } of ranges) {
    const items = parts.readItems(bytes.toString('utf8', start, end));
    // There was a comma with nothing before or after it.
    if (items.length === 0 && ranges.length > 1) throw notJson();
    list.push(...items);
    if (pace.isDue()) await pace.rest();
  }
  return list;
}

/** Reads one part after the other, and remembers the doubts about them. */
class Parts {
  doubts: Doubts = {
    isTooDeep: false,
    reachesForPrototype: false,
    judgesNumbers: false,
    isPlain: true,
  };
  mayHoldNul = false;
  readonly #rules: ParseRules;

  constructor(rules: ParseRules) {
    this.#rules = rules;
  }

  readRest(text: string): unknown {
    return this.#read(text, this.#rules);
  }

  /** A list is one level below the whole. */
  readItems(text: string): unknown[] {
    const rules = { ...this.#rules, depthMax: this.#rules.depthMax - 1 };
    const items = this.#read(`[${text}]`, rules);
    if (!Array.isArray(items)) throw new Error('brackets make no list');
    return items;
  }

  #read(raw: string, rules: ParseRules): unknown {
    const text = replaceHalfCharacters(raw);
    const value = parseJson(text);
    const doubts = doubtsAbout({ text, value }, rules);
    this.doubts = {
      isTooDeep: this.doubts.isTooDeep || doubts.isTooDeep,
      reachesForPrototype: this.doubts.reachesForPrototype || doubts.reachesForPrototype,
      judgesNumbers: this.doubts.judgesNumbers || doubts.judgesNumbers,
      isPlain: this.doubts.isPlain && doubts.isPlain,
    };
    this.mayHoldNul ||= text.includes('\\u0000');
    return value;
  }
}

/** Each list in the rest has the number of the list that was in its place. */
function putBack(rest: unknown, lists: readonly unknown[][]): unknown {
  if (typeof rest !== 'object' || rest === null || lists.length === 0) return rest;
  const entries = Object.entries(rest).map(([name, value]) =>
    Array.isArray(value) ? [name, lists[Number(value[0])]] : [name, value],
  );
  return Object.fromEntries(entries);
}

function problemOf(
  fault: Exclude<Awaited<ReturnType<typeof cutLists>>, CutText>,
  rules: BulkRules,
): Problem {
  const { item, rest } = rules.bulk;
  switch (fault.kind) {
    case 'values':
      return tooManyValues(rules);
    case 'unended':
      return notJson();
    case 'item':
      return invalidRequest(
        'body',
        `must not have more than ${item.valuesMax} values or ${item.bytesMax} bytes in one item of a list, but item ${fault.index} has`,
      );
    case 'rest':
      return invalidRequest(
        'body',
        `must not have more than ${rest.valuesMax} values or ${rest.bytesMax} bytes outside of its lists`,
      );
  }
}

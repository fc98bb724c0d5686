import { hostileName, hostileNumber, hostileText, hostileValue } from './hostile.js';
import { Members } from './json-text.js';
import type { Random } from './random.js';

/** The body with one or a few faults. */
export function mutated(random: Random, body: unknown): unknown {
  let result = body;
  const count = random.pick([1, 1, 1, 2, 3]);
  for (let done = 0; done < count; done += 1) result = mutatedOnce(random, result);
  return result;
}

/** Goes down at random, and changes what it finds there. */
function mutatedOnce(random: Random, value: unknown): unknown {
  if (value instanceof Members) return hostileValue(random);
  if (Array.isArray(value)) {
    return random.percent(70) && value.length > 0
      ? replaced(random, value)
      : mutatedList(random, value);
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return random.percent(75) ? inMember(random, value) : mutatedObject(random, value);
  }
  return mutatedLeaf(random, value);
}

function replaced(random: Random, list: readonly unknown[]): unknown[] {
  const at = random.below(list.length);
  return list.map((item, index) => (index === at ? mutatedOnce(random, item) : item));
}

function inMember(random: Random, value: object): unknown {
  const entries = Object.entries(value);
  const at = random.below(entries.length);
  return Object.fromEntries(
    entries.map(([name, member], index) => [
      name,
      index === at ? mutatedOnce(random, member) : member,
    ]),
  );
}

function mutatedObject(random: Random, value: object): unknown {
  const entries: [string, unknown][] = Object.entries(value);
  const at = random.below(entries.length);
  const [name, member] = entries[at] ?? ['', null];
  switch (random.below(4)) {
    case 0:
      return Object.fromEntries(entries.filter((_entry, index) => index !== at));
    case 1:
      return new Members([...entries, [hostileName(random), hostileValue(random)]]);
    case 2:
      return new Members([...entries, [name, random.percent(50) ? member : hostileValue(random)]]);
    default:
      return hostileValue(random);
  }
}

function mutatedList(random: Random, list: readonly unknown[]): unknown {
  const item = list[0] ?? random.word(5);
  switch (random.below(4)) {
    case 0:
      return Array.from({ length: random.pick([11, 51, 101, 1001, 3000]) }, () => item);
    case 1:
      return [...list, ...list];
    case 2:
      return [...list, hostileValue(random)];
    default:
      return hostileValue(random);
  }
}

function mutatedLeaf(random: Random, value: unknown): unknown {
  if (random.percent(30)) return hostileValue(random);
  if (typeof value === 'string') {
    if (random.percent(60)) return hostileText(random);
    const at = random.below(value.length + 1);
    return value.slice(0, at) + hostileText(random) + value.slice(at + random.below(2));
  }
  return typeof value === 'number' ? hostileNumber(random) : hostileValue(random);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLinks } from './plan-links.js';

const A = { id: 'a' };
const B = { id: 'b' };
const C = { id: 'c' };

const ITEMS = [A, B, C, { id: 'd' }, { id: 'e' }];
const before = fc.shuffledSubarray(ITEMS);
const named = fc.array(fc.constantFrom(...ITEMS), { maxLength: 8 });
const mode = fc.constantFrom('add' as const, 'remove' as const, 'replace' as const);

function ids(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id).sort();
}

describe('planLinks', () => {
  it('adds what is missing after what exists', () => {
    expect(planLinks('add', [B, A], [C, A])).toEqual({
      after: [B, A, C],
      added: [C],
      removed: [],
    });
  });

  it('removes what exists and ignores what does not', () => {
    expect(planLinks('remove', [A, B], [B, C])).toEqual({ after: [A], added: [], removed: [B] });
  });

  it('replaces by adding and removing only what differs', () => {
    expect(planLinks('replace', [A, B], [C, B])).toEqual({
      after: [B, C],
      added: [C],
      removed: [A],
    });
  });

  it('leaves the set that each mode asks for, whatever existed and however often it is named', () => {
    fc.assert(
      fc.property(mode, before, named, (mode, before, named) => {
        const names = new Set(ids(named));
        const promised = {
          add: [...new Set([...ids(before), ...names])],
          remove: ids(before).filter((id) => !names.has(id)),
          replace: [...names],
        };
        expect(ids(planLinks(mode, before, named).after)).toEqual(promised[mode].sort());
      }),
    );
  });

  it('gets from the old set to the new one by its additions and removals alone', () => {
    fc.assert(
      fc.property(mode, before, named, (mode, before, named) => {
        const { after, added, removed } = planLinks(mode, before, named);
        const gone = new Set(ids(removed));
        const kept = before.filter(({ id }) => !gone.has(id));
        expect(after).toEqual([...kept, ...added]);
        expect(ids(removed).every((id) => before.some((item) => item.id === id))).toBe(true);
      }),
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(mode, before, named, (mode, before, named) => {
        const { after } = planLinks(mode, before, named);
        expect(planLinks(mode, after, named)).toEqual({ after, added: [], removed: [] });
      }),
    );
  });
});

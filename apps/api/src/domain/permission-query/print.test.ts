import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PermissionQuery, parsePermissionQuery } from './parse.js';
import { printPermissionQuery } from './print.js';

const slug = fc
  .stringMatching(/^[a-zA-Z0-9._\-*:/]{1,6}$/)
  .filter((text) => !/^(and|or)$/i.test(text));

const { query } = fc.letrec<{ query: PermissionQuery; operands: PermissionQuery[] }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'medium' },
    fc.record({ kind: fc.constant('permission' as const), slug }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands: tie('operands') }),
  ),
  operands: fc.array(tie('query'), { minLength: 2, maxLength: 4 }),
}));

describe('printPermissionQuery', () => {
  it('writes what parses to the same tree', () => {
    fc.assert(
      fc.property(query, (query) => {
        expect(parsePermissionQuery(printPermissionQuery(query))).toEqual({ ok: true, query });
      }),
    );
  });

  it.each([
    ['((a)) and b', 'a AND b'],
    ['(a AND b) OR c', 'a AND b OR c'],
    ['(a or b) AND c', '(a OR b) AND c'],
    ['a OR (b OR c)', 'a OR (b OR c)'],
  ])('writes %j as %j', (text, printed) => {
    const parsed = parsePermissionQuery(text);
    expect(parsed.ok && printPermissionQuery(parsed.query)).toBe(printed);
  });
});

import { describe, expect, it } from 'vitest';
import { HOSTILE_VOCABULARY, randomQuery } from '../../../../test/analytics/random-query.js';
import { Random } from '../../../../test/fuzz/random.js';
import { parse } from './parse.js';
import { printQuery } from './print.js';
import type { Query } from './tree.js';

function queryOf(text: string): Query {
  const parsed = parse(text);
  if (parsed.kind !== 'statements') throw new Error(`${parsed.message} in ${text}`);
  const [statement] = parsed.statements;
  if (statement?.kind !== 'query') throw new Error(`no query: ${text}`);
  return statement;
}

function randomQueries(count: number): readonly Query[] {
  return Array.from({ length: count }, (_, index) =>
    randomQuery(new Random(1, `query ${index}`), HOSTILE_VOCABULARY, 5 + (index % 60)),
  );
}

describe('printQuery', () => {
  it('writes what parses to the same tree', () => {
    for (const query of randomQueries(2000)) {
      expect(queryOf(printQuery(query))).toEqual(query);
    }
  });

  it('leaves nothing outside of quotes but keywords, functions, types, numbers and operators', () => {
    for (const query of randomQueries(500)) {
      const bare = printQuery(query).replace(/'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/gs, '');
      expect(bare).toMatch(/^[A-Za-z0-9_ ()[\],.=!<>+\-*/%|]*$/);
      expect(bare).not.toMatch(/--|\/\*/);
    }
  });
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { METRICS } from '../../src/metrics/catalogue.js';

const PAGE = new URL('../../../../docs/operating.md', import.meta.url);

it('docs/operating.md lists every metric as the catalogue has it, and no other', async () => {
  const page = await readFile(PAGE, 'utf8');
  const rows = /^\| `unlatch_\w+` \| (?:counter|gauge|histogram) \|.*$/gm;
  const listed = [...page.matchAll(rows)].map(([row]) => row);
  expect(listed).toEqual(
    METRICS.map(({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`),
  );
});

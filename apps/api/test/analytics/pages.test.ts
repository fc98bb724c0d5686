import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RESULT_BYTES_MAX, ROWS_MAX } from '../../src/engine/queries/create-analyst.js';
import { queriesPage, tablesPage } from './pages.js';

const DOCS = '../../../../docs/analytics';

describe('the documentation of analytics has', () => {
  it('every table, column and function', async () => {
    await expect(tablesPage()).toMatchFileSnapshot(`${DOCS}/tables.md`);
  });

  it('the examples that the tests run', async () => {
    await expect(queriesPage()).toMatchFileSnapshot(`${DOCS}/queries.md`);
  });

  it('the bounds that the service has', async () => {
    const page = await readFile(new URL(`${DOCS}/limits.md`, import.meta.url), 'utf8');
    expect(page).toContain(`| ${ROWS_MAX.toLocaleString('en')}; a larger`);
    expect(page).toContain(`| the answer | ${RESULT_BYTES_MAX / 2 ** 20} MiB |`);
  });
});

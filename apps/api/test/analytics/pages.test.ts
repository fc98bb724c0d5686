import { describe, expect, it } from 'vitest';
import { queriesPage, tablesPage } from './pages.js';

const DOCS = '../../../../docs/analytics';

describe('the documentation of analytics has', () => {
  it('every table, column and function', async () => {
    await expect(tablesPage()).toMatchFileSnapshot(`${DOCS}/tables.md`);
  });

  it('the examples that the tests run', async () => {
    await expect(queriesPage()).toMatchFileSnapshot(`${DOCS}/queries.md`);
  });
});

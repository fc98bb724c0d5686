import { readFileSync } from 'node:fs';
import { ACTIONS } from '@unlatch/contract/rights/actions';
import { URN_PATHS } from '@unlatch/contract/rights/urn-paths';
import { expect, it } from 'vitest';

const PAGE = readFileSync(new URL('../../../../SECURITY.md', import.meta.url), 'utf8');

it('SECURITY.md says of every action what a stolen root key with it can do, and of no other', () => {
  const [, table = ''] = PAGE.split('## What a stolen root key can do');
  const cells = [...table.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
  const named = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const actions = [...Object.values(ACTIONS), ...Object.values(URN_PATHS)].flat();
  expect(new Set(named)).toEqual(new Set(actions));
});

import { anyOf, tuple } from '@unlatch/contract/rights/right';
import { describe, expect, it } from 'vitest';
import { grantedRows, rightOnAllRows } from './granted-rows.js';
import { parseGrants } from './grants.js';

const READ_API = anyOf(tuple('api.*.read_api'), tuple('api.{apiId}.read_api'));

describe('the rows that a caller may read', () => {
  it('are all rows with the wildcard, whatever else is granted', () => {
    const grants = parseGrants(['api.api_1.read_api', 'api.*.read_api']);
    expect(grantedRows(grants, READ_API)).toBe('all');
  });

  it('are those with the ids of exactly this type and action', () => {
    const grants = parseGrants([
      'api.api_1.read_api',
      'api.api_2.read_api',
      'api.api_3.read_key',
      'identity.id_1.read_api',
      'api.read_api',
      'api..read_api',
      'api.api_4.read_api.x',
      'api.api_5.x.read_api',
      'unkey:v1:ws_1:**#*',
    ]);
    expect(grantedRows(grants, READ_API)).toEqual(['api_1', 'api_2']);
  });

  it('are refused with the name of the right on all of them', () => {
    expect(rightOnAllRows(READ_API)).toBe('api.*.read_api');
  });
});

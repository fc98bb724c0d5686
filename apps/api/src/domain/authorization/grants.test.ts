import { describe, expect, it } from 'vitest';
import { grantedIds, parseGrants } from './grants.js';

describe('grantedIds', () => {
  const READ_API = { type: 'api', action: 'read_api' };

  it('is all with the wildcard, whatever else is granted', () => {
    const grants = parseGrants(['api.api_1.read_api', 'api.*.read_api']);
    expect(grantedIds(grants, READ_API)).toBe('all');
  });

  it('lists the ids of exactly this type and action', () => {
    const grants = parseGrants([
      'api.api_1.read_api',
      'api.api_2.read_api',
      'api.api_3.read_key',
      'identity.id_1.read_api',
      'api.read_api',
      'api.api_4.read_api.x',
      'unkey:v1:ws_1:**#*',
    ]);
    expect(grantedIds(grants, READ_API)).toEqual(['api_1', 'api_2']);
  });
});

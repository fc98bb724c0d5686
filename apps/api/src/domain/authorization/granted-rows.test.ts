import { anyOf, tuple, urn } from '@unlatch/contract/rights/right';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRight } from './compile-right.js';
import { grantedRows, rightOnAllRows } from './granted-rows.js';
import { parseGrants } from './grants.js';

const holding = (...permissions: string[]) => {
  return { workspaceId: 'ws_1', grants: parseGrants(permissions) };
};

const READ_ROOT_KEY = urn('rootKeys/{keyId}', 'read');
const READ_API = anyOf(tuple('api.*.read_api'), tuple('api.{apiId}.read_api'));

describe('the rows that a caller may read', () => {
  it('are all rows with the wildcard, whatever else is granted', () => {
    const caller = holding('api.api_1.read_api', 'api.*.read_api');
    expect(grantedRows(caller, READ_API)).toBe('all');
  });

  it('are those with the ids of exactly this type and action', () => {
    const caller = holding(
      'api.api_1.read_api',
      'api.api_2.read_api',
      'api.api_3.read_key',
      'identity.id_1.read_api',
      'api.read_api',
      'api..read_api',
      'api.api_4.read_api.x',
      'api.api_5.x.read_api',
      'unkey:v1:ws_1:**#*',
    );
    expect(grantedRows(caller, READ_API)).toEqual(['api_1', 'api_2']);
  });

  it.each(['rootKeys/*#read', 'rootKeys/**#read', '**#read', '**#*'])(
    'are all rows with the URN %s',
    (text) => {
      const caller = holding(`unkey:v1:ws_1:${text}`, 'unkey:v1:ws_1:rootKeys/root_1#read');
      expect(grantedRows(caller, READ_ROOT_KEY)).toBe('all');
    },
  );

  it('are those that URNs of exactly this path, action and workspace name', () => {
    const here = (text: string) => `unkey:v1:ws_1:${text}`;
    const caller = holding(
      here('rootKeys/root_1#read'),
      here('rootKeys/root_2#write'),
      here('rootKeys/root_3/x#read'),
      here('rootKeys#read'),
      here('keyspaces/root_4#read'),
      here('limits#read'),
      'unkey:v1:ws_2:rootKeys/*#read',
    );
    expect(grantedRows(caller, READ_ROOT_KEY)).toEqual(['root_1']);
    expect(grantedRows(holding(), READ_ROOT_KEY)).toEqual([]);
  });

  it('are exactly those for which the right is met', () => {
    const id = fc.constantFrom('a', 'b', '*', '**');
    const action = fc.constantFrom('read', 'write');
    const workspace = fc.constantFrom('ws_1', 'ws_2');
    const place = fc.constantFrom('rootKeys/', 'limits/', '');
    const grant = fc
      .tuple(workspace, place, id, action)
      .map(([where, above, what, right]) => `unkey:v1:${where}:${above}${what}#${right}`);
    const { isMet } = compileRight(READ_ROOT_KEY);
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 4 }), (permissions) => {
        const caller = holding(...permissions);
        const rows = grantedRows(caller, READ_ROOT_KEY);
        for (const keyId of ['a', 'b', 'c']) {
          const isShown = rows === 'all' || rows.includes(keyId);
          expect(isShown).toBe(isMet(caller, { keyId }));
        }
      }),
    );
  });

  it('are refused with the name of the right on all of them', () => {
    expect(rightOnAllRows(READ_API)).toBe('api.*.read_api');
  });
});

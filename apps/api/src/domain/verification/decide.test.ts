import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIpRanges } from '../../lib/ip-ranges.js';
import { type PermissionQuery, parsePermissionQuery } from '../permission-query/parse.js';
import { decideVerification } from './decide.js';
import type { KeySnapshot } from './key-snapshot.js';

const NOW_MS = Date.UTC(2026, 0, 15, 12);

const GOOD: KeySnapshot = {
  keyId: 'key_1',
  workspaceId: 'ws_1',
  apiId: 'api_1',
  keySpaceId: 'ks_1',
  apiDeleted: false,
  workspaceEnabled: true,
  allowedIps: undefined,
  enabled: true,
  expiresAtMs: null,
  name: null,
  meta: null,
  permissions: ['docs.read'],
  permissionSet: new Set(['docs.read']),
  roles: [],
  identity: null,
  credits: null,
  rateLimits: new Map(),
  autoAppliedLimits: [],
  pendingImport: null,
};

const REQUEST = {
  permissionQuery: undefined,
  ip: '203.0.113.7',
  creditCost: undefined,
  nowMs: NOW_MS,
};

function query(text: string): PermissionQuery {
  const parsed = parsePermissionQuery(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.query;
}

/** Each flaw of a key, in the order in which they are reported. */
const FLAWS = [
  ['FORBIDDEN', { workspaceEnabled: false }],
  ['DISABLED', { enabled: false }],
  ['EXPIRED', { expiresAtMs: NOW_MS - 1 }],
  ['FORBIDDEN', { allowedIps: parseIpRanges(['10.0.0.0/8']) }],
  ['INSUFFICIENT_PERMISSIONS', { permissionSet: new Set<string>() }],
] as const;

describe('decideVerification', () => {
  it('finds nothing wrong with a good key, which then costs one credit', () => {
    expect(decideVerification(GOOD, REQUEST)).toEqual({ kind: 'valid', creditCost: 1 });
  });

  it.each([0, 1, 1_000_000])('asks for the %i credits that the request names', (creditCost) => {
    const decision = decideVerification(GOOD, { ...REQUEST, creditCost });
    expect(decision).toEqual({ kind: 'valid', creditCost });
  });

  it.each([
    [NOW_MS + 1, 'valid'],
    [NOW_MS, 'valid'],
    [NOW_MS - 1, 'denied'],
    [0, 'denied'],
  ])('judges a key that expires at %i as %s', (expiresAtMs, kind) => {
    expect(decideVerification({ ...GOOD, expiresAtMs }, REQUEST).kind).toBe(kind);
  });

  it.each([
    ['10.1.2.3', 'valid'],
    ['::ffff:10.1.2.3', 'valid'],
    ['11.1.2.3', 'denied'],
    ['not an address', 'denied'],
  ])('judges a request from %s to an API for 10.0.0.0/8 as %s', (ip, kind) => {
    const key = { ...GOOD, allowedIps: parseIpRanges(['10.0.0.0/8']) };
    expect(decideVerification(key, { ...REQUEST, ip }).kind).toBe(kind);
  });

  it('accepts no address when the allow-list of an API cannot be read', () => {
    const key = { ...GOOD, allowedIps: parseIpRanges(['everyone']) };
    expect(decideVerification(key, REQUEST)).toEqual({ kind: 'denied', code: 'FORBIDDEN' });
  });

  it.each([
    ['docs.read', 'valid'],
    ['docs.read OR docs.write', 'valid'],
    ['docs.read AND docs.write', 'denied'],
    ['DOCS.READ', 'denied'],
  ])('judges a request for %s of a key with docs.read as %s', (text, kind) => {
    const request = { ...REQUEST, permissionQuery: query(text) };
    expect(decideVerification(GOOD, request).kind).toBe(kind);
  });

  it('reports the first of several flaws in this order, whatever the others are', () => {
    const request = { ...REQUEST, permissionQuery: query('docs.read') };
    const flaws = fc.subarray([...FLAWS], { minLength: 1 });
    fc.assert(
      fc.property(flaws, (chosen) => {
        const key = Object.assign({}, GOOD, ...chosen.map(([, flaw]) => flaw));
        const code = chosen[0]?.[0];
        expect(decideVerification(key, request)).toEqual({ kind: 'denied', code });
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversUrn, parseUrn, printUrn, type Urn } from './urn.js';

function urnOf(text: string): Urn {
  const urn = parseUrn(text);
  if (urn === null) throw new Error(`not a grant: ${text}`);
  return urn;
}

const literal = fc.constantFrom('a', 'b', 'c');
const concretePath = fc.array(literal, { minLength: 1, maxLength: 4 });
const patternPath = fc
  .tuple(fc.array(fc.oneof(literal, fc.constant('*')), { maxLength: 3 }), fc.boolean())
  .map(([segments, open]) => (open ? [...segments, '**'] : segments))
  .filter((segments) => segments.length > 0);

function onPath(segments: readonly string[]): Urn {
  return { workspaceId: 'ws_1', segments, action: 'read_key' };
}

/** The meaning of a pattern, as a regular expression over the joined path. */
function describes(pattern: readonly string[], path: readonly string[]): boolean {
  const source = pattern
    .map((segment) => ({ '*': '/[^/]+', '**': '(/.*)?' })[segment] ?? `/${segment}`)
    .join('');
  return new RegExp(`^${source}$`).test(`/${path.join('/')}`);
}

describe('parseUrn', () => {
  it.each([
    'unkey:v1:ws_1:keyspaces/ks_1#create_key',
    'unkey:v1:ws_1:keyspaces/ks_1/keys/*#read_key',
    'unkey:v1:ws_1:*/ks_1/keys#read_key',
    'unkey:v1:ws_1:keyspaces/**#read_key',
    'unkey:v1:ws_1:**#read_key',
    'unkey:v1:ws_1:**#*',
  ])('reads %s', (text) => {
    expect(printUrn(urnOf(text))).toBe(text);
  });

  it.each([
    ['another scheme', 'urn:v1:ws_1:keyspaces#read_key'],
    ['another version', 'unkey:v2:ws_1:keyspaces#read_key'],
    ['no workspace', 'unkey:v1::keyspaces#read_key'],
    ['no path', 'unkey:v1:ws_1:#read_key'],
    ['no action', 'unkey:v1:ws_1:keyspaces#'],
    ['no #', 'unkey:v1:ws_1:keyspaces'],
    ['two #', 'unkey:v1:ws_1:keyspaces#read_key#x'],
    ['an empty segment', 'unkey:v1:ws_1:keyspaces//keys#read_key'],
    ['a leading slash', 'unkey:v1:ws_1:/keyspaces#read_key'],
    ['a trailing slash', 'unkey:v1:ws_1:keyspaces/#read_key'],
    ['** before the end', 'unkey:v1:ws_1:**/keys#read_key'],
    [': in the path', 'unkey:v1:ws_1:keyspaces/ks:1#read_key'],
    ['/ in the workspace', 'unkey:v1:ws/1:keyspaces#read_key'],
    ['* inside a segment', 'unkey:v1:ws_1:keyspaces/ks_*#read_key'],
    ['*** as a segment', 'unkey:v1:ws_1:***#read_key'],
    ['action * on less than everything', 'unkey:v1:ws_1:keyspaces/**#*'],
    ['* inside the action', 'unkey:v1:ws_1:**#read_*'],
    ['action **', 'unkey:v1:ws_1:**#**'],
    [': in the action', 'unkey:v1:ws_1:**#read:key'],
    ['/ in the action', 'unkey:v1:ws_1:**#read/key'],
    ['_ before the action', 'unkey:v1:ws_1:**#_read'],
    ['_ behind the action', 'unkey:v1:ws_1:**#read_'],
    ['_ as the action', 'unkey:v1:ws_1:**#_'],
    ['a tuple', 'api.*.read_key'],
  ])('refuses %s', (_, text) => {
    expect(parseUrn(text)).toBeNull();
  });
});

describe('coversUrn', () => {
  it.each([
    ['ws_1:keyspaces/ks_1#read_key', 'ws_1:keyspaces/ks_1#read_key', true],
    ['ws_1:keyspaces/ks_1#read_key', 'ws_2:keyspaces/ks_1#read_key', false],
    ['ws_1:keyspaces/ks_1#read_key', 'ws_1:keyspaces/ks_1#update_key', false],
    ['ws_1:keyspaces/ks_1#read_key', 'ws_1:keyspaces/KS_1#read_key', false],
    ['ws_1:keyspaces/ks_1#read_key', 'ws_1:keyspaces/ks_1/keys/key_1#read_key', false],
    ['ws_1:keyspaces/*#read_key', 'ws_1:keyspaces/ks_1#read_key', true],
    ['ws_1:keyspaces/*#read_key', 'ws_1:keyspaces#read_key', false],
    ['ws_1:keyspaces/*#read_key', 'ws_1:keyspaces/ks_1/keys#read_key', false],
    ['ws_1:keyspaces/ks_1/**#read_key', 'ws_1:keyspaces/ks_1#read_key', true],
    ['ws_1:keyspaces/ks_1/**#read_key', 'ws_1:keyspaces/ks_1/keys/key_1#read_key', true],
    ['ws_1:keyspaces/ks_1/**#read_key', 'ws_1:keyspaces/ks_10#read_key', false],
    ['ws_1:keyspaces/ks_1/**#read_key', 'ws_1:keyspaces#read_key', false],
    ['ws_1:keyspaces/ks_1/keys/key_1#read_key', 'ws_1:keyspaces/ks_1/keys/*#read_key', false],
    ['ws_1:keyspaces/ks_1/keys/*#read_key', 'ws_1:keyspaces/ks_1/keys/*#read_key', true],
    ['ws_1:keyspaces/*/keys/*#read_key', 'ws_1:keyspaces/ks_1/keys/*#read_key', true],
    ['ws_1:keyspaces/*#read_key', 'ws_1:keyspaces/**#read_key', false],
    ['ws_1:**#read_key', 'ws_1:**#*', false],
    ['ws_1:**#*', 'ws_1:**#*', true],
    ['ws_1:**#*', 'ws_1:keyspaces/ks_1/keys/*#read_key', true],
    ['ws_1:**#*', 'ws_2:keyspaces/ks_1/keys/*#read_key', false],
  ])('%s over %s: %s', (grant, required, covered) => {
    expect(coversUrn(urnOf(`unkey:v1:${grant}`), urnOf(`unkey:v1:${required}`))).toBe(covered);
  });

  it('covers exactly the paths that the pattern of the grant describes', () => {
    fc.assert(
      fc.property(patternPath, concretePath, (pattern, path) => {
        expect(coversUrn(onPath(pattern), onPath(path))).toBe(describes(pattern, path));
      }),
    );
  });

  it('covers a required pattern only together with every path of that pattern', () => {
    fc.assert(
      fc.property(patternPath, patternPath, concretePath, (granted, required, path) => {
        fc.pre(coversUrn(onPath(granted), onPath(required)) && describes(required, path));
        expect(describes(granted, path)).toBe(true);
      }),
    );
  });
});

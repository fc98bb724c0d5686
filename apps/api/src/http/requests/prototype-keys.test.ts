import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayReachForPrototype, reachesForPrototype } from './prototype-keys.js';

function isRefused(text: string): boolean {
  return mayReachForPrototype(text) && reachesForPrototype(JSON.parse(text));
}

describe('a body that reaches for a prototype', () => {
  it.each([
    '{"__proto__":1}',
    '[[],{"a":[{"b":{"__proto__":null}}]}]',
    '{"\\u005f_proto__":{}}',
    '{"__\\u0070ro\\u0074o__":{}}',
    '{"constructor":{"prototype":null}}',
    '{"constructor":[{"constructor":{"\\u0070rototype":1}}]}',
    '{"c\\u006fnstructor":{"a":1,"prototype":{}}}',
  ])('is found: %s', (text) => {
    expect(isRefused(text)).toBe(true);
  });

  it.each([
    '{}',
    '["__proto__","constructor","prototype"]',
    '{"constructor":1,"prototype":{}}',
    '{"constructor":{"a":{"prototype":1}}}',
    '{"constructor":null}',
    '{"prototype":{"constructor":{}}}',
    '{"__proto":1,"proto__":2}',
    '"__proto__"',
  ])('is nothing like %s', (text) => {
    expect(isRefused(text)).toBe(false);
  });

  const anyKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'a', '0');
  const { body: anyBody } = fc.letrec<{ body: string; key: string }>((tie) => ({
    key: fc
      .tuple(anyKey, fc.boolean())
      .map(([key, isEscaped]) => (isEscaped ? escaped(key) : `"${key}"`)),
    body: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('1', 'null', '"__proto__"'),
      fc.array(tie('body'), { maxLength: 3 }).map((items) => `[${items.join()}]`),
      fc
        .array(fc.tuple(tie('key'), tie('body')), { maxLength: 3 })
        .map((members) => `{${members.map((member) => member.join(':')).join()}}`),
    ),
  }));

  it('is found wherever it is, however its keys are written', () => {
    fc.assert(
      fc.property(anyBody, (text) => {
        let isFound = false;
        JSON.parse(text, (key, value) => {
          isFound ||= key === '__proto__';
          isFound ||= key === 'constructor' && Object.hasOwn(Object(value), 'prototype');
          return value;
        });
        expect(isRefused(text)).toBe(isFound);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends the search without a stack frame for each level', () => {
    const levels = 1_000_000;
    expect(isRefused(`{"prototype":${'['.repeat(levels)}${']'.repeat(levels)}}`)).toBe(false);
  });
});

function escaped(key: string): string {
  const escapes = [...key].map(
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escapes.join('')}"`;
}

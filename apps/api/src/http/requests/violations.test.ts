import type { FastifySchemaValidationError } from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import { CountingPace } from '../../../test/counting-pace.js';
import { findNul, findNulInTurns, toViolations } from './violations.js';

function schemaError(
  keyword: string,
  instancePath: string,
  params: Record<string, unknown> = {},
  message?: string,
): FastifySchemaValidationError {
  return { keyword, instancePath, schemaPath: '#', params, ...(message ? { message } : {}) };
}

describe('a violation is located by its path in the request', () => {
  it.each([
    ['', 'body'],
    ['/name', 'body.name'],
    ['/credits/refill/amount', 'body.credits.refill.amount'],
    ['/ratelimits/0/limit', 'body.ratelimits[0].limit'],
    ['/meta/b c', 'body.meta["b c"]'],
    ['/meta/it"s', 'body.meta["it\\"s"]'],
    ['/meta/a~1b~0c', 'body.meta["a/b~c"]'],
    ['/meta/~01', 'body.meta["~1"]'],
    [`/meta/${'x'.repeat(129)}`, `body.meta["${'x'.repeat(128)}"…]`],
  ])('%s: %s', (instancePath, location) => {
    const [violation] = toViolations([schemaError('minLength', instancePath, {}, 'is short')]);
    expect(violation).toEqual({ location, message: 'is short' });
  });
});

describe('a violation says what is wrong', () => {
  it.each([
    [
      schemaError('required', '/credits', { missingProperty: 'remaining' }),
      { location: 'body.credits.remaining', message: 'is required' },
    ],
    [
      schemaError('additionalProperties', '', { additionalProperty: 'nmae' }),
      {
        location: 'body.nmae',
        message: 'is not a field of this request',
        fix: 'Remove it, or correct its spelling.',
      },
    ],
    [
      schemaError('enum', '/interval', { allowedValues: ['daily', 'monthly'] }),
      { location: 'body.interval', message: 'must be one of daily, monthly' },
    ],
    [
      schemaError('type', '/name', { type: 'string' }),
      { location: 'body.name', message: 'must be string' },
    ],
    [
      schemaError('type', '/remaining', { type: ['integer', 'null'] }),
      { location: 'body.remaining', message: 'must be integer or null' },
    ],
    [schemaError('pattern', '/name'), { location: 'body.name', message: 'is not valid' }],
  ])('%j', (error, violation) => {
    expect(toViolations([error])).toEqual([violation]);
  });

  it('a hundred times at most', () => {
    const errors = Array.from({ length: 101 }, (_, i) => schemaError('type', `/tags/${i}`));
    expect(toViolations(errors)).toHaveLength(100);
  });
});

describe('U+0000 is found', () => {
  it.each<[string, unknown, string[]]>([
    ['nowhere', { a: 'x', b: [1, null, true, { c: 'y' }] }, []],
    ['in the body itself', '\0', ['body']],
    ['in a field', { a: 'x\0y' }, ['body.a']],
    ['in a list', { a: ['', '\0'] }, ['body.a[1]']],
    ['in a name, told by what has it', { meta: { 'a\0': 1 } }, ['body.meta']],
    ['in several places', { a: '\0', b: { c: '\0' } }, ['body.a', 'body.b.c']],
  ])('%s', (_title, body, locations) => {
    const found = findNul(body).map(({ location }) => location);
    expect(found.sort()).toEqual(locations);
  });

  it('is reported briefly, however long the names on its path', () => {
    const name = 'x'.repeat(50_000);
    let body: unknown = Array.from({ length: 100 }, () => '\0');
    for (let depth = 0; depth < 190; depth++) body = { [name]: body };
    const found = findNul(body);
    expect(found).toHaveLength(100);
    expect(JSON.stringify(found).length).toBeLessThan(5_000_000);
  });

  it('is reported for a limited number of places', () => {
    const tags = Array.from({ length: 101 }, () => '\0');
    const further = vi.fn(() => '');
    Object.defineProperty(tags, 100, { get: further });
    expect(findNul({ tags, more: { '\0': '\0' } })).toHaveLength(100);
    expect(further).not.toHaveBeenCalled();
  });

  it('is found among five million values at the end of a long path, without much more memory', () => {
    const zeros: unknown[] = Array.from({ length: 5_000_000 }, () => 0);
    let body: unknown = [...zeros, '\0'];
    for (let depth = 0; depth < 190; depth++) body = [body];
    expect(findNul(body)).toMatchObject([{ location: `body${'[0]'.repeat(190)}[5000000]` }]);
  });

  it('is found in a long list in slices, at the same places', async () => {
    const item = (index: number) =>
      index % 50 === 7 ? { [`a${index}\0`]: ['\0', 'b'] } : { b: 'c' };
    const body = { name: 'a\0', keys: Array.from({ length: 1000 }, (_, index) => item(index)) };
    const pace = new CountingPace();
    const found = await findNulInTurns(body, 'keys', pace);
    expect(found).toEqual(findNul(body));
    expect(found).toHaveLength(41);
    expect(pace.rests).toBeGreaterThan(900);
    const full = { keys: Array.from({ length: 1000 }, () => '\0') };
    expect(await findNulInTurns(full, 'keys')).toEqual(findNul(full));
    for (const other of [null, [], { keys: 'none' }, 'keys']) {
      expect(await findNulInTurns(other, 'keys')).toEqual([]);
    }
  });
});

import { migrateKeys } from '@unlatch/contract/operations/keys/migrateKeys';
import { describe, expect, it } from 'vitest';
import { createValidatorCompiler } from './validation.js';

const route = { schema: migrateKeys.request, method: 'POST', url: '/' };
const inTurns = createValidatorCompiler({ bulkList: 'keys' })(route);
const atOnce = createValidatorCompiler()(route);

const KEYS = 6000;

function bodyWith(changes: object, [index, item]: [number, unknown] = [0, { hash: 'abc' }]) {
  const keys: unknown[] = Array.from({ length: KEYS }, () => ({ hash: 'abc', name: 'x' }));
  keys[index] = item;
  return { migrationId: 'mig_1', apiId: 'api_1', keys, ...changes };
}

async function problemOf(validate: typeof inTurns, body: unknown): Promise<unknown> {
  try {
    const result: unknown = await validate(body);
    return Object(result).error ?? 'valid';
  } catch (error) {
    return error;
  }
}

describe('a large body that is validated in turns', () => {
  it.each<[string, unknown]>([
    ['valid', bodyWith({})],
    ['a field is missing', bodyWith({ apiId: undefined })],
    ['a field is unknown', bodyWith({ other: 1 })],
    ['a field is wrong, and an item too', bodyWith({ apiId: 1 }, [3, {}])],
    ['the list is too long', bodyWith({ keys: Array(10_001).fill({ hash: 'abc' }) })],
    ['the list is no list', bodyWith({ keys: { 0: Array(KEYS).fill(0) } })],
    ['an item is no object', bodyWith({}, [17, 'x'])],
    ['an item lacks a field', bodyWith({}, [17, { name: 'x' }])],
    ['an item has an unknown field', bodyWith({}, [KEYS - 1, { hash: 'abc', 'a/b~': 1 }])],
    ['a value deep in an item is wrong', bodyWith({}, [17, { hash: 'abc', roles: ['a', 1] }])],
  ])('has the first violation that it has when it is validated at once: %s', async (_, body) => {
    expect(await problemOf(inTurns, body)).toEqual(await problemOf(atOnce, body));
  });
});

import { describe, expect, it } from 'vitest';
import { faultOfMapping, guessMapping, type ImportField } from './fields.js';
import { hashKey, inBatches, planImport } from './plan.js';
import { readRow } from './read-row.js';

describe('the columns', () => {
  it('are guessed by their names', () => {
    expect(guessMapping(['API Key', 'User ID', 'Expires At', 'Colour', 'scopes', 'token'])).toEqual(
      ['key', 'externalId', 'expires', undefined, 'permissions', undefined],
    );
  });

  it.each<[string, (ImportField | undefined)[], string | undefined]>([
    ['hashes', ['hash', 'name'], undefined],
    ['keys', ['key', undefined], undefined],
    ['neither', ['name'], 'noKeyOrHash'],
    ['both', ['key', 'hash'], 'keyAndHash'],
    ['a field of two columns', ['key', 'name', 'name'], 'twice'],
  ])('with %s', (_, mapping, fault) => {
    expect(faultOfMapping(mapping)).toBe(fault);
  });
});

describe('a row', () => {
  const settingsOf = (cells: Partial<Record<ImportField, string>>) => {
    const mapping: ImportField[] = ['hash', ...(Object.keys(cells) as ImportField[])];
    const read = readRow(['h', ...Object.values(cells)], mapping);
    return read.ok ? read.settings : read.faults;
  };

  it.each<[string, Partial<Record<ImportField, string>>, object]>([
    ['without settings', {}, {}],
    ['with a name', { name: ' Billing ' }, { name: 'Billing' }],
    ['with empty cells', { name: '', credits: ' ' }, {}],
    ['with a day', { expires: '2027-01-31' }, { expires: Date.UTC(2027, 0, 31) }],
    ['with seconds', { expires: '1800000000' }, { expires: 1_800_000_000_000 }],
    ['with milliseconds', { expires: '1800000000000' }, { expires: 1_800_000_000_000 }],
    ['that is off', { enabled: 'No' }, { enabled: false }],
    ['with credits', { credits: '10' }, { credits: { remaining: 10 } }],
    [
      'with a refill',
      { credits: '10', refillInterval: 'Monthly', refillAmount: '100', refillDay: '31' },
      { credits: { remaining: 10, refill: { interval: 'monthly', amount: 100, refillDay: 31 } } },
    ],
    ['with a list', { permissions: 'a.b; c.d' }, { permissions: ['a.b', 'c.d'] }],
    ['with a list in JSON', { roles: '["a","b"]' }, { roles: ['a', 'b'] }],
    ['with an object', { meta: '{"plan":"pro"}' }, { meta: { plan: 'pro' } }],
  ])('%s', (_, cells, settings) => {
    expect(settingsOf(cells)).toEqual(settings);
  });

  it.each<[Partial<Record<ImportField, string>>, string, string]>([
    [{ expires: 'soon' }, 'expires', 'notADate'],
    [{ expires: '20' }, 'expires', 'notADate'],
    [{ enabled: 'perhaps' }, 'enabled', 'notYesOrNo'],
    [{ credits: '-1' }, 'credits', 'notACount'],
    [
      { credits: '1', refillInterval: 'weekly', refillAmount: '1' },
      'refillInterval',
      'notAnInterval',
    ],
    [{ credits: '1', refillInterval: 'daily' }, 'refillAmount', 'refillIncomplete'],
    [{ refillInterval: 'daily', refillAmount: '5' }, 'credits', 'refillIncomplete'],
    [{ meta: '[1]' }, 'meta', 'notAnObject'],
    [{ meta: '{' }, 'meta', 'notAnObject'],
  ])('%j is refused at %s: %s', (cells, field, fault) => {
    expect(settingsOf(cells)).toEqual([{ field, fault }]);
  });

  it('without a key is refused', () => {
    expect(readRow(['', 'x'], ['key', 'name'])).toEqual({
      ok: false,
      faults: [{ field: 'key', fault: 'missing' }],
    });
  });
});

describe('the plan of an import', () => {
  it('hashes keys, and sends none', async () => {
    const plan = await planImport([['abc', 'One']], ['key', 'name'], hashKey);
    expect(plan.keys).toEqual([
      { line: 2, data: { hash: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=', name: 'One' } },
    ]);
    expect(JSON.stringify(plan)).not.toContain('abc');
  });

  it('says of each row what becomes of it', async () => {
    const plan = await planImport([['h1'], [''], ['h1'], ['h2']], ['hash'], hashKey);
    expect(plan.keys.map(({ line }) => line)).toEqual([2, 5]);
    expect(plan.refused).toEqual([
      { line: 3, faults: [{ field: 'hash', fault: 'missing' }] },
      { line: 4, faults: [{ field: 'hash', fault: 'twice' }] },
    ]);
  });

  it('is cut into requests', () => {
    expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(inBatches([], 2)).toEqual([]);
  });
});

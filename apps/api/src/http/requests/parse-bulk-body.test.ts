import { boundsOf, bulkBoundsOf } from '@unlatch/contract';
import { migrateKeys } from '@unlatch/contract/operations/keys/migrateKeys';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountingPace } from '../../../test/counting-pace.js';
import { replaceHalfCharacters } from '../../lib/json-text/half-characters.js';
import { parseBody } from './parse-body.js';
import { parseBulkBody } from './parse-bulk-body.js';

const BULK = bulkBoundsOf(migrateKeys.request);
if (BULK === undefined) throw new Error('an import has no bounds of its parts');
const { requestValuesMax: valuesMax } = boundsOf(migrateKeys);
const RULES = { valuesMax, depthMax: 8, returnsValues: true, bulk: BULK };

/** The value, or what the answer says is wrong. */
async function outcomeOf(parse: () => unknown): Promise<unknown> {
  try {
    return { value: await parse() };
  } catch (error) {
    return { problem: error };
  }
}

async function expectSame(bytes: Buffer, partBytes: number): Promise<void> {
  const text = replaceHalfCharacters(bytes.toString('utf8'));
  const whole = await outcomeOf(() => parseBody(text, RULES));
  const options = { partBytes, pace: new CountingPace() };
  const inParts = await outcomeOf(async () => (await parseBulkBody(bytes, RULES, options)).value);
  expect(inParts).toEqual(whole);
}

const anyValue = fc.jsonValue({ maxDepth: 4 });
const anyBody = fc
  .tuple(
    fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(anyValue, fc.array(anyValue)), {
      maxKeys: 5,
    }),
    fc.constantFrom(0, 1, '\t', ' \r\n'),
  )
  .map(([value, space]) => JSON.stringify(value, null, space));

describe('a body that is parsed in parts', () => {
  it('gives the value that it gives as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyBody, fc.integer({ min: 1, max: 60 }), async (text, partBytes) => {
        await expectSame(Buffer.from(text), partBytes);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the problem that it gives as a whole, whatever bytes are changed', async () => {
    const bytes = fc.constantFrom(...Buffer.from('{}[]",:\\0-1eEn \u00e9'));
    const changes = fc.array(fc.tuple(fc.nat(), bytes), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(anyBody, changes, async (text, changed) => {
        const broken = Buffer.from(text);
        for (const [at, byte] of changed) broken[at % broken.length] = byte;
        await expectSame(broken, 1);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '{"a":[1,,2]}',
    '{"a":[1,2,]}',
    '{"a":[,1]}',
    '{"a":[1,2}',
    '{"a":[1,2',
    '{"a":[1],"a":[2]}',
    '{"a":[{"b":1,"b":2},{"c":1e400}],"d":1,"d":2}',
    '{"a":[1],"__proto__":[2]}',
    '{"a":[{"constructor":{"prototype":{}}}]}',
    '{"a":[[[[[[[[[0]]]]]]]]]}',
    '{"a":[1]}{"b":[2]}',
    '[[1,2],[3]]',
    '{"a":[ ],"b":[\n]}',
    '{"a":[1] ,"b" : [2,3] , "c":{"d":[4,5]}}',
    '{"a":["\\ud800","]","\\"],["]}',
    '{"\\ud800":[1],"\\ud801":[2]}',
    '\ufeff{"a":[1]}',
    'null',
    '"a"',
  ])('is judged as it is as a whole: %s', async (text) => {
    await expectSame(Buffer.from(text), 1);
  });

  it('is as a whole when its bytes are no UTF-8', async () => {
    await expectSame(Buffer.from('{"a":["\xff\xe2\x82",1,"\x80"]}', 'latin1'), 1);
  });

  it('rests after each part', async () => {
    const pace = new CountingPace();
    const items = Array.from({ length: 100 }, (_, index) => ({ hash: `hash ${index}` }));
    const text = JSON.stringify({ keys: items });
    const { value } = await parseBulkBody(Buffer.from(text), RULES, { partBytes: 1, pace });
    expect(value).toEqual({ keys: items });
    expect(pace.rests).toBe(100);
  });

  it('says whether it has an escaped U+0000', async () => {
    const bodies = ['{"a":["\\u0000"]}', '{"a":[1],"b":"\\u0000"}', '{"a":["\\u0001"]}'];
    const found = bodies.map(async (text) => {
      return (await parseBulkBody(Buffer.from(text), RULES)).mayHoldNul;
    });
    expect(await Promise.all(found)).toEqual([true, true, false]);
  });
});

describe('white space', () => {
  it('does not count, however much there is of it', async () => {
    const blank = ' \n'.repeat(2_000_000);
    const text = `{${blank}"a":[1,${blank}2]${blank}}${blank}`;
    const { value } = await parseBulkBody(Buffer.from(text), RULES);
    expect(value).toEqual({ a: [1, 2] });
  });
});

describe('a part that is larger than in any valid body', () => {
  const names = (count: number) =>
    `{${Array.from({ length: count }, (_, index) => `"n${index}":0`).join()}}`;
  const messageOf = async (text: string) => {
    const outcome = await outcomeOf(() => parseBulkBody(Buffer.from(text), RULES));
    return JSON.stringify(Object(outcome).problem?.violations);
  };

  it('is refused with its place before it is parsed', async () => {
    const keys = `[{"hash":"abc"},{"hash":"abc","meta":{"v":${names(100_000)}}}]`;
    expect(await messageOf(`{"keys":${keys}}`)).toContain('in one item of a list, but item 1 has');
    expect(await messageOf(`{"keys":${keys}`)).toContain('in one item of a list, but item 1 has');
  });

  it('is refused outside of lists too, whether by its values or by its bytes', async () => {
    const rest = 'outside of its lists';
    expect(await messageOf(`{"keys":${names(100_000)}}`)).toContain(rest);
    expect(await messageOf(`{"apiId":"${'\\"'.repeat(1_000_000)}","keys":[]}`)).toContain(rest);
    expect(await messageOf(`[${'0,'.repeat(100_000)}0]`)).toContain(rest);
  });
});

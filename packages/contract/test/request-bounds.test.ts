import { type TSchema, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { requestBoundsOf } from '../src/bounds/request-bounds.js';
import { boundsOf, OPERATIONS } from '../src/index.js';
import { limited, limitsOf } from '../src/shapes/annotations.js';
import {
  anyObject,
  choicesIn,
  closed,
  exactlyOneOf,
  nullable,
  oneOf,
} from '../src/shapes/schema.js';

const big = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 3000 });

describe('a request is bounded', () => {
  it.each<[string, TSchema, object]>([
    ['by no less than a small request needs', closed({}), { bytes: 4096, values: 2000, depth: 33 }],
    [
      'by each character as two escapes, and each value on a line of its own',
      big,
      { bytes: 1024 * Math.ceil((3000 * (12 * 1000 + 2 + 32) + 32 + 2) / 1024), values: 3001 },
    ],
    ['by the same if it may be null', nullable(big), { values: 3001 }],
    ['by the largest alternative', Type.Union([Type.Null(), big]), { values: 3001 }],
    [
      'by the larger of two fields of which it has one',
      exactlyOneOf({ small: Type.Null(), large: big }, { more: Type.Null() }),
      { values: 3003 },
    ],
    ['by its names', closed({ [`a`.repeat(1000)]: Type.Null() }), { bytes: 6 * 1024 }],
    ['by its choices', oneOf(['a', 'b'.repeat(1000)], ''), { bytes: 12 * 1024 }],
    [
      'by what it says of all values together',
      limited({ valuesMax: 2500 }, Type.Array(big, { maxItems: 10 })),
      { values: 2500 },
    ],
    [
      'by what a free object says of its content',
      closed({ meta: limited({ bytesMax: 9000, valuesMax: 5000, depthMax: 50 }, anyObject()) }),
      { bytes: 53 * 1024, values: 5001, depth: 83 },
    ],
    [
      'by some room for members that an open object ignores',
      Type.Array(Type.Object({}, { additionalProperties: true }), { maxItems: 100 }),
      { values: 100 * 33 + 1 },
    ],
  ])('%s', (_title, schema, expected) => {
    const { requestBytesMax, requestValuesMax, requestDepthMax } = requestBoundsOf(schema);
    const found = { bytes: requestBytesMax, values: requestValuesMax, depth: requestDepthMax };
    expect(found).toMatchObject(expected);
  });

  it.each<[string, TSchema, RegExp]>([
    ['a text without a length', Type.String(), /length of body/],
    ['a list without a length', Type.Array(Type.Null()), /number of body/],
    ['a list of texts without a length', closed({ a: Type.Array(Type.String()) }), /body\.a\[\]/],
    ['a free object without limits', closed({ meta: anyObject() }), /bytes of body\.meta/],
    ['anything', Type.Any(), /no type/],
  ])('or its definition is refused: %s', (_title, schema, message) => {
    expect(() => requestBoundsOf(schema)).toThrow(message);
  });
});

/** More than any service reads at once. Only imports could be larger. */
const BYTES_ENOUGH = 20_000_000;

/** The largest text that a schema accepts: each character an escape, each value on its own line. */
function largestOf(schema: TSchema): string {
  const [type] = [schema['type']].flat();
  switch (type) {
    case 'string':
      return largestText(schema);
    case 'array': {
      const item = largestOf(schema['items']);
      const fitting = Math.floor(BYTES_ENOUGH / item.length);
      const count = Math.min(schema['maxItems'], Math.max(1, fitting));
      return `[${Array.from({ length: count }, () => `\n${' '.repeat(16)}${item}`).join()}]`;
    }
    case 'object':
      return `{${[...largestMembers(schema), ...freeMembers(schema)].join()}}`;
    case 'boolean':
      return 'false';
    default:
      return String(schema['maximum']);
  }
}

function largestMembers(schema: TSchema): string[] {
  const properties: Record<string, TSchema> = schema['properties'] ?? {};
  const choices = choicesIn(schema);
  const members = Object.entries(properties).map(([name, member]) => {
    const text = `\n${' '.repeat(16)}${escaped(name)}: ${largestOf(member)}`;
    return { isChoice: choices.includes(name), text };
  });
  const longestFirst = members.toSorted((one, other) => other.text.length - one.text.length);
  const chosen = longestFirst.find(({ isChoice }) => isChoice);
  return members.filter((one) => !one.isChoice || one === chosen).map(({ text }) => text);
}

/** One text that is as long as all content may be. */
function freeMembers(schema: TSchema): string[] {
  const { bytesMax } = limitsOf(schema) ?? {};
  const isFree = typeof schema['additionalProperties'] === 'object' && bytesMax !== undefined;
  return isFree ? [`"v":${escaped('a'.repeat(bytesMax - '{"v":""}'.length))}`] : [];
}

function largestText({ enum: choices, maxLength, pattern, format }: TSchema): string {
  if (choices !== undefined) return escaped(choices[0]);
  if (format !== undefined) return `"${maxLength}"`;
  if (pattern === undefined) return escaped('\u{1f511}'.repeat(maxLength));
  const text = 'a'.repeat(maxLength);
  // An address needs its @.
  return escaped(new RegExp(pattern, 'u').test(text) ? text : `a@${text.slice(2)}`);
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

function levelsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((most, one) => Math.max(most, levelsOf(one)), 0);
}

function valuesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + valuesOf(one), 1);
}

const ajv = new Ajv({ strict: false, validateFormats: false });

it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
  '%s has bounds that hold its largest request',
  (_name, operation) => {
    const text = largestOf(operation.request);
    const { requestBytesMax, requestValuesMax, requestDepthMax } = boundsOf(operation);
    const value: unknown = JSON.parse(text);
    expect(ajv.validate(operation.request, value), ajv.errorsText()).toBe(true);
    expect(text.length).toBeLessThanOrEqual(requestBytesMax);
    expect(valuesOf(value)).toBeLessThanOrEqual(requestValuesMax);
    expect(levelsOf(value)).toBeLessThanOrEqual(requestDepthMax);
  },
);

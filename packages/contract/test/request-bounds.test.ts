import { type TSchema, Type } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { requestBoundsOf } from '../src/bounds/request-bounds.js';
import { boundsOf, OPERATIONS } from '../src/index.js';
import { limited } from '../src/shapes/annotations.js';
import { anyObject, closed, nullable, oneOf } from '../src/shapes/schema.js';

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

it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
  '%s has bounds that hold its example',
  (_name, operation) => {
    const { requestBytesMax } = boundsOf(operation);
    expect(requestBytesMax).toBeGreaterThan(JSON.stringify(operation.example).length);
  },
);

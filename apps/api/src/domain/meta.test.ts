import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializeMeta } from './meta.js';

const ROOMY = { bytesMax: 1_000_000, valuesMax: 1_000_000, depthMax: 100 };

/** `depth` objects, each inside another. */
function nest(depth: number, inner: unknown = 1): Record<string, unknown> {
  let value = inner;
  for (let level = 0; level < depth; level++) value = { a: value };
  return { a: value };
}

describe('serializeMeta', () => {
  it('gives JSON that reads back as the same object, in the same order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (meta) => {
        const serialized = serializeMeta(meta, ROOMY);
        expect(serialized).toEqual({ ok: true, text: JSON.stringify(meta) });
      }),
    );
  });

  it.each([
    ['{"a":"b"}', 9],
    ['{"a":"ü"}', 10],
    ['{"a":"漢"}', 11],
    ['{"a":"🔑"}', 12],
    ['{"a":"\\n"}', 10],
    ['{}', 2],
  ])('counts the bytes of %s as %i', (text, bytes) => {
    const meta = JSON.parse(text);
    expect(serializeMeta(meta, { ...ROOMY, bytesMax: bytes })).toEqual({ ok: true, text });
    expect(serializeMeta(meta, { ...ROOMY, bytesMax: bytes - 1 })).toEqual({
      ok: false,
      message: `must be at most ${bytes - 1} bytes as JSON, but has ${bytes}`,
    });
  });

  it.each<[Record<string, unknown>, number]>([
    [{}, 1],
    [{ a: 1 }, 2],
    [{ a: [], b: [1, 'x', null], c: { d: { e: true } } }, 9],
  ])('counts the values of %j as %i', (meta, values) => {
    expect(serializeMeta(meta, { ...ROOMY, valuesMax: values }).ok).toBe(true);
    expect(serializeMeta(meta, { ...ROOMY, valuesMax: values - 1 })).toEqual({
      ok: false,
      message: `must have at most ${values - 1} values, but has ${values}`,
    });
  });

  it('takes 100 levels and refuses one more', () => {
    expect(serializeMeta(nest(98), ROOMY).ok).toBe(true);
    expect(serializeMeta(nest(99), ROOMY).ok).toBe(true);
    expect(serializeMeta(nest(100), ROOMY)).toEqual({
      ok: false,
      message: 'must not be nested deeper than 100 levels',
    });
  });

  it('counts lists as levels', () => {
    let list: unknown = 1;
    for (let level = 0; level < 100; level++) list = [list];
    expect(serializeMeta({ a: list }, ROOMY).ok).toBe(false);
  });

  it('survives nesting that recursion would not', () => {
    expect(serializeMeta(nest(1_000_000), ROOMY).ok).toBe(false);
  });
});

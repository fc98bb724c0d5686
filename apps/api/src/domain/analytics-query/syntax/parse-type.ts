import type { TokenCursor } from './cursor.js';
import { expectWholeNumber } from './names.js';
import type { DataType } from './terms.js';

type Arguments = 'none' | 'number' | 'numbers' | 'zone' | 'numberAndZone' | 'type' | 'types';

const TYPES: Readonly<Record<string, Arguments>> = {
  Array: 'type',
  Bool: 'none',
  Date: 'none',
  Date32: 'none',
  DateTime: 'zone',
  DateTime64: 'numberAndZone',
  Decimal: 'numbers',
  Decimal32: 'number',
  Decimal64: 'number',
  Decimal128: 'number',
  FixedString: 'number',
  Float32: 'none',
  Float64: 'none',
  Int8: 'none',
  Int16: 'none',
  Int32: 'none',
  Int64: 'none',
  Int128: 'none',
  Int256: 'none',
  LowCardinality: 'type',
  Map: 'types',
  Nullable: 'type',
  String: 'none',
  Tuple: 'types',
  UInt8: 'none',
  UInt16: 'none',
  UInt32: 'none',
  UInt64: 'none',
  UInt128: 'none',
  UInt256: 'none',
  UUID: 'none',
};

/** Words of standard SQL that the engine takes for its own types. */
const STANDARD: Readonly<Record<string, string>> = {
  BIGINT: 'Int64',
  BOOLEAN: 'Bool',
  CHAR: 'String',
  DOUBLE: 'Float64',
  FLOAT: 'Float32',
  INT: 'Int32',
  INTEGER: 'Int32',
  NUMERIC: 'Decimal',
  REAL: 'Float32',
  SMALLINT: 'Int16',
  TEXT: 'String',
  TIMESTAMP: 'DateTime',
  TINYINT: 'Int8',
  VARCHAR: 'String',
};

const CANONICAL = new Map([
  ...Object.keys(TYPES).map((name) => [name.toUpperCase(), name] as const),
  ...Object.entries(STANDARD),
]);

/** A type of the list, in any letter case. */
export function parseType(cursor: TokenCursor): DataType {
  return cursor.nest(() => {
    const token = cursor.peek();
    const name = token.kind === 'word' ? CANONICAL.get(token.keyword) : undefined;
    if (name === undefined) return cursor.fail('expected a type such as Int64 or String');
    cursor.next();
    return { name, arguments: parseArguments(cursor, TYPES[name] ?? 'none') };
  });
}

function parseArguments(cursor: TokenCursor, kind: Arguments): DataType['arguments'] {
  const isOptional = kind === 'none' || kind === 'zone' || kind === 'numbers';
  if (isOptional && !cursor.isSymbol('(')) return [];
  if (kind === 'none') return cursor.fail('expected the end of the type');
  return cursor.inParentheses<DataType['arguments']>(() => {
    switch (kind) {
      case 'number':
        return [parseSize(cursor)];
      case 'numbers':
        return cursor.list(() => parseSize(cursor));
      case 'zone':
        return [parseZone(cursor)];
      case 'numberAndZone':
        return [parseSize(cursor), ...(cursor.acceptSymbol(',') ? [parseZone(cursor)] : [])];
      case 'type':
        return [parseType(cursor)];
      case 'types':
        return cursor.list(() => parseType(cursor));
    }
  });
}

function parseSize(cursor: TokenCursor): { readonly number: string } {
  return { number: expectWholeNumber(cursor) };
}

function parseZone(cursor: TokenCursor): { readonly text: string } {
  const { kind, text } = cursor.peek();
  if (kind !== 'string' || !/^[\w+\-/]{1,64}$/.test(text)) {
    return cursor.fail("expected a time zone such as 'UTC'");
  }
  cursor.next();
  return { text };
}

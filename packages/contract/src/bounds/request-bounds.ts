import type { TSchema } from '@sinclair/typebox';
import { limitsOf } from '../shapes/annotations.js';
import { choicesIn } from '../shapes/schema.js';

/** What one request may cost at most. The service refuses a request that exceeds it. */
export interface RequestBounds {
  /** Bytes of the body. A smaller MAX_BODY_BYTES of the service takes its place. */
  readonly requestBytesMax: number;
  /** Values in the body: each object, list, text, number and literal. Names are not counted. */
  readonly requestValuesMax: number;
  /** Objects and lists inside of one another. */
  readonly requestDepthMax: number;
}

/**
 * The bounds of the parts of a large body, which is read, parsed and validated item by item: a list
 * of very many things, and the rest.
 */
export interface BulkBounds {
  /** The field with the list. */
  readonly list: string;
  readonly item: PartBounds;
  /** All fields but the list, together. */
  readonly rest: PartBounds;
}

export interface PartBounds {
  readonly bytesMax: number;
  readonly valuesMax: number;
}

/*
 * The largest body that a schema accepts, as generously as a client may write it.
 *
 * Each character may be written as an escape, and each value may stand on a line of its own, with
 * white space before it. White space has no end in JSON, so a body is bounded by what any program
 * prints, and not by what the grammar allows.
 */

/** A character beyond U+FFFF is two escapes: `\ud83d\ude00`. */
const CHARACTER_BYTES = 12;
/** A byte of a text in its shortest form may be sent as one escape: `\u0041`. */
const ESCAPE_BYTES = 6;
/** Longer than any number that a program prints. */
const NUMBER_BYTES = 32;
const LITERAL_BYTES = 'false'.length;
/** Comma, colon, line break and indentation around a value. */
const SPACING_BYTES = 32;

/** For the members of an open object that its schema does not name. They are ignored. */
const UNKNOWN_MEMBERS: Size = { bytes: 1024, values: 32, depth: 8 };

/*
 * A smaller bound would protect nothing. It would also hide what is wrong with a request that is
 * just too large: the schema and the handler name the field.
 */
const BYTES_MIN = 4096;
const VALUES_MIN = 2000;
const DEPTH_SLACK = 32;
const KIB = 1024;

interface Size {
  readonly bytes: number;
  readonly values: number;
  /** Of the objects and lists inside of one another. */
  readonly depth: number;
}

const NOTHING: Size = { bytes: 0, values: 0, depth: 0 };

export function requestBoundsOf(request: TSchema): RequestBounds {
  const { bytes, values, depth } = sizeOf(request, 'body');
  return {
    requestBytesMax: Math.max(BYTES_MIN, KIB * Math.ceil(bytes / KIB)),
    requestValuesMax: Math.max(VALUES_MIN, values),
    requestDepthMax: depth + DEPTH_SLACK,
  };
}

/** As many values as a process reads at once in some tens of milliseconds. */
const VALUES_AT_ONCE_MAX = 50_000;

/**
 * Only for a body that may have very many values. Then they are those of one list, since nothing
 * else in a request is as large. The list is the last property: validation reports the first
 * violation in the order of the properties, and the rest is validated before the list.
 */
export function bulkBoundsOf(request: TSchema): BulkBounds | undefined {
  if (requestBoundsOf(request).requestValuesMax <= VALUES_AT_ONCE_MAX) return undefined;
  const properties: Record<string, TSchema> = request['properties'] ?? {};
  const [list = '', schema] = Object.entries(properties).at(-1) ?? [];
  if (schema?.['type'] !== 'array') throw new Error('the last property is not the large list');
  const { [list]: _, ...others } = properties;
  const rest = requestBoundsOf({ ...request, properties: others } as TSchema);
  return {
    list,
    item: partBounds(sizeOf(schema['items'], `body.${list}[]`)),
    rest: { bytesMax: rest.requestBytesMax, valuesMax: rest.requestValuesMax },
  };
}

function partBounds({ bytes, values }: Size): PartBounds {
  return { bytesMax: bytes, valuesMax: values };
}

/** Whether a request has values that the schema does not know and answers give back, as in `meta`. */
export function hasFreeValues(schema: TSchema): boolean {
  const others: unknown = schema['additionalProperties'];
  if (typeof others === 'object' && others !== null) return true;
  const properties: Record<string, TSchema> = schema['properties'] ?? {};
  const items: TSchema[] = [schema['items'] ?? []].flat();
  return [...Object.values(properties), ...items].some(hasFreeValues);
}

/** The size of the largest value that the schema accepts. `place` is for the error. */
function sizeOf(schema: TSchema, place: string): Size {
  const types = [schema['type'] ?? []].flat().map(String);
  const alternatives: TSchema[] = schema['anyOf'] ?? schema['oneOf'] ?? [];
  const sizes =
    types.length > 0
      ? types.map((type) => sizeOfType(type, { schema, place }))
      : alternatives.map((alternative) => sizeOf(alternative, place));
  if (sizes.length === 0) throw new Error(`${place} has no type`);
  return cap(sizes.reduce(larger), schema);
}

interface Part {
  readonly schema: TSchema;
  readonly place: string;
}

function sizeOfType(type: string, part: Part): Size {
  switch (type) {
    case 'null':
    case 'boolean':
      return scalar(LITERAL_BYTES);
    case 'number':
    case 'integer':
      return scalar(NUMBER_BYTES);
    case 'string':
      return scalar(bytesOfText(part));
    case 'array':
      return sizeOfList(part);
    case 'object':
      return sizeOfObject(part);
    default:
      throw new Error(`${part.place} has the type ${type}, whose size is not known`);
  }
}

function scalar(bytes: number): Size {
  return { bytes: bytes + SPACING_BYTES, values: 1, depth: 0 };
}

function bytesOfText({ schema, place }: Part): number {
  const choices: string[] | undefined = schema['enum'];
  const lengthMax = choices
    ? Math.max(...choices.map((choice) => choice.length))
    : stated(schema['maxLength'], `the length of ${place}`);
  return CHARACTER_BYTES * lengthMax + '""'.length;
}

function sizeOfList({ schema, place }: Part): Size {
  const items = sizeOf(schema['items'], `${place}[]`);
  return container(times(stated(schema['maxItems'], `the number of ${place}`), items));
}

function sizeOfObject({ schema, place }: Part): Size {
  const properties: Record<string, TSchema> = schema['properties'] ?? {};
  const choices = choicesIn(schema);
  const sizes = Object.entries(properties).map(([name, member]) => {
    const size = sizeOf(member, `${place}.${name}`);
    const bytes = size.bytes + ESCAPE_BYTES * name.length + '"":'.length;
    return { isChoice: choices.includes(name), size: { ...size, bytes } };
  });
  const members = sizes.filter(({ isChoice }) => !isChoice).map(({ size }) => size);
  const chosen = sizes.filter(({ isChoice }) => isChoice).map(({ size }) => size);
  const others = schema['additionalProperties'] === false ? [] : [othersOf({ schema, place })];
  const all = [...members, ...others, chosen.reduce(larger, NOTHING)];
  return container(all.reduce(together, NOTHING));
}

/** An open object ignores members that it does not know. A free one keeps them, and says how many. */
function othersOf({ schema, place }: Part): Size {
  if (schema['additionalProperties'] === true) return UNKNOWN_MEMBERS;
  const limits = limitsOf(schema);
  const { bytesMax, valuesMax, depthMax } = limits ?? {};
  return {
    bytes: ESCAPE_BYTES * stated(bytesMax, `the bytes of ${place}`),
    values: stated(valuesMax, `the values of ${place}`) - 1,
    depth: stated(depthMax, `the depth of ${place}`) - 1,
  };
}

/** Applies what a schema says of all that it contains together. */
function cap(size: Size, schema: TSchema): Size {
  const { bytesMax = Infinity, valuesMax = Infinity, depthMax = Infinity } = limitsOf(schema) ?? {};
  return {
    bytes: Math.min(size.bytes, ESCAPE_BYTES * bytesMax),
    values: Math.min(size.values, valuesMax),
    depth: Math.min(size.depth, depthMax),
  };
}

function container(content: Size): Size {
  return {
    bytes: content.bytes + SPACING_BYTES + '{}'.length,
    values: content.values + 1,
    depth: content.depth + 1,
  };
}

function times(count: number, { bytes, values, depth }: Size): Size {
  return { bytes: count * bytes, values: count * values, depth };
}

function together(one: Size, other: Size): Size {
  return {
    bytes: one.bytes + other.bytes,
    values: one.values + other.values,
    depth: Math.max(one.depth, other.depth),
  };
}

function larger(one: Size, other: Size): Size {
  return {
    bytes: Math.max(one.bytes, other.bytes),
    values: Math.max(one.values, other.values),
    depth: Math.max(one.depth, other.depth),
  };
}

function stated(bound: number | undefined, what: string): number {
  if (bound === undefined) throw new Error(`nothing bounds ${what}`);
  return bound;
}

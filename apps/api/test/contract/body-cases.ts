import { choicesIn } from '@unlatch/contract';
import { withoutRivals } from './operations.js';

/** The part of JSON Schema that the definitions use. What else they say breaks no request. */
interface Schema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** One change to an otherwise valid request. */
interface BodyCase {
  readonly title: string;
  /** The part of the request that the case is about. */
  readonly location: string;
  readonly change: (good: unknown) => unknown;
}

/** A place in a request. `put` returns the request with a value there; `undefined` removes it. */
interface Spot {
  readonly location: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** The value that stands there. */
  readonly take: (good: unknown) => unknown;
  readonly put: (good: unknown, value: unknown) => unknown;
}

type Values = readonly (readonly [what: string, value: unknown])[];

/** One case for every rule of the schema, each breaking only that rule. */
export function badBodies(request: Schema): BodyCase[] {
  return spotsOf(request).flatMap((spot) => [
    ...casesAt(spot, valuesThatBreak(spot.schema)),
    ...casesAt(spot, spot.isRequired ? [['missing', undefined]] : []),
    ...casesOfChoices(spot),
  ]);
}

/** A request has exactly one of its choices: not none, and not two. */
function casesOfChoices({ location, schema, put, take }: Spot): BodyCase[] {
  const choices = choicesIn(schema);
  const [first] = choices;
  if (first === undefined) return [];
  const samples = choices.map((name) => [name, sample(schema.properties?.[name] ?? {})]);
  const without = (good: unknown) => withoutRivals(schema, take(good), first);
  const all = (good: unknown) => Object.assign({}, take(good), Object.fromEntries(samples));
  return [
    {
      title: `${location} with none of its choices`,
      location,
      change: (good) => put(good, without(good)),
    },
    {
      title: `${location} with all of its choices`,
      location,
      change: (good) => put(good, all(good)),
    },
  ];
}

/** One case for every bound of the schema, met exactly. */
export function goodBodies(request: Schema): BodyCase[] {
  return spotsOf(request).flatMap((spot) => casesAt(spot, valuesThatFit(spot.schema)));
}

/** Every place that takes a text, with its pattern. */
export function textPlaces(
  request: Schema,
): (Pick<Spot, 'location' | 'put'> & { readonly pattern: string | undefined })[] {
  return spotsOf(request)
    .filter(({ schema }) => [schema.type].flat().includes('string') && schema.enum === undefined)
    .map(({ location, put, schema }) => ({ location, put, pattern: schema.pattern }));
}

/** Lists that may be as long as a body can be. No operation can be prepared for these. */
export function endlessLists(request: Schema): string[] {
  const lists = spotsOf(request).filter(({ schema }) => [schema.type].flat().includes('array'));
  return lists.filter(({ schema }) => schema.maxItems === undefined).map((spot) => spot.location);
}

/** Every field has the wrong type, and there is one too many. In a list, that is its only item. */
export function worstBody(request: Schema): { body: unknown; locations: string[] } {
  if (request.items !== undefined) {
    const { body, locations } = worstBody(request.items);
    return { body: [body], locations: locations.map((text) => text.replace('body', 'body[0]')) };
  }
  const [, ...rivals] = choicesIn(request);
  const fields = membersOf(request)
    .filter(({ name }) => !rivals.includes(name))
    .map(({ name, schema }) => [name, wrongTypes(schema)[0]?.[1]]);
  const body = Object.fromEntries(fields);
  return { body, locations: Object.keys(body).map((name) => `body.${name}`) };
}

function casesAt({ location, put }: Spot, values: Values): BodyCase[] {
  return values.map(([what, value]) => ({
    title: `${location} ${what}`,
    location,
    change: (good) => put(good, value),
  }));
}

function spotsOf(request: Schema): Spot[] {
  return withInnerSpots({
    location: 'body',
    schema: request,
    isRequired: false,
    take: (good) => good,
    put: (_good, value) => value,
  });
}

function withInnerSpots(spot: Spot): Spot[] {
  return [spot, ...innerSpots(spot).flatMap(withInnerSpots)];
}

function innerSpots({ location, schema, take, put }: Spot): Spot[] {
  if (schema.items !== undefined) {
    const { items } = schema;
    return [
      {
        location: `${location}[1]`,
        schema: items,
        isRequired: false,
        take: () => sample(items),
        put: (good, value) => put(good, [sample(items), value]),
      },
    ];
  }
  return membersOf(schema).map(({ name, ...member }) => ({
    ...member,
    location: `${location}.${name}`,
    take: () => sample(member.schema),
    put: (good, value) =>
      put(good, Object.assign({}, withoutRivals(schema, take(good), name), { [name]: value })),
  }));
}

/**
 * The members of an object. A closed one also gets a member that it does not name, where nothing
 * fits.
 */
function membersOf({ properties = {}, required = [], additionalProperties }: Schema) {
  const members = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name),
  }));
  if (additionalProperties !== false) return members;
  return [...members, { name: 'unheardOf', schema: { type: [] }, isRequired: false }];
}

/**
 * The smallest value that fits. Of a choice, the last: a monthly refill goes with any other field.
 */
function sample({ type, enum: choices, ...schema }: Schema): unknown {
  if (choices !== undefined) return choices.at(-1);
  const [first] = [type].flat();
  if (first === 'object') {
    const required = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name),
    );
    return Object.fromEntries(required.map(([name, member]) => [name, sample(member)]));
  }
  if (first === 'array') return manyItems(schema, schema.minItems ?? 0);
  if (first === 'boolean') return false;
  if (first === 'string') return 'a'.repeat(schema.minLength ?? 0);
  return schema.minimum ?? 0;
}

const VALUE_OF_TYPE: Readonly<Record<string, unknown>> = {
  null: null,
  boolean: true,
  // Neither an integer nor any other type, since no value is coerced.
  number: 1.5,
  string: '1',
  array: [],
  object: {},
};

function wrongTypes({ type = [] }: Schema): Values {
  const right = [type].flat();
  return Object.entries(VALUE_OF_TYPE)
    .filter(([name]) => !right.includes(name))
    .map(([name, value]) => [`of type ${name}`, value]);
}

function valuesThatBreak(schema: Schema): Values {
  const { minLength = 0, maxLength, minimum, maximum, minItems, maxItems, maxProperties } = schema;
  return [
    ...wrongTypes(schema),
    ...when(schema.enum, () => ['of no known choice', 'neither']),
    ...textsThatBreak(schema),
    ...when(minLength || undefined, (min) => ['too short', 'a'.repeat(min - 1)]),
    ...when(maxLength, (max) => ['too long', characters(schema, max + 1)]),
    ...when(minimum, (min) => ['too small', min - 1]),
    ...when(maximum, (max) => ['too large', max + 1]),
    ...when(minItems, (min) => ['with too few items', manyItems(schema, min - 1)]),
    ...when(maxItems, (max) => ['with too many items', manyItems(schema, max + 1)]),
    ...when(maxProperties, (max) => ['with too many properties', manyProperties(max + 1)]),
  ];
}

/** Those of some texts that the pattern refuses. `test/contract/texts.test.ts` says where it must. */
function textsThatBreak({ pattern, minLength = 0 }: Schema): Values {
  if (pattern === undefined) return [];
  const matches = new RegExp(pattern, 'u');
  const texts: Values = [
    ['with a space', ' '.repeat(minLength)],
    ['with a line break at its end', `${'a'.repeat(minLength)}\n`],
    ['with an escape character', `${'a'.repeat(minLength)}\u001b`],
    ['with a mark of direction', `\u202e${'a'.repeat(minLength)}`],
    ['with a zero-width space', `${'a'.repeat(minLength)}\u200b`],
  ];
  return texts.filter(([, text]) => !matches.test(String(text)));
}

function valuesThatFit(schema: Schema): Values {
  return [
    ...(schema.enum ?? []).map((choice) => [choice, choice] as const),
    ...when(schema.minLength, (min) => ['of the least length', characters(schema, min)]),
    ...when(schema.maxLength, (max) => ['of the greatest length', characters(schema, max)]),
    ...when(schema.minimum, (min) => ['at its minimum', min]),
    ...when(schema.maximum, (max) => ['at its maximum', max]),
    ...when(schema.minItems, (min) => ['with fewest items', manyItems(schema, min)]),
    ...when(schema.maxItems, (max) => ['with most items', manyItems(schema, max)]),
    ...when(schema.maxProperties, (max) => ['with most properties', manyProperties(max)]),
    ...(schema.type === 'boolean' ? BOOLEANS : []),
    ...([schema.type].flat().includes('null') ? NULL : []),
  ];
}

const BOOLEANS: Values = [false, true].map((value) => [String(value), value]);
const NULL: Values = [['null', null]];

function when<T>(rule: T | undefined, value: (rule: T) => Values[number]): Values {
  return rule === undefined ? [] : [value(rule)];
}

/**
 * Text of this length. Where any character may stand, it uses one that is two units of UTF-16,
 * because lengths count characters.
 */
function characters({ pattern }: Schema, count: number): string {
  if (pattern === undefined) return '𝄞'.repeat(count);
  const text = 'a'.repeat(count);
  // An address needs its @.
  return new RegExp(pattern, 'u').test(text) ? text : `a@${text.slice(2)}`;
}

function manyItems({ items = {} }: Schema, count: number): unknown[] {
  return Array.from({ length: count }, () => sample(items));
}

function manyProperties(count: number): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, index]));
}

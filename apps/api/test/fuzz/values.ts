import { choicesIn, type Operation, referencesIn } from '@unlatch/contract';
import { RawJson } from './json-text.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** The part of JSON Schema that requests use. */
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
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

interface Context {
  readonly random: Random;
  readonly world: World;
  readonly references: ReturnType<typeof referencesIn>;
}

const HOUR_MS = 3_600_000;
/** A date far ahead. The service has a clock of its own, and cases must not depend on the time. */
const FUTURE_MS = 4_102_444_800_000;

/** Fields whose rule is beyond their schema. Each gives a value that the rule allows. */
const RULED: Readonly<Record<string, (context: Context) => unknown>> = {
  cursor: ({ random, world }) => (random.percent(60) ? '' : world.pickCursor(random)),
  expires: ({ random }) => FUTURE_MS + random.below(1000) * HOUR_MS,
  hash: ({ random }) => Buffer.from(random.word(32)).toString('base64'),
  ipAllowList: ({ random }) =>
    random.pick([[], ['127.0.0.1'], ['10.0.0.0/8', '::1'], ['0.0.0.0/0', '::/0']]),
  ip: ({ random }) => random.pick(['127.0.0.1', '::1', '2001:db8::1', '10.1.2.3']),
};

/** A request that the schema allows, about things that exist: its example, or a new one. */
export function validBody(random: Random, world: World, operation: Operation): unknown {
  const references = referencesIn(operation.request);
  return valueAt({ random, world, references }, operation.request, '', operation.example);
}

function valueAt(context: Context, schema: Schema, place: string, example: unknown): unknown {
  const { random, world, references } = context;
  const reference = references[place];
  if (reference !== undefined && random.percent(95)) {
    return world.pick(random, reference.thing, reference.by);
  }
  const types = [schema.type ?? 'object'].flat();
  if (types.includes('null') && random.percent(20)) return null;
  const ruled = RULED[place.split('.').at(-1) ?? ''];
  if (ruled !== undefined) return ruled(context);
  if (schema.enum !== undefined) return random.pick(schema.enum);
  switch (types[0] ?? 'object') {
    case 'object':
      return objectAt(context, schema, place, example);
    case 'array':
      return arrayAt(context, schema, place, example);
    case 'boolean':
      return random.percent(50);
    case 'string':
      return example !== undefined && random.percent(30) ? example : textFor(random, schema);
    default:
      return typeof example === 'number' && random.percent(30)
        ? example
        : numberFor(random, schema);
  }
}

function objectAt(context: Context, schema: Schema, place: string, example: unknown): unknown {
  const { random } = context;
  if (schema.properties === undefined) return anyObject(random, 3);
  const choices = choicesIn(schema);
  const chosen = random.pick(choices);
  const isWanted = (name: string) => {
    if (choices.includes(name)) return name === chosen;
    return (schema.required ?? []).includes(name) || random.percent(25);
  };
  const members = Object.entries(schema.properties).filter(([name]) => isWanted(name));
  return Object.fromEntries(
    members.map(([name, member]) => {
      const inner = place === '' ? name : `${place}.${name}`;
      return [name, valueAt(context, member, inner, Object(example)[name])];
    }),
  );
}

function arrayAt(context: Context, schema: Schema, place: string, example: unknown): unknown[] {
  const { random } = context;
  const { items = {}, minItems = 0, maxItems = 3 } = schema;
  const isLong = random.percent(1);
  const length = isLong ? maxItems : Math.max(minItems, Math.min(maxItems, random.below(4)));
  const item = Array.isArray(example) ? example[0] : undefined;
  return Array.from({ length }, () => valueAt(context, items, `${place}[]`, item));
}

function textFor(random: Random, { minLength = 0, maxLength = 300, pattern }: Schema): string {
  const length = random.pick([minLength, minLength + 1, 8, 8, 8, 8, 8, maxLength]);
  const bounded = Math.max(minLength, Math.min(maxLength, length));
  const isPlain = pattern !== undefined || random.percent(70);
  return isPlain ? random.word(bounded) : `ñ𝄞 "'\\/${random.word(bounded)}`.slice(0, bounded);
}

function numberFor(random: Random, { minimum = 0, maximum = 2 ** 31 }: Schema): number {
  const small = minimum + random.below(Math.min(100_000, maximum - minimum + 1));
  return random.pick([minimum, small, small, small, small, maximum]);
}

/** Content that the service does not know, such as `meta`. Every part of it must come back. */
function anyObject(random: Random, depth: number): Record<string, unknown> {
  const names = Array.from({ length: random.below(4) }, () => `${random.word(3)} é"\\`);
  return Object.fromEntries(names.map((name) => [name, anyContent(random, depth - 1)]));
}

function anyContent(random: Random, depth: number): unknown {
  const choice = random.below(depth > 0 ? 7 : 5);
  if (choice === 0) return random.pick([null, true, false]);
  if (choice === 1) return random.below(2 ** 31) - 2 ** 30;
  if (choice === 2) return new RawJson(random.pick(['0.1', '1e2', '9007199254740991', '-0.5e-7']));
  if (choice < 5) return random.pick(['', 'é\u2028𝄞', '"\\/\b\f\n\r\t', random.word(20)]);
  if (choice === 5) return anyObject(random, depth);
  return Array.from({ length: random.below(3) }, () => anyContent(random, depth - 1));
}

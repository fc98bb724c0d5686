import type { TSchema } from '@sinclair/typebox';

/*
 * What a schema says beyond JSON Schema. The keys are symbols, so a validator never sees them and
 * JSON leaves them out.
 */
const NAME = Symbol('name of the shape');
const REFERENCE = Symbol('what a field names');
const RULE = Symbol('rule beyond the schema');
const LIMITS = Symbol('limits of all that it contains');

/** The kinds of things that a field of a request can name. */
export type Thing =
  | 'api'
  | 'key'
  | 'keySpace'
  | 'identity'
  | 'permission'
  | 'role'
  | 'namespace'
  | 'override'
  | 'rootKey'
  | 'migration'
  | 'member'
  | 'invitation'
  | 'teamRole';

/** What a field names, and the properties of the thing that may name it. */
export interface Reference {
  readonly thing: Thing;
  readonly by: readonly string[];
}

/** A shape with a name: a component of the OpenAPI document, and a named type of the clients. */
export function named<T extends TSchema>(name: string, description: string, schema: T): T {
  return { ...schema, description, [NAME]: name };
}

/** For a schema that is derived from a named one and differs from it. */
export function unnamed<T extends object>(schema: T): T {
  return { ...schema, [NAME]: undefined };
}

export function nameOf(schema: object): string | undefined {
  const name: unknown = Reflect.get(schema, NAME);
  return typeof name === 'string' ? name : undefined;
}

/** A field that names something of the workspace: an API by its `id`, a role by `id` or `name`. */
export function referTo<T extends TSchema>(thing: Thing, by: readonly string[], schema: T): T {
  return { ...schema, [REFERENCE]: { thing, by } satisfies Reference };
}

export function referenceOf(schema: object): Reference | undefined {
  return Reflect.get(schema, REFERENCE) as Reference | undefined;
}

/** A field with a rule beyond its schema: a request that breaks the rule is refused. */
export function ruled<T extends TSchema>(rule: string, schema: T): T {
  return { ...schema, [RULE]: rule };
}

export function ruleOf(schema: object): string | undefined {
  const rule: unknown = Reflect.get(schema, RULE);
  return typeof rule === 'string' ? rule : undefined;
}

/** What a value may contain at most, all levels together. */
export interface Limits {
  /** As UTF-8, in the shortest JSON text of the value. */
  readonly bytesMax?: number;
  /** The value itself and every value inside. */
  readonly valuesMax?: number;
  /** Objects and lists inside of one another, the value itself included. */
  readonly depthMax?: number;
}

/** A value that is bounded as a whole, where the bounds of its parts say too little. */
export function limited<T extends TSchema>(limits: Limits, schema: T): T {
  return { ...schema, [LIMITS]: limits };
}

export function limitsOf(schema: object): Limits | undefined {
  return Reflect.get(schema, LIMITS) as Limits | undefined;
}

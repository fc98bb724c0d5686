import { type Static, type TObject, type TSchema, type TUnsafe, Type } from '@sinclair/typebox';
import { unnamed } from './annotations.js';

/** The largest integer that every JSON reader and a JavaScript number hold exactly: 2^53 - 1. */
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER;

/** A closed object: it refuses properties that it does not name. */
export function closed<T extends Record<string, TSchema>>(properties: T, options: object = {}) {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

type Properties = Record<string, TSchema>;

/** An object with one of these fields. The others are absent. */
type OneOf<Choices extends Properties> = {
  [Name in keyof Choices]: { [Chosen in Name]: Static<Choices[Name]> } & {
    [Other in Exclude<keyof Choices, Name>]?: undefined;
  };
}[keyof Choices];

/** A closed object that has exactly one of the choices, and the other fields as they say. */
export function exactlyOneOf<Choices extends Properties, Others extends Properties>(
  choices: Choices,
  others: Others,
) {
  const optional = Object.entries(choices).map(([name, schema]) => [name, Type.Optional(schema)]);
  return Type.Unsafe<OneOf<Choices> & Static<TObject<Others>>>({
    ...closed({ ...Object.fromEntries(optional), ...others }),
    oneOf: Object.keys(choices).map((name) => ({ required: [name] })),
  });
}

/** The fields of which a request has exactly one. */
export function choicesIn(schema: object): readonly string[] {
  const alternatives: readonly { readonly required?: readonly string[] }[] =
    Reflect.get(schema, 'oneOf') ?? [];
  return alternatives.flatMap(({ required = [] }) => required);
}

/** Written as one `enum`, which documents and clients show better than a union of constants. */
export function oneOf<const T extends readonly string[]>(values: T, description: string) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: values, description });
}

export function nullable<T extends TSchema & { readonly type: string }>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...unnamed(schema), type: [schema.type, 'null'] });
}

/** A list in an answer. It is read-only, because requests share its parts. */
export function listOf<T extends TSchema>(items: T, options: object = {}) {
  return Type.Unsafe<readonly Static<T>[]>({ type: 'array', items, ...options });
}

/** A moment in unix milliseconds, as answers show it. */
export const UnixMs = Type.Integer({
  format: 'int64',
  description: 'Unix time in milliseconds.',
});

/** A JSON object whose members the service does not know. */
export function anyObject(options: object = {}): TUnsafe<Record<string, unknown>> & Typed {
  const schema = Type.Unsafe<Record<string, unknown>>({ ...options, additionalProperties: {} });
  return Object.assign(schema, { type: 'object' });
}

/** A schema that states its JSON type. */
export interface Typed {
  readonly type: string;
}

export const AnyObject = anyObject();

/** The same schema with a default, which the service fills in where the field is absent. */
export function withDefault<T extends TSchema>(schema: T, value: Static<T>): T {
  return { ...schema, default: value };
}

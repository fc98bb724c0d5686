import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler, SafePromiseLike } from 'fastify';
import { Pace } from '../../lib/next-turn.js';
import { invalidBody } from '../answers/problem-responses.js';
import { toViolations } from './violations.js';

/**
 * The largest body, counted in values, in which every violation is looked for. The validator makes
 * an object for each violation, so a large body full of mistakes would block all other requests.
 */
const THOROUGH_VALUES_MAX = 5000;

/**
 * Not `verbose`: a validator keeps the errors of the last request that it refused, and these would
 * then keep its values, secrets among them.
 */
const OPTIONS = { coerceTypes: false, removeAdditional: false, useDefaults: false, strict: false };

/**
 * Two validators for each schema. One stops at the first violation, and a valid request needs only
 * this one. The other finds all violations, and is compiled when the first invalid request comes.
 */
export function createValidatorCompiler({
  bulkList,
}: {
  /** The field of the body with a list that may be very long. It is the last property. */
  readonly bulkList?: string;
} = {}): FastifySchemaCompiler<object> {
  const quick = createAjv({ allErrors: false });
  const thorough = createAjv({ allErrors: true });
  return ({ schema }) => {
    const isValid = quick.compile(schema);
    const validate = (body: unknown) => {
      if (isValid(body)) return true;
      const findAll = hasFewValues(body) ? thorough.compile(schema) : undefined;
      findAll?.(body);
      return { error: invalidBody(toViolations(findAll?.errors ?? errorsOf(isValid), schema)) };
    };
    if (bulkList === undefined) return validate;
    const findFirst = findFirstInTurns(quick, schema as TSchema, bulkList);
    return (body: unknown) => (hasFewValues(body) ? validate(body) : findFirst(body));
  };
}

/**
 * The same for a body with a long list: the rest first, then item by item, in slices between which
 * other requests are served. The list is the last property, so the first violation is the same.
 */
function findFirstInTurns(ajv: Ajv, schema: TSchema, list: string) {
  const properties: Record<string, TSchema> = schema['properties'];
  const { items, ...withoutItems }: Partial<TSchema> = properties[list] ?? {};
  const isRestValid = ajv.compile({
    ...schema,
    properties: { ...properties, [list]: withoutItems },
  });
  const isItemValid = ajv.compile(items);
  const validate = async (body: unknown): Promise<true> => {
    if (!isRestValid(body)) throw invalidBody(toViolations(errorsOf(isRestValid), schema));
    const pace = new Pace();
    const values: unknown[] = Reflect.get(Object(body), list) ?? [];
    for (const [index, item] of values.entries()) {
      if (!isItemValid(item)) {
        const errors = errorsOf(isItemValid).map((error) => {
          return { ...error, instancePath: `/${list}/${index}${error.instancePath}` };
        });
        throw invalidBody(toViolations(errors, items));
      }
      if (pace.isDue()) await pace.rest();
    }
    return true;
  };
  return (body: unknown) => marked(validate(body));
}

/** Fastify awaits what validation returns. It marks the type of such promises for linters. */
function marked(promise: Promise<true>): SafePromiseLike<true> {
  return promise as PromiseLike<true> as SafePromiseLike<true>;
}

function createAjv({ allErrors }: { allErrors: boolean }): Ajv {
  const ajv = new Ajv({ ...OPTIONS, allErrors });
  addFormats.default(ajv);
  return ajv;
}

function errorsOf(validate: { errors?: ErrorObject[] | null }): ErrorObject[] {
  return validate.errors ?? [];
}

function hasFewValues(body: unknown): boolean {
  const pending: unknown[] = [body];
  for (let count = 0; count <= THOROUGH_VALUES_MAX; count++) {
    if (pending.length === 0) return true;
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (children.length > THOROUGH_VALUES_MAX) return false;
    pending.push(...children);
  }
  return false;
}

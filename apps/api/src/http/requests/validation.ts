import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { invalidBody } from '../answers/problem-responses.js';
import { toViolations } from './violations.js';

/**
 * The largest body, counted in values, in which every violation is looked for. The validator makes
 * an object for each violation, so a large body full of mistakes would block all other requests.
 */
const THOROUGH_VALUES_MAX = 5000;

const OPTIONS = { coerceTypes: false, removeAdditional: false, useDefaults: false, strict: false };

/**
 * Two validators for each schema. One stops at the first violation, and a valid request needs only
 * this one. The other finds all violations, and is compiled when the first invalid request comes.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<object> {
  const quick = createAjv({ allErrors: false });
  const thorough = createAjv({ allErrors: true });
  return ({ schema }) => {
    const isValid = quick.compile(schema);
    return (body: unknown) => {
      if (isValid(body)) return true;
      const findAll = hasFewValues(body) ? thorough.compile(schema) : undefined;
      findAll?.(body);
      return { error: invalidBody(toViolations(findAll?.errors ?? errorsOf(isValid))) };
    };
  };
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

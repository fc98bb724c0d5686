import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { closed } from './schema.js';

/** The identifier of an override that must exist already. */
export function overrideIdentifier(description?: string) {
  const options = { minLength: 1, maxLength: 512, ...(description && { description }) };
  return referTo('override', ['identifier'], Type.String(options));
}

export const Override = named(
  'Override',
  'A limit for some identifiers of a namespace, in place of that of the request.',
  closed({
    overrideId: Type.String(),
    identifier: Type.String({ description: 'The identifier as it was set, with its wildcards.' }),
    limit: Type.Integer({ format: 'int64', description: 'With 0, no request passes.' }),
    duration: Type.Integer({
      format: 'int64',
      description: 'Length of the window in milliseconds.',
    }),
  }),
);

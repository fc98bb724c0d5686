import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { closed, UnixMs } from './schema.js';

/** A namespace that must exist already. */
export const NamespaceReference = referTo(
  'namespace',
  ['name', 'id'],
  Type.String({ minLength: 1, maxLength: 512, description: 'Name or id of the namespace.' }),
);

export const Namespace = named(
  'Namespace',
  closed({ id: Type.String(), name: Type.String(), createdAt: UnixMs }),
);

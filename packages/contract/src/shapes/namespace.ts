import { type TString, Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { closed, UnixMs } from './schema.js';
import { name } from './text.js';

/** A namespace that must exist already. */
export const NamespaceReference = referTo(
  'namespace',
  ['name', 'id'],
  Type.String({ minLength: 1, maxLength: 512, description: 'Name or id of the namespace.' }),
);

/** A check with a new name creates a namespace, so it judges new names by the same rules. */
export function newNamespaceName(description: string): TString {
  return ruled(
    'must be in Unicode normalization form C',
    name({ minLength: 1, maxLength: 512, description }),
  );
}

export const Namespace = named(
  'Namespace',
  'A rate-limit namespace, in which identifiers are counted.',
  closed({ id: Type.String(), name: Type.String(), createdAt: UnixMs }),
);

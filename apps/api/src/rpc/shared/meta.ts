import {
  IDENTITY_META_BYTES_MAX,
  KEY_META_BYTES_MAX,
  META_DEPTH_MAX,
  META_VALUES_MAX,
} from '@unlatch/contract/shapes/meta';
import { serializeMeta } from '../../domain/meta.js';
import { invalidInput } from '../../domain/problems.js';

type Meta = Readonly<Record<string, unknown>>;

/** The `meta` of a key, as JSON text to store. Throws the problems that the schema cannot express. */
export function readKeyMeta(meta: Meta, location = 'body.meta'): string {
  return serialize(meta, { location, bytesMax: KEY_META_BYTES_MAX });
}

/** The same for the `meta` of an identity. */
export function readIdentityMeta(meta: Meta): string {
  return serialize(meta, { location: 'body.meta', bytesMax: IDENTITY_META_BYTES_MAX });
}

/** Shows text from the database, which `readKeyMeta` or a similar function has written. */
export function presentMetaText(text: string) {
  const meta: Record<string, unknown> = JSON.parse(text);
  return presentMeta(meta);
}

/** An empty object is left out of the answer. */
export function presentMeta(meta: Readonly<Record<string, unknown>> | null) {
  return meta === null || Object.keys(meta).length === 0 ? {} : { meta };
}

function serialize(
  meta: Meta,
  { location, bytesMax }: { location: string; bytesMax: number },
): string {
  const serialized = serializeMeta(meta, {
    bytesMax,
    valuesMax: META_VALUES_MAX,
    depthMax: META_DEPTH_MAX,
  });
  if (!serialized.ok) throw invalidInput(location, serialized.message);
  return serialized.text;
}

import { serializeMeta } from '../../domain/meta.js';
import { invalidInput } from '../../domain/problems.js';

const KEY_META_BYTES_MAX = 65_535;

/** The `meta` of a key as it is stored: JSON text. */
export function readKeyMeta(
  meta: Readonly<Record<string, unknown>>,
  location = 'body.meta',
): string {
  const serialized = serializeMeta(meta, { bytesMax: KEY_META_BYTES_MAX });
  if (!serialized.ok) throw invalidInput(location, serialized.message);
  return serialized.text;
}

/** An empty object is left out, as the contract has it. */
export function presentMeta(meta: Readonly<Record<string, unknown>> | null) {
  return meta === null || Object.keys(meta).length === 0 ? {} : { meta };
}

import { serializeMeta } from '../../domain/meta.js';
import { invalidInput } from '../../domain/problems.js';

const KEY_META_BYTES_MAX = 65_535;

/** The `meta` of a key, as JSON text to store. */
export function readKeyMeta(
  meta: Readonly<Record<string, unknown>>,
  location = 'body.meta',
): string {
  const serialized = serializeMeta(meta, { bytesMax: KEY_META_BYTES_MAX });
  if (!serialized.ok) throw invalidInput(location, serialized.message);
  return serialized.text;
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

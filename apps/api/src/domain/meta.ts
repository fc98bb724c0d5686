/** What one `meta` object may hold at most. */
interface MetaLimits {
  readonly bytesMax: number;
  /** The object itself and every value inside. */
  readonly valuesMax: number;
  /** Levels below the object itself. */
  readonly depthMax: number;
}

type SerializedMeta =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The JSON text that is stored for a `meta` object, if it is within the bounds. */
export function serializeMeta(
  meta: Readonly<Record<string, unknown>>,
  { bytesMax, valuesMax, depthMax }: MetaLimits,
): SerializedMeta {
  const { values, isTooDeep } = measure(meta, depthMax);
  if (isTooDeep) {
    return { ok: false, message: `must not be nested deeper than ${depthMax} levels` };
  }
  if (values > valuesMax) {
    return { ok: false, message: `must have at most ${valuesMax} values, but has ${values}` };
  }
  const text = JSON.stringify(meta);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > bytesMax) {
    return { ok: false, message: `must be at most ${bytesMax} bytes as JSON, but has ${bytes}` };
  }
  return { ok: true, text };
}

/** Level by level and not recursive, because the depth may be too large for the stack. */
function measure(meta: unknown, depthMax: number): { values: number; isTooDeep: boolean } {
  let level: unknown[] = [meta];
  let values = 0;
  for (let depth = 0; depth <= depthMax; depth++) {
    values += level.length;
    level = level.flatMap(childrenOf);
    if (level.length === 0) return { values, isTooDeep: false };
  }
  return { values, isTooDeep: true };
}

function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

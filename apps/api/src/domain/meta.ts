/** No honest request nests more deeply, and recursion over it could exhaust the stack. */
const DEPTH_MAX = 100;

type SerializedMeta =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The JSON text that is stored for a `meta` object, if it is within the bounds. */
export function serializeMeta(
  meta: Readonly<Record<string, unknown>>,
  { bytesMax }: { bytesMax: number },
): SerializedMeta {
  if (isDeeperThan(meta, DEPTH_MAX)) {
    return { ok: false, message: `must not be nested deeper than ${DEPTH_MAX} levels` };
  }
  const text = JSON.stringify(meta);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > bytesMax) {
    return { ok: false, message: `must be at most ${bytesMax} bytes as JSON, but has ${bytes}` };
  }
  return { ok: true, text };
}

/** Level by level and not recursive, because the depth may be too large for the stack. */
function isDeeperThan(value: unknown, depthMax: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= depthMax; depth++) {
    level = level.flatMap(childrenOf);
    if (level.length === 0) return false;
  }
  return true;
}

function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** What is to be said of a root key, the gravest first. */
export type RootKeyState = 'expired' | 'disabled' | 'unused' | 'active';

interface JudgedRootKey {
  readonly enabled: boolean;
  readonly expires: number | null;
  readonly lastUsedAt: number;
  readonly createdAt: number;
}

const UNUSED_MS = 90 * 86_400_000;

export function stateOf(rootKey: JudgedRootKey, nowMs: number): RootKeyState {
  const { enabled, expires, lastUsedAt, createdAt } = rootKey;
  if (expires !== null && expires < nowMs) return 'expired';
  if (!enabled) return 'disabled';
  return Math.max(lastUsedAt, createdAt) < nowMs - UNUSED_MS ? 'unused' : 'active';
}

export interface CallCount {
  readonly path: string;
  readonly count: number;
  readonly failed: number;
}

/** The operations that requests called, the most frequent first. */
export function countCalls(
  requests: readonly { readonly path: string; readonly status: number }[],
): CallCount[] {
  const byPath = new Map<string, CallCount>();
  for (const { path, status } of requests) {
    const { count, failed } = byPath.get(path) ?? { count: 0, failed: 0 };
    byPath.set(path, { path, count: count + 1, failed: failed + (status >= 400 ? 1 : 0) });
  }
  return [...byPath.values()].toSorted((one, other) => other.count - one.count);
}

/** The parts of the platform that the client uses. Tests replace them. */
export interface Platform {
  nowMs(): number;
  /** At least 0, below 1. */
  random(): number;
  /** Unique to one call. */
  randomId(): string;
  /** Calls back once, after at most `TIMER_MAX_MS`; the returned function cancels. */
  schedule(callback: () => void, delayMs: number): () => void;
  environment(name: string): string | undefined;
  isBrowser(): boolean;
}

/** A timer of more milliseconds than fit in 31 bits fires at once. */
export const TIMER_MAX_MS = 2 ** 31 - 1;

// Edge runtimes and browsers have no `process`. This package does not need the types of Node.
declare const process: { env?: Record<string, string | undefined> } | undefined;

export const hostPlatform: Platform = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  randomId() {
    // Node 18 has no global `crypto`, and neither have pages over plain HTTP.
    if (typeof crypto !== 'undefined' && crypto.randomUUID) return crypto.randomUUID();
    return Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
  },
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  environment(name) {
    try {
      return typeof process === 'undefined' ? undefined : process.env?.[name];
    } catch {
      // Deno throws unless it was started with permission to read the variable.
      return undefined;
    }
  },
  isBrowser: () => typeof window !== 'undefined' && typeof window.document !== 'undefined',
};

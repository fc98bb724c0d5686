/**
 * The signals of callers for which calls are waiting. While at least one call waits for a signal,
 * the signal has exactly one listener. Node warns of a leak from the eleventh listener on. Servers
 * do share one signal among many calls: the signal of a request that makes many calls, or of the
 * process's shutdown.
 */
const listeners = new WeakMap<AbortSignal, Listener>();

interface Listener {
  readonly callbacks: Set<() => void>;
  readonly tell: () => void;
}

/**
 * Runs the callback when the signal is aborted. The returned function must be called at the end.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks, tell } = listeners.get(signal) ?? listen(signal);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    listeners.delete(signal);
    signal.removeEventListener('abort', tell);
  };
}

function listen(signal: AbortSignal): Listener {
  const callbacks = new Set<() => void>();
  const tell = () => {
    for (const callback of callbacks) callback();
  };
  signal.addEventListener('abort', tell);
  listeners.set(signal, { callbacks, tell });
  return { callbacks, tell };
}

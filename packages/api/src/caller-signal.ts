/**
 * The signals of callers on which calls are waiting. A signal has one listener as long as any call
 * waits on it, and none before and after. With a listener for each call, Node would warn of a leak
 * from the eleventh on, and servers do share a signal: that of a request that makes many calls, or
 * of a process that shuts down.
 */
const listeners = new WeakMap<AbortSignal, Listener>();

interface Listener {
  readonly callbacks: Set<() => void>;
  readonly tell: () => void;
}

/** Calls back when the signal is aborted; the returned function must be called at the end. */
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

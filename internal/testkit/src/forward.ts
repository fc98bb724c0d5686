import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

const BUFFER_MAX_BYTES = 1024 * 1024;

interface Held {
  /** `undefined`: the source has ended. */
  readonly chunk: Buffer | undefined;
  readonly arrivedMs: number;
}

/**
 * One direction of a connection: each chunk goes on after the delay. The returned function must be
 * called when the delay changes. See `FaultProxy` for the invariants.
 */
export function forward(source: Socket, sink: Socket, delayOf: () => number): () => void {
  const held: Held[] = [];
  let heldBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function hold(chunk: Buffer | undefined): void {
    held.push({ chunk, arrivedMs: performance.now() });
    heldBytes += chunk?.length ?? 0;
    if (heldBytes > BUFFER_MAX_BYTES) source.pause();
    pump();
  }

  function pump(): void {
    clearTimeout(timer);
    for (let next = held[0]; next !== undefined; next = held[0]) {
      const waitMs = next.arrivedMs + delayOf() - performance.now();
      if (waitMs > 0) {
        if (Number.isFinite(waitMs)) timer = setTimeout(pump, waitMs);
        return;
      }
      held.shift();
      deliver(next.chunk);
    }
  }

  function deliver(chunk: Buffer | undefined): void {
    if (chunk === undefined) {
      sink.end();
      return;
    }
    sink.write(chunk, () => {
      heldBytes -= chunk.length;
      if (heldBytes <= BUFFER_MAX_BYTES) source.resume();
    });
  }

  source.on('data', hold);
  source.on('close', () => hold(undefined));
  return pump;
}

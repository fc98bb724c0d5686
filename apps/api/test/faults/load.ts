import type { FastifyInstance } from 'fastify';

/** The response that a client got: the status, and the code if a verification was answered. */
export type Outcome = `${number}` | `${number} ${string}`;

export interface Load {
  readonly outcomes: readonly Outcome[];
  /** How long each of them took, as the client saw it. */
  readonly tookMs: readonly number[];
  /** Resolves when this many requests that were sent from now on have been answered. */
  answered(count: number): Promise<void>;
  /** Resolves when a request that was sent from now on has had this outcome. */
  sees(outcome: Outcome): Promise<void>;
  stop(): Promise<void>;
}

/** Clients that verify one after the other, over real connections, until they are stopped. */
export function startLoad(
  verify: () => Promise<Outcome>,
  { clients = 4 }: { clients?: number } = {},
): Load {
  const outcomes: Outcome[] = [];
  const tookMs: number[] = [];
  const watchers = new Set<(outcome: Outcome, number: number) => void>();
  let sent = 0;
  let isOver = false;
  const run = async () => {
    while (!isOver) {
      sent += 1;
      const number = sent;
      const sentMs = performance.now();
      const outcome = await verify();
      outcomes.push(outcome);
      tookMs.push(performance.now() - sentMs);
      for (const watch of watchers) watch(outcome, number);
    }
  };
  const running = Array.from({ length: clients }, run);
  const watch = (isDone: (outcome: Outcome) => boolean) =>
    new Promise<void>((resolve) => {
      const sentBefore = sent;
      const watcher = (outcome: Outcome, number: number) => {
        // A request under way at the moment of the call says nothing about the time since.
        if (number <= sentBefore || !isDone(outcome)) return;
        watchers.delete(watcher);
        resolve();
      };
      watchers.add(watcher);
    });
  return {
    outcomes,
    tookMs,
    answered(count) {
      let seen = 0;
      return watch(() => {
        seen += 1;
        return seen === count;
      });
    },
    sees: (wanted) => watch((outcome) => outcome === wanted),
    async stop() {
      isOver = true;
      await Promise.all(running);
    },
  };
}

/** Verifies over HTTP at the address where the application listens. */
export async function listen(app: FastifyInstance, rootKey: string) {
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return async (key: string): Promise<Outcome> => {
    const response = await fetch(`${address}/v2/keys.verifyKey`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    });
    const { data } = (await response.json()) as { data?: { code: string } };
    if (response.status === 503 && response.headers.get('retry-after') !== '1') {
      throw new Error('a 503 without Retry-After');
    }
    return data === undefined ? `${response.status}` : `${response.status} ${data.code}`;
  };
}

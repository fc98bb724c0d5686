/*
 * Sends many requests, a few at a time, and knows afterwards what became of each.
 *
 * Invariants: each item is sent at most once for one run; an item that failed does not stop the
 * others; after `stop` no further item begins, and items on their way are awaited. An idempotency key
 * is made of the batch and the item, so running the same batch again after a cut connection changes
 * nothing twice.
 */

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string; readonly requestId?: string }
  | { readonly kind: 'notSent' };

export interface BulkRun<Item> {
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly batchId: string;
  readonly send: (item: Item, idempotencyKey: string) => Promise<Outcome>;
  readonly onProgress: (finished: number) => void;
  readonly signal: AbortSignal;
}

const IN_FLIGHT_MAX = 4;

export async function runBulk<Item>(run: BulkRun<Item>): Promise<readonly Outcome[]> {
  const { items, idOf, batchId, send, onProgress, signal } = run;
  const outcomes: Outcome[] = items.map(() => ({ kind: 'notSent' }));
  let next = 0;
  let finished = 0;
  const work = async () => {
    while (!signal.aborted) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item === undefined) return;
      outcomes[index] = await send(item, `${batchId}:${idOf(item)}`);
      finished += 1;
      onProgress(finished);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, work));
  return outcomes;
}

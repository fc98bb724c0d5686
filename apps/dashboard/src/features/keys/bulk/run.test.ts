import { describe, expect, it } from 'vitest';
import { type Outcome, runBulk } from './run.js';

const DONE: Outcome = { kind: 'done' };

function prepare(count: number, send: (item: string) => Promise<Outcome>) {
  const items = Array.from({ length: count }, (_, index) => `key_${index}`);
  const sent: string[] = [];
  const progress: number[] = [];
  const stop = new AbortController();
  const run = () =>
    runBulk({
      items,
      idOf: (item) => item,
      batchId: 'batch',
      send: (item, idempotencyKey) => {
        sent.push(idempotencyKey);
        return send(item);
      },
      onProgress: (finished) => progress.push(finished),
      signal: stop.signal,
    });
  return { run, sent, progress, stop };
}

describe('a bulk change', () => {
  it('sends each item once, under a key of its own', async () => {
    const { run, sent, progress } = prepare(20, async () => DONE);
    expect(await run()).toEqual(Array.from({ length: 20 }, () => DONE));
    expect(new Set(sent).size).toBe(20);
    expect(sent[0]).toBe('batch:key_0');
    expect(progress.at(-1)).toBe(20);
  });

  it('has at most four on their way', async () => {
    let inFlight = 0;
    let most = 0;
    const { run } = prepare(20, async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await Promise.resolve();
      inFlight -= 1;
      return DONE;
    });
    await run();
    expect(most).toBe(4);
  });

  it('goes on after a failure, and keeps its order', async () => {
    const { run } = prepare(3, async (item) =>
      item === 'key_1' ? { kind: 'failed', message: 'no' } : DONE,
    );
    expect((await run()).map(({ kind }) => kind)).toEqual(['done', 'failed', 'done']);
  });

  it('begins nothing after it is stopped', async () => {
    const { run, sent, stop } = prepare(20, async () => {
      stop.abort();
      return DONE;
    });
    const outcomes = await run();
    expect(outcomes.filter(({ kind }) => kind === 'notSent')).toHaveLength(20 - sent.length);
    expect(sent.length).toBeLessThanOrEqual(4);
  });
});

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from './log.js';
import { type Step, startInOrder } from './start-in-order.js';

/** The log lines of the steps below, and what happened to the steps. */
function newStart() {
  const seen: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
  return { seen, lines, start: startInOrder({ log, seen }) };
}

interface Seen {
  readonly seen: string[];
}

/** A step that gives nothing, and records its start and its stop. */
function noted(name: string, step: Partial<Step<Seen, object>> = {}): Step<Seen, object> {
  return {
    name,
    start({ seen }) {
      seen.push(`start ${name}`);
      return {};
    },
    stop: ({ seen }) => void seen.push(`stop ${name}`),
    ...step,
  };
}

describe('steps', () => {
  it('start one after the other, and stop in reverse', async () => {
    const { seen, start } = newStart();
    const { stop } = await start.step(noted('one')).step(noted('two')).run();
    expect(seen).toEqual(['start one', 'start two']);
    expect(await stop()).toBe(true);
    expect(seen.slice(2)).toEqual(['stop two', 'stop one']);
  });

  it('get what the caller and the earlier steps have given', async () => {
    const port: Step<object, { port: number }> = { name: 'port', start: () => ({ port: 7070 }) };
    const url: Step<{ host: string; port: number }, { url: string }> = {
      name: 'url',
      start: ({ host, port: number }) => ({ url: `${host}:${number}` }),
    };
    const beginning = { log: createLog('silent'), host: 'localhost' };
    const { given } = await startInOrder(beginning).step(port).step(url).run();
    expect(given).toMatchObject({ ...beginning, port: 7070, url: 'localhost:7070' });
    // @ts-expect-error: no earlier step gives the port, so this does not compile.
    startInOrder(beginning).step(url);
  });

  it('are stopped as far as they have started when one of them fails', async () => {
    const { seen, start } = newStart();
    const reason = new Error('no');
    const failing = noted('failing', { start: () => Promise.reject(reason) });
    const run = start.step(noted('one')).step(failing).step(noted('never')).run();
    await expect(run).rejects.toBe(reason);
    expect(seen).toEqual(['start one', 'stop one']);
  });

  it('stop at the same time if they may wait for the database', async () => {
    const { seen, start } = newStart();
    let tell: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    // With one stop after the other, the first would wait for the second for ever.
    const waits = noted('waits', { stop: () => told, waitsForDatabase: true });
    const tells = noted('tells', { stop: () => tell(), waitsForDatabase: true });
    const { stop } = await start
      .step(noted('before'))
      .step(waits)
      .step({ name: 'without a stop', start: () => ({}) })
      .step(tells)
      .step(noted('after'))
      .run();
    expect(await stop()).toBe(true);
    expect(seen.slice(-2)).toEqual(['stop after', 'stop before']);
  });

  it('that may wait for the database must not be separated by one that does not', () => {
    const { start } = newStart();
    const waits = noted('waits', { waitsForDatabase: true });
    const separated = start.step(waits).step(noted('other'));
    expect(() => separated.step(waits)).toThrow('the step waits stands apart');
  });

  it('are given up, with a line in the log, when their stop takes too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { seen, lines, start } = newStart();
    const slow = noted('slow', { stop: () => new Promise(() => {}), stopLimitMs: 500 });
    const { stop } = await start.step(noted('one')).step(slow).run();
    const stopped = stop();
    vi.advanceTimersByTime(500);
    expect(await stopped).toBe(true);
    expect(seen.at(-1)).toBe('stop one');
    expect(lines).toMatchObject([{ event: 'stop_overdue', part: 'slow' }]);
  });

  it('whose stop fails are logged, and every other step still stops', async () => {
    const { seen, lines, start } = newStart();
    const bad = noted('bad', { stop: () => Promise.reject(new Error('no')) });
    const { stop } = await start.step(noted('one')).step(bad).run();
    expect(await stop()).toBe(false);
    expect(seen.at(-1)).toBe('stop one');
    expect(lines).toMatchObject([{ event: 'stop_failed', part: 'bad', err: { message: 'no' } }]);
  });
});

import { setMaxListeners } from 'node:events';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  batch,
  connect,
  insert,
  isMissing,
  select,
  send,
  whyMissing,
  withClient,
} from './harness.js';
import { EVENTS, type ReaderEngine, startReaderEngine } from './reader-engine.js';

const LONG_QUERY = 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)';

let engine: ReaderEngine;
const ask: ReaderEngine['ask'] = (...request) => engine.ask(...request);

beforeAll(async () => {
  if (!isMissing) engine = await startReaderEngine();
});

afterAll(async () => {
  if (!isMissing) await engine.stop();
});

describe.skipIf(isMissing)(`a query of a reader${whyMissing}`, () => {
  async function running(): Promise<number> {
    return withClient(engine.socketPath, 'unlatch', async (client) => {
      const rows = await select<{ n: number }>(
        client,
        `SELECT toUInt32(count()) AS n FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%processes%'`,
      );
      return rows[0]?.n ?? -1;
    });
  }

  test('ends when its client leaves', async () => {
    const leaving = new AbortController();
    const asked = send(engine.socketPath, {
      path: '/?database=ws_one',
      body: LONG_QUERY,
      signal: leaving.signal,
    });
    const gone = expect(asked).rejects.toThrow();
    await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 10_000 });
    leaving.abort();
    await gone;
    await vi.waitFor(async () => expect(await running()).toBe(0), {
      timeout: 10_000,
      interval: 20,
    });
  });

  test('ends when a client leaves that has begun to read', async () => {
    const client = connect(engine.socketPath, 'ws_one');
    onTestFinished(() => client.close());
    const result = await client.query({
      query: 'SELECT sipHash64(number) FROM numbers(1000000000000)',
      format: 'JSONEachRow',
    });
    // To leave the loop closes the connection.
    for await (const _part of result.stream()) break;
    await vi.waitFor(async () => expect(await running()).toBe(0), {
      timeout: 10_000,
      interval: 20,
    });
  });

  test('ends at its limit of time', async () => {
    const answer = await ask('ws_one', LONG_QUERY, '&max_execution_time=1');
    expect(answer.headers['x-clickhouse-exception-code']).toBe('159');
    expect(await running()).toBe(0);
  });

  test.each([
    ['rows', 'SELECT number FROM numbers(1000)', '&max_result_rows=10', '396'],
    ['bytes', 'SELECT randomString(1000) FROM numbers(10000)', '&max_result_bytes=100000', '396'],
    ['rows to read', 'SELECT sum(number) FROM numbers(100000)', '&max_rows_to_read=1000', '158'],
    [
      'memory',
      'SELECT groupArray(number) FROM numbers(100000000)',
      '&max_memory_usage=50000000',
      '241',
    ],
  ])('ends at its limit of %s', async (_what, text, more, code) => {
    // A format that is made as a whole: rows in pieces can be sent before a limit is met.
    const answer = await ask('ws_one', `${text} FORMAT JSONCompact`, more);
    expect(answer.headers['x-clickhouse-exception-code']).toBe(code);
  });

  test('does not wait for four long ones, and a fifth long one is no obstacle for the service', async () => {
    const leaving = new AbortController();
    const long = Array.from({ length: 4 }, () =>
      send(engine.socketPath, {
        path: '/?database=ws_one',
        body: LONG_QUERY,
        signal: leaving.signal,
      }).catch(() => undefined),
    );
    await vi.waitFor(async () => expect(await running()).toBe(4), { timeout: 20_000 });
    expect((await ask('ws_two', 'SELECT 1')).body.toString()).toBe('1\n');
    await withClient(engine.socketPath, 'unlatch', (client) =>
      insert(client, batch(0, 10, { workspace_id: 'ws_three' }), 'while-busy'),
    );
    expect(await running()).toBe(4);
    leaving.abort();
    await Promise.all(long);
    await withClient(engine.socketPath, 'unlatch', (client) =>
      client.command({
        query: `DELETE FROM ${EVENTS} WHERE workspace_id = 'ws_three'`,
        clickhouse_settings: { lightweight_deletes_sync: '2' },
      }),
    );
  });

  test('beyond the queue is refused at once', async () => {
    const leaving = new AbortController();
    setMaxListeners(100, leaving.signal);
    const all = Array.from({ length: 60 }, () =>
      send(engine.socketPath, {
        path: '/?database=ws_one',
        body: LONG_QUERY,
        signal: leaving.signal,
      }).catch(() => undefined),
    );
    const refused = await Promise.race(all);
    expect(refused).toMatchObject({
      status: 503,
      headers: { 'x-clickhouse-exception-code': '202' },
    });
    leaving.abort();
    await Promise.all(all);
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 5000 });
    expect((await ask('ws_one', 'SELECT 1')).status).toBe(200);
  });
});

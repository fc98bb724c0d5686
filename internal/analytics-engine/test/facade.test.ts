import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  count,
  eventRow,
  isMissing,
  makeTempDirectory,
  send,
  start,
  supervise,
  TABLE,
  whyMissing,
  withClient,
} from './harness.js';
import { ALL_ROWS, EVENTS, type ReaderEngine, startReaderEngine } from './reader-engine.js';

const INSERT = `/?database=unlatch&query=${encodeURIComponent(`INSERT INTO ${TABLE} FORMAT JSONEachRow`)}`;

let engine: ReaderEngine;

beforeAll(async () => {
  if (!isMissing) engine = await startReaderEngine();
});

afterAll(async () => {
  if (!isMissing) await engine.stop();
});

function countRows(): Promise<number> {
  return withClient(engine.socketPath, 'unlatch', (client) => count(client));
}

describe.skipIf(isMissing)(`the HTTP interface${whyMissing}`, () => {
  test.each([
    ['another path', { path: '/play' }, 'BAD_ARGUMENTS'],
    ['another method', { method: 'DELETE' }, 'BAD_ARGUMENTS'],
    ['a change with GET', { method: 'GET', path: '/?query=DROP+TABLE+t' }, 'READONLY'],
    ['no statement', { body: ' ' }, 'SYNTAX_ERROR'],
    ['a user', { path: '/?user=default', body: 'SELECT 1' }, 'BAD_ARGUMENTS'],
    ['a session', { path: '/?session_id=a', body: 'SELECT 1' }, 'BAD_ARGUMENTS'],
    ['an odd query id', { path: '/?query_id=a%0ab', body: 'SELECT 1' }, 'BAD_ARGUMENTS'],
    ['an odd parameter', { path: '/?param_a%3D1%2Cb=2', body: 'SELECT 1' }, 'BAD_ARGUMENTS'],
    ['an unknown format', { body: 'SELECT 1 FORMAT Native' }, 'UNKNOWN_FORMAT'],
    ['an unknown packing', { body: 'x', headers: { 'content-encoding': 'br' } }, 'BAD_ARGUMENTS'],
  ])('refuses %s', async (_what, options, type) => {
    const answer = await send(engine.socketPath, options);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.toString()).toContain(`(${type})`);
    expect(answer.headers['x-clickhouse-exception-code']).toMatch(/^\d+$/);
  });

  test('gives a query the id that it came with, or one of its own', async () => {
    const named = await send(engine.socketPath, { path: '/?query_id=req-1', body: 'SELECT 1' });
    expect(named.headers['x-clickhouse-query-id']).toBe('req-1');
    const unnamed = await send(engine.socketPath, { body: 'SELECT 1' });
    expect(unnamed.headers['x-clickhouse-query-id']).toMatch(/^[\w-]{36}$/);
  });

  test('packs an answer only if it is asked to', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const plain = await send(engine.socketPath, { body: 'SELECT 1', headers });
    expect(plain.body.toString()).toBe('1\n');
    for (const format of ['CSV', 'JSONCompact']) {
      const packed = await send(engine.socketPath, {
        path: '/?enable_http_compression=1',
        body: `SELECT 1 FORMAT ${format}`,
        headers,
      });
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(packed.body).toString()).toContain('1');
    }
  });

  test('takes a statement in the address, in the body, and in both', async () => {
    const answers = await Promise.all([
      send(engine.socketPath, { method: 'GET', path: '/?query=SELECT+1' }),
      send(engine.socketPath, { body: 'SELECT 1' }),
      send(engine.socketPath, { path: '/?query=SELECT', body: '1' }),
    ]);
    expect(answers.map(({ body }) => body.toString())).toEqual(['1\n', '1\n', '1\n']);
  });

  test('inserts nothing of a body that breaks off', async () => {
    const row = `${JSON.stringify(eventRow(1))}\n`;
    await new Promise<void>((resolve) => {
      const req = request({
        socketPath: engine.socketPath,
        path: INSERT,
        method: 'POST',
        headers: { 'content-length': String(10 * row.length) },
      });
      req.on('error', () => resolve());
      req.write(row.repeat(5), () => req.destroy(new Error('broken off')));
    });
    const packed = gzipSync(row.repeat(1000));
    const cut = await send(engine.socketPath, {
      path: INSERT,
      body: packed.subarray(0, packed.length - 20),
      headers: { 'content-encoding': 'gzip' },
    });
    expect(cut.status).toBe(500);
    expect(await countRows()).toBe(ALL_ROWS);
  });

  test('inserts nothing of a body with one bad row', async () => {
    const row = JSON.stringify(eventRow(1));
    const answer = await send(engine.socketPath, { path: INSERT, body: `${row}\n{"time":"x"}\n` });
    expect(answer.status).not.toBe(200);
    expect(await countRows()).toBe(ALL_ROWS);
  });

  test('bounds a body by its size when it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    const answer = await send(engine.socketPath, {
      path: INSERT,
      body: bomb,
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.body.toString()).toContain('The body has more than');
  });

  test('bounds the text of a reader', async () => {
    const text = `SELECT 1 WHERE 1 IN (${'1,'.repeat(200_000)}1)`;
    const answer = await engine.ask('ws_one', text);
    expect(answer.body.toString()).toContain('The body has more than');
  });

  test('keeps questions of the service apart from a change that takes long', async () => {
    const slow = send(engine.socketPath, {
      body: `INSERT INTO FUNCTION null('a UInt64') SELECT sleepEachRow(0.1) FROM numbers(20) SETTINGS max_block_size = 1`,
    });
    const changes = Array.from({ length: 4 }, () =>
      send(engine.socketPath, { body: `ALTER TABLE ${EVENTS} COMMENT COLUMN outcome 'x'` }),
    );
    const first = await Promise.race([
      slow.then(() => 'change'),
      send(engine.socketPath, { body: 'SELECT 1' }).then(() => 'question'),
    ]);
    expect(first).toBe('question');
    await Promise.all([slow, ...changes]);
  });
});

describe.skipIf(isMissing)(`a stop${whyMissing}`, () => {
  test('ends queries of readers at once', async () => {
    const stopped = supervise(await makeTempDirectory(), { stopLimitMs: 20_000 });
    await stopped.next('ready');
    const asked = send(stopped.socketPath, {
      path: '/?database=ws_one',
      body: 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)',
    });
    const outcome = expect(asked).rejects.toThrow();
    await vi.waitFor(async () => {
      const running = await send(stopped.socketPath, {
        body: `SELECT count() FROM system.processes WHERE query LIKE '%sipHash64%' AND query NOT LIKE '%processes%'`,
      });
      expect(running.body.toString()).toBe('1\n');
    });
    await stopped.stop();
    await outcome;
    expect(await stopped.next('stopped')).toMatchObject({ exitCode: 0, signal: null });
  });

  test('frees the files for the next owner', async () => {
    const first = await start();
    await first.stop();
    const second = await start({ directory: first.directory });
    onTestFinished(() => second.stop());
    expect(second.events.map(({ kind }) => kind)).not.toContain('not_started');
  });
});

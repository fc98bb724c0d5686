import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  batch,
  CREATE_EVENTS,
  connect,
  count,
  eventRow,
  insert,
  isMissing,
  select,
  superviseForFile,
  TABLE,
  whyMissing,
} from './harness.js';

/**
 * What the service expects of an engine, held against the child process and, if
 * UNLATCH_TEST_CLICKHOUSE_URL names one, against a real server. Its user must be able to create the
 * database `unlatch`.
 */
const SERVER_URL = process.env['UNLATCH_TEST_CLICKHOUSE_URL'];

interface Target {
  client(options?: Parameters<typeof createClient>[0]): ClickHouseClient;
  stop(): Promise<void>;
}

async function startEmbedded(): Promise<Target> {
  const directory = await mkdtemp(join(tmpdir(), 'analytics-engine-test-'));
  const engine = superviseForFile(directory);
  await engine.next('ready');
  return {
    client: (options) => connect(engine.socketPath, 'unlatch', options),
    async stop() {
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function startServer(url: string): Promise<Target> {
  const client = createClient({ url });
  await client.command({ query: 'DROP DATABASE IF EXISTS unlatch' });
  await client.command({ query: 'CREATE DATABASE unlatch' });
  await client.close();
  return {
    client: (options) => createClient({ url, database: 'unlatch', ...options }),
    stop: async () => {},
  };
}

const TARGETS = [
  { name: 'the child process', isSkipped: isMissing, start: startEmbedded },
  {
    name: 'a real server',
    isSkipped: SERVER_URL === undefined,
    start: () => startServer(SERVER_URL ?? ''),
  },
];

describe.each(TARGETS)(`with $name${whyMissing}, the official client`, ({ isSkipped, start }) => {
  describe.skipIf(isSkipped)('', () => {
    let target: Target;
    let client: ClickHouseClient;

    beforeAll(async () => {
      target = await start();
      client = target.client();
      await client.command({ query: CREATE_EVENTS });
    });

    afterAll(async () => {
      await client.close();
      await target.stop();
    });

    test('pings', async () => {
      expect(await client.ping()).toEqual({ success: true });
      expect(await client.ping({ select: true })).toMatchObject({ success: true });
    });

    test('creates, alters and drops', async () => {
      await client.command({ query: 'CREATE TABLE unlatch.made (a Int32) ENGINE = Memory' });
      expect(await select(client, 'EXISTS TABLE unlatch.made')).toEqual([{ result: 1 }]);
      await client.command({ query: 'DROP TABLE unlatch.made' });
      expect(await select(client, 'EXISTS TABLE unlatch.made')).toEqual([{ result: 0 }]);
    });

    test('inserts rows once, however often the same token is sent', async () => {
      const rows = batch(0, 500, { key_space_id: 'ks_token' });
      await insert(client, rows, 'group:1');
      await insert(client, rows, 'group:1');
      expect(await count(client, `key_space_id = 'ks_token'`)).toBe(500);
      await insert(client, rows, 'group:2');
      expect(await count(client, `key_space_id = 'ks_token'`)).toBe(1000);
    });

    test('inserts over several days once', async () => {
      const rows = batch(0, 5, { key_space_id: 'ks_days' }).map((row, day) => ({
        ...row,
        time: row.time - day * 86_400_000,
      }));
      for (let sent = 0; sent < 3; sent += 1) await insert(client, rows, 'days');
      expect(await count(client, `key_space_id = 'ks_days'`)).toBe(5);
    });

    test('tells how many rows an insert wrote', async () => {
      const result = await client.insert({
        table: TABLE,
        values: batch(0, 7, { key_space_id: 'ks_summary' }),
        format: 'JSONEachRow',
      });
      expect(result.summary?.written_rows).toBe('7');
    });

    test('accepts an insert without rows', async () => {
      await client.insert({ table: TABLE, values: [], format: 'JSONEachRow' });
    });

    test('keeps every character of a value', async () => {
      const odd = 'a\'b"c\\d\te\nf\u0001g – ünï 🔑 {} ;';
      await insert(client, [eventRow(1, { key_space_id: 'ks_odd', external_id: odd })], 'odd');
      expect(
        await select(
          client,
          `SELECT external_id FROM unlatch.${TABLE} WHERE key_space_id = 'ks_odd'`,
        ),
      ).toEqual([{ external_id: odd }]);
    });

    test.each([
      ['text', `it's \\ "quoted"`, 'String'],
      ['a number', 42, 'UInt32'],
      ['a list', ['a', `b'c`], 'Array(String)'],
      ['lines and tabs', 'a\nb\tc', 'String'],
    ])('binds a parameter: %s', async (_what, value, type) => {
      const result = await client.query({
        query: `SELECT {value: ${type}} AS value`,
        query_params: { value },
        format: 'JSONEachRow',
      });
      expect(await result.json()).toEqual([{ value }]);
    });

    test('gets numbers and times as the contract wants them', async () => {
      const result = await client.query({
        query: `SELECT toInt64(9007199254740993) AS i, toDateTime(0, 'UTC') AS dt, nan AS f, [1.5] AS a`,
        format: 'JSONEachRow',
        clickhouse_settings: {
          output_format_json_quote_64bit_integers: 0,
          output_format_json_quote_denormals: 0,
          date_time_output_format: 'iso',
        },
      });
      expect(await result.text()).toBe(
        '{"i":9007199254740993,"dt":"1970-01-01T00:00:00Z","f":null,"a":[1.5]}\n',
      );
    });

    test('gets names and types beside the rows', async () => {
      const result = await client.query({
        query: 'SELECT 1 AS a, toDate(0) AS b',
        format: 'JSONCompactEachRowWithNamesAndTypes',
      });
      expect(await result.text()).toBe('["a", "b"]\n["UInt8", "Date"]\n[1, "1970-01-01"]\n');
    });

    test('gets an empty result', async () => {
      expect(await select(client, `SELECT 1 FROM unlatch.${TABLE} WHERE 0`)).toEqual([]);
    });

    test.each([
      ['47', 'UNKNOWN_IDENTIFIER', `SELECT nothing FROM unlatch.${TABLE}`],
      ['62', 'SYNTAX_ERROR', 'SELEC 1'],
      ['60', 'UNKNOWN_TABLE', 'SELECT 1 FROM unlatch.nothing'],
      ['395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO', 'SELECT throwIf(1)'],
    ])('learns the number %s and the name %s of a failure', async (code, type, query) => {
      await expect(select(client, query)).rejects.toMatchObject({ code, type });
    });

    test('refuses an unknown setting', async () => {
      await expect(
        client.query({ query: 'SELECT 1', clickhouse_settings: { no_such_setting: '1' } }),
      ).rejects.toMatchObject({ code: '115', type: 'UNKNOWN_SETTING' });
    });

    test('refuses a second statement', async () => {
      await expect(client.command({ query: 'SELECT 1; SELECT 2' })).rejects.toMatchObject({
        code: '62',
      });
    });

    test('sees a query end at its time limit', async () => {
      await expect(
        client.query({ query: LONG_QUERY, clickhouse_settings: { max_execution_time: 1 } }),
      ).rejects.toMatchObject({ code: '159', type: 'TIMEOUT_EXCEEDED' });
    });

    test('sends and gets packed bodies', async () => {
      const packed = target.client({ compression: { request: true, response: true } });
      try {
        await insert(packed, batch(0, 2000, { key_space_id: 'ks_gzip' }), 'gzip');
        expect(await count(packed, `key_space_id = 'ks_gzip'`)).toBe(2000);
        const rows = await select(packed, 'SELECT number FROM numbers(100000)');
        expect(rows).toHaveLength(100_000);
      } finally {
        await packed.close();
      }
    });

    test('gets a long result in pieces', async () => {
      const result = await client.query({
        query: 'SELECT number, randomString(100) FROM numbers(200000)',
        format: 'JSONEachRow',
      });
      let rows = 0;
      for await (const part of result.stream()) rows += part.length;
      expect(rows).toBe(200_000);
    });
  });
});

const LONG_QUERY = 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)';

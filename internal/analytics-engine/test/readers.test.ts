import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { count, isMissing, TABLE, whyMissing, withClient } from './harness.js';
import { ALL_ROWS, CANARY, EVENTS, type ReaderEngine, startReaderEngine } from './reader-engine.js';

let engine: ReaderEngine;
const ask: ReaderEngine['ask'] = (...request) => engine.ask(...request);

beforeAll(async () => {
  if (!isMissing) engine = await startReaderEngine();
});

afterAll(async () => {
  if (!isMissing) await engine.stop();
});

describe.skipIf(isMissing)(`a reader${whyMissing}`, () => {
  test('sees rows of its own workspace, and the service sees all', async () => {
    await withClient(engine.socketPath, 'ws_one', async (client) =>
      expect(await count(client)).toBe(110),
    );
    await withClient(engine.socketPath, 'ws_two', async (client) =>
      expect(await count(client)).toBe(50),
    );
    await withClient(engine.socketPath, 'ws_nothing', async (client) =>
      expect(await count(client)).toBe(0),
    );
    await withClient(engine.socketPath, 'unlatch', async (client) =>
      expect(await count(client)).toBe(ALL_ROWS),
    );
  });

  test('has nothing of the session before', async () => {
    await ask('ws_two', 'SELECT 1', '&max_result_rows=1&param_x=1');
    const answer = await ask(
      'ws_one',
      `SELECT count() FROM ${EVENTS} WHERE workspace_id != 'ws_one'`,
    );
    expect(answer.body.toString()).toBe('0\n');
    expect((await ask('ws_one', 'SELECT {x: String}')).status).not.toBe(200);
  });

  test('is answered from its own APIs only, if its request says so', async () => {
    const filters = encodeURIComponent(`{'${EVENTS}': 'key_space_id IN (\\'ks_b\\')'}`);
    const scope = `&additional_table_filters=${filters}`;
    expect((await ask('ws_one', `SELECT count() FROM ${EVENTS}`, scope)).body.toString()).toBe(
      '10\n',
    );
    const oracle = `SELECT count() FROM ${EVENTS} WHERE throwIf(key_space_id = 'ks_a') = 0`;
    expect((await ask('ws_one', oracle, scope)).body.toString()).toBe('10\n');
    expect((await ask('ws_one', oracle)).headers['x-clickhouse-exception-code']).toBe('395');
  });
});

/**
 * Each of these reached rows, files or names that a reader must not see, when it was sent to an engine
 * without policies, grants and the look at the text. The guard of the service refuses all of them
 * before. Here is what is shut without it.
 */
const SHUT = [
  ['rows by the name of a table', `SELECT * FROM ${EVENTS} WHERE workspace_id = 'ws_two'`],
  ['rows of all tables', `SELECT * FROM merge('unlatch', '.*')`],
  ['rows by an OR', `SELECT * FROM ${EVENTS} WHERE workspace_id = 'ws_one' OR 1`],
  [
    'a value by the error of a cast',
    `SELECT count() FROM ${EVENTS} WHERE toInt32(external_id) > 0`,
  ],
  [
    'a value by the error of a cast in PREWHERE',
    `SELECT 1 FROM ${EVENTS} PREWHERE toInt32(key_space_id) > 0`,
  ],
  [
    'a value by throwIf',
    `SELECT throwIf(external_id = '${CANARY.slice(0, 6)}_of_two', external_id) FROM ${EVENTS}`,
  ],
  [
    'rows by a right join',
    `SELECT b.* FROM (SELECT 1 AS x) AS a RIGHT JOIN ${EVENTS} AS b ON a.x = b.time`,
  ],
  [
    'rows by settings in a subquery',
    `SELECT * FROM (SELECT * FROM ${EVENTS} SETTINGS readonly = 0)`,
  ],
  [
    'rows by the filter that is lifted in a subquery',
    `SELECT * FROM (SELECT * FROM ${EVENTS} SETTINGS additional_table_filters = {})`,
  ],
  [
    'rows by another database',
    `SELECT * FROM (SELECT * FROM ${EVENTS} SETTINGS database = 'unlatch')`,
  ],
  ['rows after USE', `USE unlatch`],
  ['rows after USE in a second statement', `SELECT 1; USE unlatch; SELECT * FROM ${EVENTS}`],
  [
    'rows after USE behind a comment',
    `SELECT 1 /* ' */; USE unlatch; SELECT * FROM ${EVENTS} /* ' */`,
  ],
  ['a write', `INSERT INTO ${EVENTS} (request_id) VALUES ('x')`],
  ['a write by a query', `SELECT * FROM ${EVENTS} INTO OUTFILE '/tmp/unlatch-outfile'`],
  ['a table', `CREATE TABLE ws_one.t (a Int32) ENGINE = Memory`],
  ['the end of a table', `DROP TABLE ${EVENTS}`],
  ['the end of other queries', `KILL QUERY WHERE 1`],
  ['a mode that may write', 'SET readonly = 0'],
  ['a file as a table', `SELECT * FROM file('/etc/passwd', 'LineAsString')`],
  ['a file as a function', `SELECT file('/etc/passwd')`],
  ['a file by its path as a name', 'SELECT * FROM `/etc/passwd`'],
  ['another machine', `SELECT * FROM remote('127.0.0.1', system.one)`],
  ['a bucket', `SELECT * FROM s3('http://127.0.0.1:1/x', 'CSV')`],
  ['another database server', `SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')`],
  ['keys of the index', `SELECT * FROM mergeTreeIndex('unlatch', '${TABLE}')`],
  ['queries of others', 'SELECT query FROM system.processes'],
  ['names of tables', 'SELECT name FROM `system`.tables'],
  ['names of workspaces', 'SELECT schema_name FROM INFORMATION_SCHEMA.SCHEMATA'],
  ['users', 'SELECT * FROM system.users'],
  ['a dictionary made of a table', `SELECT * FROM dictionary('${EVENTS}')`],
  ['a plan with numbers of rows', `SELECT * FROM (EXPLAIN ESTIMATE SELECT * FROM ${EVENTS})`],
  ['a program', `SELECT * FROM executable('x', 'CSV', 'a String')`],
] as const;

describe.skipIf(isMissing)(`a reader cannot reach${whyMissing}`, () => {
  test.each(SHUT)('%s', async (_what, text) => {
    const answer = await ask('ws_one', text);
    const body = answer.body.toString();
    expect(body).not.toContain('CANARY');
    expect(body).not.toContain('ws_two');
    expect(body).not.toContain('root:');
    await withClient(engine.socketPath, 'unlatch', async (client) =>
      expect(await count(client)).toBe(ALL_ROWS),
    );
    await expect(readFile('/tmp/unlatch-outfile')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('an address', async () => {
    let requests = 0;
    const listener = createServer((_req, res) => {
      requests += 1;
      res.end('1\n');
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void listener.close());
    await vi.waitFor(() => expect(listener.listening).toBe(true));
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const target = `'http://127.0.0.1:${port}/', 'LineAsString'`;
    expect((await ask('ws_one', `SELECT * FROM url(${target})`)).status).not.toBe(200);
    // The grants shut it too: the service itself may not.
    const own = await ask('unlatch', `SELECT * FROM url(${target})`);
    expect(own.headers['x-clickhouse-exception-code']).toBe('497');
    expect(requests).toBe(0);
  });

  test('a database of the engine or of the service by another spelling', async () => {
    for (const name of [
      'system',
      'SYSTEM',
      'information_schema',
      'INFORMATION_SCHEMA',
      '..',
      'a`b',
    ]) {
      const answer = await ask(encodeURIComponent(name), 'SELECT 1');
      expect(answer.headers['x-clickhouse-exception-code']).toBe('81');
    }
  });

  test('texts of the engine', async () => {
    const answer = await ask(
      'ws_one',
      `SELECT toInt32(concat('mine ', external_id)) FROM ${EVENTS}`,
    );
    expect(answer.body.toString()).toBe(
      'Code: 6. DB::Exception: The engine refused the query. (CANNOT_PARSE_TEXT)\n',
    );
  });
});

/**
 * How a query fails must not tell of rows that the reader cannot see. Each of these fails as soon as
 * the engine evaluates it for a row of the other workspace.
 */
const ORACLES = [
  `SELECT count() FROM ${EVENTS} WHERE toInt32(external_id) >= 0`,
  `SELECT count() FROM ${EVENTS} PREWHERE toInt32(external_id) >= 0`,
  `SELECT count() FROM ${EVENTS} WHERE throwIf(key_space_id = '${CANARY}') = 0`,
  `SELECT countIf(throwIf(key_space_id = '${CANARY}') = 0) FROM ${EVENTS}`,
  `SELECT count() FROM ${EVENTS} WHERE throwIf(workspace_id != 'ws_one') = 0`,
  `SELECT sum(c) FROM (SELECT external_id, count() AS c FROM ${EVENTS} GROUP BY external_id HAVING toInt32(external_id) >= 0)`,
  `SELECT count() FROM (SELECT * FROM ${EVENTS} ORDER BY toInt32(external_id))`,
  `SELECT count() FROM ${EVENTS} WHERE request_id IN (SELECT request_id FROM ${EVENTS} WHERE toInt32(external_id) >= 0)`,
  `SELECT countDistinct(a.request_id, a.key_space_id) FROM ${EVENTS} AS a JOIN ${EVENTS} AS b ON a.request_id = b.request_id AND throwIf(b.external_id = '${CANARY}') = 0`,
  `SELECT sum(length(arrayFilter(v -> throwIf(v = '${CANARY}') = 0, [external_id]))) FROM ${EVENTS}`,
];

describe.skipIf(isMissing)(`a reader learns nothing by how a query fails${whyMissing}`, () => {
  test.each(ORACLES)('%s', async (text) => {
    const answer = await ask('ws_one', text);
    expect([answer.status, answer.body.toString()]).toEqual([200, '110\n']);
  });
});

/** The policies, the grants and the look at the text leave these open: they show no rows. */
const SHUT_BY_THE_GUARD_ONLY = [
  ['names of parts', `SELECT _part, _table FROM ${EVENTS} LIMIT 1`],
  ['the name of the machine', 'SELECT hostName(), filesystemAvailable()'],
  ['how columns are kept', `SELECT dumpColumnStructure(outcome) FROM ${EVENTS} LIMIT 1`],
] as const;

describe.skipIf(isMissing)(`only the guard of the service shuts${whyMissing}`, () => {
  test.each(SHUT_BY_THE_GUARD_ONLY)('%s', async (_what, text) => {
    expect((await ask('ws_one', text)).status).toBe(200);
  });
});

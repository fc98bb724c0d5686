import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EngineHarness,
  missingEngine,
  startEngineHarness,
} from '../../../../test/engine-harness.js';
import type { Workspace } from '../../../../test/seed.js';

const CANARY = 'canary_of_another_workspace';

describe.skipIf(missingEngine !== undefined)('analytics.getVerifications', () => {
  let harness: EngineHarness;
  let workspace: Workspace;
  let apiIds: string[];
  let timeMs: number;
  beforeAll(async () => {
    harness = await startEngineHarness();
    workspace = await harness.newWorkspace();
    apiIds = [await workspace.newApi(), await workspace.newApi()];
    timeMs = harness.clock.nowMs() - 60_000;
    const keySpaces = await keySpacesOf(workspace);
    await harness.recordAndDeliver(workspace, {
      verifications: apiIds.flatMap((apiId, index) => {
        const event = { apiId, keySpaceId: keySpaces.get(apiId) ?? '', timeMs, spentCredits: 3 };
        return [event, { ...event, code: index === 0 ? ('RATE_LIMITED' as const) : 'VALID' }];
      }),
    });
    const other = await harness.newWorkspace();
    await harness.recordAndDeliver(other, { verifications: [{ timeMs, externalId: CANARY }] });
  });
  afterAll(() => harness.stop());

  async function keySpacesOf({ call }: Workspace): Promise<Map<string, string>> {
    const { body } = await call('apis.listApis', {});
    const apis: { id: string; keyspaceId: string }[] = body.data;
    return new Map(apis.map(({ id, keyspaceId }) => [id, keyspaceId]));
  }

  const query = async (text: string, { call }: Pick<Workspace, 'call'> = workspace) =>
    call('analytics.getVerifications', { query: text });

  it('answers with one object for each row, in sorted fields and the types of JSON', async () => {
    const { status, body } = await query(
      `SELECT outcome, count() AS n, round(avg(latency), 3) AS average,
        sum(spent_credits) AS credits, toDate(fromUnixTimestamp64Milli(max(time))) AS day
       FROM key_verifications_v1 GROUP BY outcome`,
    );
    expect(status).toBe(200);
    const day = new Date(timeMs).toISOString().slice(0, 10);
    const rows = body.data.toSorted((one: { n: number }, two: { n: number }) => one.n - two.n);
    expect(rows).toEqual([
      { average: 0.1, credits: 3, day: `${day}T00:00:00Z`, n: 1, outcome: 'RATE_LIMITED' },
      { average: 0.1, credits: 9, day: `${day}T00:00:00Z`, n: 3, outcome: 'VALID' },
    ]);
    expect(Object.keys(rows[0])).toEqual(['average', 'credits', 'day', 'n', 'outcome']);
  });

  it('answers integers of 64 bits with all their digits, and no number as null', async () => {
    const exact = await harness.app.inject({
      method: 'POST',
      url: '/v2/analytics.getVerifications',
      headers: {
        authorization: `Bearer ${workspace.rootKey}`,
        'content-type': 'application/json',
      },
      payload: JSON.stringify({
        query:
          "SELECT toInt64('9007199254740993') AS i, 'a/b' AS p FROM key_verifications_v1 LIMIT 1",
      }),
    });
    expect(exact.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(exact.body).toContain('"data":[{"i":9007199254740993,"p":"a/b"}]}');
    const { body } = await query('SELECT avg(latency) AS a FROM key_verifications_v1 WHERE 1 = 0');
    expect(body.data).toEqual([{ a: null }]);
  });

  it('answers from tables of each length of time', async () => {
    for (const unit of ['minute', 'hour', 'day', 'month']) {
      const table = `key_verifications_per_${unit}_v1`;
      const { body } = await query(`SELECT sum(count) AS n FROM ${table}`);
      expect(body.data).toEqual([{ n: 4 }]);
    }
  });

  it('shows a scoped root key its APIs only, and one whose API is gone nothing', async () => {
    const [first, second = ''] = apiIds;
    const text = 'SELECT count() AS n FROM key_verifications_v1';
    const scoped = await workspace.newRootKey([`api.${first}.read_analytics`]);
    expect((await query(text, scoped)).body.data).toEqual([{ n: 2 }]);
    const urn = `unkey:v1:${workspace.id}:keyspaces/${(await keySpacesOf(workspace)).get(second)}`;
    const byUrn = await workspace.newRootKey([`${urn}#read_analytics`]);
    expect((await query(text, byUrn)).body.data).toEqual([{ n: 2 }]);
    const gone = await workspace.newRootKey(['api.api_gone.read_analytics']);
    expect((await query(text, gone)).body.data).toEqual([{ n: 0 }]);
  });

  it('takes a root key of as many APIs as it may have rights for', async () => {
    const count = 499;
    await sql`
      insert into apis (workspace_id, id, name, key_space_id, created_at_ms)
      select ${workspace.id}, 'api_of_many_with_an_id_' || n, 'Many', 'ks_of_many_with_an_id_' || n, 0
      from generate_series(1, ${count}::int) as n`.execute(harness.deps.db);
    const many = Array.from({ length: count }, (_, index) => `api_of_many_with_an_id_${index + 1}`);
    const rights = [...many, apiIds[0]].map((id) => `api.${id}.read_analytics`);
    const text = `SELECT count() AS n FROM key_verifications_v1 AS one
      JOIN key_verifications_per_day_v1 AS day ON one.key_id = day.key_id
      JOIN key_verifications_per_month_v1 AS month ON one.key_id = month.key_id`;
    const { status, body } = await query(text, await workspace.newRootKey(rights));
    expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
  });

  it.each([
    `SELECT count() AS n FROM key_verifications_v1 WHERE external_id = '${CANARY}'`,
    "SELECT count() AS n FROM key_verifications_v1 WHERE workspace_id != ''  AND toInt64(length(external_id)) > 0",
    'SELECT count() AS n FROM key_verifications_v1 WHERE toInt32(external_id) > 0',
  ])('tells nothing of another workspace: %s', async (text) => {
    const { body } = await query(text);
    expect(JSON.stringify(body)).not.toContain('canary');
    expect(body.data ?? [{ n: 0 }]).toEqual([{ n: 0 }]);
  });

  it.each([
    ['', 'bad_request/invalid_analytics_query', 'No SQL statements found'],
    ['SELECT 1', 'bad_request/invalid_analytics_query', 'Query must have a FROM clause'],
    ['DROP TABLE x', 'bad_request/invalid_analytics_query_type', 'Only SELECT'],
    ['SELECT 1 FROM system.tables', 'bad_request/invalid_analytics_table', 'Access to table'],
    [
      'SELECT sleep(1) FROM key_verifications_v1',
      'bad_request/invalid_analytics_function',
      "Function 'sleep' is not allowed",
    ],
    [
      'SELECT nothing FROM key_verifications_v1',
      'bad_request/invalid_analytics_query',
      'Unknown identifier in analytics query',
    ],
    [
      'SELECT count() FROM key_verifications_v1 WHERE time >= 0',
      'bad_request/query_range_exceeds_retention',
      'Cannot query data older than 30 days.',
    ],
  ])('refuses %j with its own problem, and says what is wrong', async (text, code, detail) => {
    const { status, body } = await query(text);
    expect(status).toBe(400);
    expect(body.error.type.endsWith(code)).toBe(true);
    expect(body.error.detail).toContain(detail);
    expect(body.error.errors[0]).toMatchObject({ location: 'body.query' });
  });

  it('refuses a result of more than 4 MiB', async () => {
    const many = Array.from({ length: 12 }, () => 'repeated').map((_, index) => `t${index}`);
    const joins = many.map((alias) => `CROSS JOIN key_verifications_v1 AS ${alias}`).join(' ');
    const { status, body } = await query(`SELECT 1 AS one FROM key_verifications_v1 AS t ${joins}`);
    expect([400, 422]).toContain(status);
    expect(body.error.type).toMatch(/query_(memory|rows)_limit_exceeded|query_execution_timeout/);
  });

  it('answers 503 while the engine is away', async () => {
    await harness.engine.kill();
    const { status, body } = await query('SELECT count() FROM key_verifications_v1');
    expect(status).toBe(503);
    expect(body.error.type).toMatch(/analytics_connection_failed$/);
    expect(body.error.detail).toBe('Failed to connect to ClickHouse analytics database');
  });
});

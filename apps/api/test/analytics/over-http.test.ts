import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableGroup } from '../../src/domain/analytics-query/tables.js';
import { type EngineHarness, missingEngine, startEngineHarness } from '../engine-harness.js';
import type { Workspace } from '../seed.js';
import { CANARY } from './engine.js';
import { ESCAPES } from './escapes.js';
import { QUERIES } from './queries.js';

const OPERATIONS: Readonly<Record<TableGroup, string>> = {
  verifications: 'analytics.getVerifications',
  ratelimits: 'analytics.getRatelimits',
  gatewayRequests: 'analytics.getGatewayRequests',
  runtimeLogs: 'analytics.getRuntimeLogs',
};

const RIGHTS = [
  'api.*.read_analytics',
  'ratelimit.*.read_analytics',
  'project.*.read_gateway_requests',
  'project.*.read_runtime_logs',
];

describe.skipIf(missingEngine !== undefined)('the operations that take SQL', () => {
  let harness: EngineHarness;
  let ask: Pick<Workspace, 'call'>;
  /** May read one API of a workspace whose other API has the canaries. */
  let askScoped: Pick<Workspace, 'call'>;
  beforeAll(async () => {
    harness = await startEngineHarness();
    const own = await harness.newWorkspace();
    ask = await own.newRootKey(RIGHTS);
    await recordDay(own, 'customer');
    await recordDay(await harness.newWorkspace(), CANARY);
    const shared = await harness.newWorkspace();
    const [readable, hidden] = [await shared.newApi(), await shared.newApi()];
    await recordDay(shared, 'customer', readable);
    await recordDay(shared, CANARY, hidden);
    askScoped = await shared.newRootKey([`api.${readable}.read_analytics`]);
  });
  afterAll(() => harness.stop());

  async function recordDay(workspace: Workspace, word: string, apiId?: string): Promise<void> {
    const nowMs = harness.clock.nowMs();
    const api =
      apiId === undefined ? {} : { apiId, keySpaceId: await keySpaceOf(workspace, apiId) };
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    await harness.recordAndDeliver(workspace, {
      verifications: hours.map((hour) => ({
        ...api,
        timeMs: nowMs - hour * 3_600_000,
        externalId: `${word}_${hour % 5}`,
        tags: ['env=production', `path=/${word}`],
      })),
      limitChecks: hours.map((hour) => ({
        timeMs: nowMs - hour * 3_600_000,
        identifier: `${word}_${hour % 5}`,
      })),
    });
  }

  async function keySpaceOf({ call }: Workspace, apiId: string): Promise<string> {
    const { body } = await call('apis.listApis', {});
    const apis: { id: string; keyspaceId: string }[] = body.data;
    return apis.find(({ id }) => id === apiId)?.keyspaceId ?? '';
  }

  it.each(QUERIES)('answer: $title', async ({ group, sql }) => {
    const { status, body } = await ask.call(OPERATIONS[group], { query: sql });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.data).toEqual(expect.any(Array));
    expect(JSON.stringify(body)).not.toContain(CANARY);
  });

  it.each(QUERIES.filter(({ group }) => group === 'verifications'))(
    'show a scoped root key its API only: $title',
    async ({ sql }) => {
      const { status, body } = await askScoped.call('analytics.getVerifications', { query: sql });
      expect(status, JSON.stringify(body)).toBe(200);
      expect(JSON.stringify(body)).not.toContain(CANARY);
    },
  );

  it.each(ESCAPES.filter(({ ends }) => ends === 'confined'))(
    'let nothing out of another API: $title',
    async ({ sql }) => {
      const { body } = await askScoped.call('analytics.getVerifications', { query: sql });
      expect(JSON.stringify(body)).not.toContain(CANARY);
    },
  );

  it.each(ESCAPES)('let nothing out: $title', async ({ sql, ends }) => {
    const { status, body } = await ask.call('analytics.getVerifications', { query: sql });
    expect(JSON.stringify(body)).not.toContain(CANARY);
    if (ends === 'confined') {
      expect([200, 400]).toContain(status);
    } else {
      expect(status).toBe(400);
      expect(body.error.type.endsWith(`/${ends}`)).toBe(true);
    }
  });
});

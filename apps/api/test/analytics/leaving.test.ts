import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EngineHarness, missingEngine, startEngineHarness } from '../engine-harness.js';
import type { Workspace } from '../seed.js';

/** Each row with each row of the same, and of the same again. */
const ENDLESS = `SELECT count() AS n FROM key_verifications_v1 AS a CROSS JOIN key_verifications_v1 AS b
  CROSS JOIN key_verifications_v1 AS c WHERE a.latency + b.latency + c.latency > 1e9`;

describe.skipIf(missingEngine !== undefined)('a query whose client leaves', () => {
  let harness: EngineHarness;
  let workspace: Workspace;
  let url: string;
  beforeAll(async () => {
    harness = await startEngineHarness();
    url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
    workspace = await harness.newWorkspace();
    const timeMs = harness.clock.nowMs();
    const verifications = Array.from({ length: 5000 }, () => ({ timeMs }));
    await harness.recordAndDeliver(workspace, { verifications });
  });
  afterAll(() => harness.stop());

  const running = async () => {
    const [row] = await harness.engine.select<{ n: number }>(
      "SELECT toFloat64(count()) AS n FROM system.processes WHERE query LIKE '%CROSS JOIN%' AND query NOT LIKE '%system.processes%'",
    );
    return row?.n ?? 0;
  };

  it('is ended in the engine', async () => {
    const sent = request(`${url}/v2/analytics.getVerifications`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${workspace.rootKey}`,
        'content-type': 'application/json',
      },
    });
    sent.on('error', () => undefined);
    sent.end(JSON.stringify({ query: ENDLESS }));
    await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 8000 });
    sent.destroy();
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 8000 });
  }, 30_000);
});

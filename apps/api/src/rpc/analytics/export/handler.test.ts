import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingEngine, startEngineHarness } from '../../../../test/engine-harness.js';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { recordUsage } from '../../../../test/usage.js';

const MINUTE_MS = 60_000;
const IDS = Array.from({ length: 25 }, (_, index) => `req_${String(index).padStart(2, '0')}`);

/** Of which some share a millisecond. */
const eventsUntil = (timeMs: number) => ({
  verifications: IDS.map((requestId, index) => ({
    requestId,
    timeMs: timeMs - (IDS.length - index - (index % 3)) * 10,
  })),
});

/** Exports to the end. Each answer is lost once, as when the connection breaks. */
async function exportAll({ call }: Workspace, fields: object): Promise<string> {
  let text = '';
  for (let after = ''; ; ) {
    const body = { ...fields, after };
    await call('analytics.export', body);
    const { data } = (await call('analytics.export', body)).body;
    text += data.text;
    after = data.position;
    if (data.isComplete || data.count === 0) return text;
  }
}

const idsIn = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).requestId);

describe('analytics.export', () => {
  let harness: Harness;
  let workspace: Workspace;
  let toMs: number;
  beforeAll(async () => {
    harness = await startHarness();
    workspace = await harness.newWorkspace();
    toMs = harness.clock.nowMs() - 2 * MINUTE_MS;
    await recordUsage(harness, workspace, eventsUntil(toMs));
  });
  afterAll(() => harness.stop());

  it.each([1, 4, 25, 1000])(
    'gives each event once, %d at a time, whatever is lost',
    async (count) => {
      const text = await exportAll(workspace, { to: toMs + 1, count });
      expect(idsIn(text)).toHaveLength(IDS.length);
      expect(idsIn(text).toSorted()).toEqual(IDS);
    },
  );

  it('leaves what happened within the last minute for later, and then gives it once', async () => {
    const own = await harness.newWorkspace();
    const nowMs = harness.clock.nowMs();
    const early = { requestId: 'req_early', timeMs: nowMs - 2 * MINUTE_MS };
    await recordUsage(harness, own, {
      verifications: [early, { requestId: 'req_late', timeMs: nowMs - 1 }],
    });
    const first = (await own.call('analytics.export', {})).body.data;
    expect([idsIn(first.text), first.isComplete]).toEqual([['req_early'], false]);
    harness.clock.advance(2 * MINUTE_MS);
    const second = (await own.call('analytics.export', { after: first.position })).body.data;
    expect(idsIn(second.text)).toEqual(['req_late']);
  });

  it('refuses a position that it did not give', async () => {
    const { status, body } = await workspace.call('analytics.export', { after: 'x' });
    expect([status, body.error.errors[0].location]).toEqual([400, 'body.after']);
  });

  it('gives nothing that the caller may not read', async () => {
    const { call } = await workspace.newRootKey(['api.api_other.read_analytics']);
    const { body } = await call('analytics.export', { to: toMs + 1 });
    expect(body.data).toMatchObject({ text: '', count: 0, position: '', isComplete: true });
  });
});

describe.skipIf(missingEngine !== undefined)('analytics.export from the engine', () => {
  it('gives each event once, whatever is lost', async () => {
    const harness = await startEngineHarness();
    try {
      const workspace = await harness.newWorkspace();
      const toMs = harness.clock.nowMs() - 2 * MINUTE_MS;
      await harness.recordAndDeliver(workspace, eventsUntil(toMs));
      const text = await exportAll(workspace, { to: toMs + 1, count: 4 });
      expect(idsIn(text).toSorted()).toEqual(IDS);
    } finally {
      await harness.stop();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { setWorkspaceLimit } from '../rows.js';
import type { Workspace } from '../seed.js';
import { EVERY_OPERATION } from './operations.js';

const WINDOW_MS = 60_000;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function limitedWorkspace(requestsPerMinute: number | null): Promise<Workspace> {
  const workspace = await harness.newWorkspace();
  const { deps, clock } = harness;
  await setWorkspaceLimit(deps, { id: workspace.id, requestsPerMinute });
  // Long after all that other tests have counted, and 15 seconds into a window.
  const windows = Math.floor(clock.nowMs() / WINDOW_MS);
  clock.advance((windows + 3) * WINDOW_MS + 15_000 - clock.nowMs());
  return workspace;
}

function limitHeaders({ headers }: Answer) {
  const names = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'];
  return names.map((name) => headers[name]?.toString());
}

const getWorkspace = ({ call }: Pick<Workspace, 'call'>) => call('workspace.getWorkspace', {});

const LIMITED = EVERY_OPERATION.filter(({ definition }) => !definition.liftsLimit);

describe.each(LIMITED)('$name', ({ name }) => {
  it('counts, whatever its result, and is refused once the workspace is over its limit', async () => {
    const { call } = await limitedWorkspace(2);
    const unreadable = await call(name, {}, { payload: '{' });
    expect(unreadable.status).toBe(400);
    expect(limitHeaders(unreadable)).toEqual(['2', '1', '45', undefined]);
    const counted = await call(name, {});
    expect(counted.status).not.toBe(429);
    expect(limitHeaders(counted)).toEqual(['2', '0', '45', undefined]);
    const refused = await call(name, {}, { payload: '{' });
    expect(refused.status).toBe(429);
    expect(refused.body.error.type).toMatch(/user\/too_many_requests\/workspace_rate_limited$/);
    expect(refused.body.error.detail).toContain('2/1m0s');
    expect(limitHeaders(refused)).toEqual(['2', '0', '45', '45']);
  });
});

describe('the limit of a workspace', () => {
  it('lets through exactly as many as it says, of all root keys together and at once', async () => {
    const workspace = await limitedWorkspace(25);
    const second = await workspace.newRootKey(['workspace.*.read_workspace']);
    const callers = Array.from({ length: 60 }, (_, index) => (index % 2 ? workspace : second));
    const statuses = (await Promise.all(callers.map(getWorkspace))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(25);
    expect(statuses.filter((status) => status === 429)).toHaveLength(35);
  });

  it('opens again as the window moves on, and says when in whole seconds, rounded up', async () => {
    const workspace = await limitedWorkspace(1);
    harness.clock.advance(500);
    expect(limitHeaders(await getWorkspace(workspace))).toEqual(['1', '0', '45', undefined]);
    harness.clock.advance(44_499);
    expect(limitHeaders(await getWorkspace(workspace))).toEqual(['1', '0', '1', '1']);
    // A part of the one request still counts until the next window ends, and leaves no room for one.
    harness.clock.advance(1);
    expect(limitHeaders(await getWorkspace(workspace))).toEqual(['1', '0', '60', '60']);
    harness.clock.advance(60_000);
    expect((await getWorkspace(workspace)).status).toBe(200);
  });

  it('is not used up by requests without a good root key, nor by other workspaces', async () => {
    const workspace = await limitedWorkspace(1);
    const other = await harness.newWorkspace();
    await setWorkspaceLimit(harness.deps, { id: other.id, requestsPerMinute: 1 });
    const headers = { authorization: 'Bearer unkey_unknown' };
    const unknown = await workspace.call('workspace.getWorkspace', {}, { headers });
    expect(unknown.status).toBe(401);
    expect(limitHeaders(unknown)).toEqual([undefined, undefined, undefined, undefined]);
    expect((await getWorkspace(other)).status).toBe(200);
    expect((await getWorkspace(workspace)).status).toBe(200);
  });

  it('takes effect with the next request once it is changed, and counts on', async () => {
    const workspace = await limitedWorkspace(null);
    const update = (apiRequestsPerMinute: number | null) =>
      workspace.call('workspace.updateWorkspace', { apiRequestsPerMinute });
    expect(limitHeaders(await getWorkspace(workspace))[0]).toBeUndefined();
    expect(limitHeaders(await update(2))[0]).toBeUndefined();
    expect(limitHeaders(await getWorkspace(workspace))).toEqual(['2', '1', '45', undefined]);
    expect((await getWorkspace(workspace)).status).toBe(200);
    expect((await getWorkspace(workspace)).status).toBe(429);
    expect((await update(3)).status).toBe(200);
    expect(limitHeaders(await getWorkspace(workspace))).toEqual(['3', '0', '45', undefined]);
    expect((await update(null)).status).toBe(200);
    expect(limitHeaders(await getWorkspace(workspace))[0]).toBeUndefined();
  });

  it('does not apply to the operation that lifts it, which has one of 60 for itself', async () => {
    const workspace = await limitedWorkspace(1);
    expect((await getWorkspace(workspace)).status).toBe(200);
    expect((await getWorkspace(workspace)).status).toBe(429);
    const update = (body: object) => workspace.call('workspace.updateWorkspace', body);
    const answers = await Promise.all(Array.from({ length: 61 }, () => update({})));
    const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toEqual([...Array.from({ length: 60 }, () => 200), 429]);
    harness.clock.advance(2 * WINDOW_MS);
    expect((await getWorkspace(workspace)).status).toBe(200);
    expect((await getWorkspace(workspace)).status).toBe(429);
    expect((await update({ apiRequestsPerMinute: null })).status).toBe(200);
    expect((await getWorkspace(workspace)).status).toBe(200);
  });

  it('of 0, which only an operator can set, refuses everything and shows no numbers', async () => {
    const workspace = await limitedWorkspace(0);
    const refused = await getWorkspace(workspace);
    expect(refused.status).toBe(429);
    expect(limitHeaders(refused)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

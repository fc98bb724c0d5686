import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LimitVerdict } from '../../src/domain/rate-limit/sliding-window.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { SequentialModel } from './sequential-model.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

interface Check {
  readonly identifier: string;
  readonly limit: number;
  readonly duration: number;
  readonly cost?: number;
}

interface Answer {
  readonly success: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
}

/** Without the checks that other tests make on every response: there are some ten thousand here. */
async function check(fields: Check): Promise<Answer> {
  const response = await harness.app.inject({
    method: 'POST',
    url: '/v2/ratelimit.limit',
    headers: { authorization: `Bearer ${workspace.rootKey}` },
    payload: { namespace: 'scenarios', ...fields },
  });
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json().data;
}

/** The start of the first window that begins after now. */
function nextWindowMs(duration: number): number {
  return (Math.floor(harness.clock.nowMs() / duration) + 1) * duration;
}

function newIdentifier(): string {
  return `user_${randomUUID()}`;
}

describe('a limit of 10', () => {
  const DURATION_MS = 60_000;
  /** High enough to use up any amount beforehand, because the counter does not know the limit. */
  const UNLIMITED = 1_000_000;

  it.each([
    { current: 0, previous: 0, percent: 0, cost: 1, success: true, remaining: 9 },
    { current: 0, previous: 0, percent: 50, cost: 1, success: true, remaining: 9 },
    { current: 0, previous: 0, percent: 99, cost: 1, success: true, remaining: 9 },
    { current: 9, previous: 0, percent: 0, cost: 1, success: true, remaining: 0 },
    { current: 9, previous: 0, percent: 99, cost: 1, success: true, remaining: 0 },
    { current: 10, previous: 0, percent: 0, cost: 0, success: true, remaining: 0 },
    { current: 10, previous: 0, percent: 99, cost: 0, success: true, remaining: 0 },
    { current: 10, previous: 0, percent: 0, cost: 1, success: false, remaining: 0 },
    { current: 10, previous: 0, percent: 99, cost: 1, success: false, remaining: 0 },
    { current: 5, previous: 10, percent: 50, cost: 1, success: false, remaining: 0 },
    { current: 5, previous: 10, percent: 99, cost: 1, success: true, remaining: 3 },
    { current: 0, previous: 0, percent: 0, cost: 100, success: false, remaining: 0 },
    { current: 0, previous: 0, percent: 99, cost: 100, success: false, remaining: 0 },
  ])(
    'after $current now and $previous before, at $percent %, for $cost: $success, $remaining left',
    async ({ current, previous, percent, cost, success, remaining }) => {
      const window = { identifier: newIdentifier(), duration: DURATION_MS };
      const startMs = nextWindowMs(DURATION_MS);
      harness.clock.set(startMs);
      await check({ ...window, limit: UNLIMITED, cost: previous });
      harness.clock.set(startMs + DURATION_MS);
      await check({ ...window, limit: UNLIMITED, cost: current });
      harness.clock.set(startMs + DURATION_MS + (DURATION_MS * percent) / 100);
      const reset = startMs + 2 * DURATION_MS;
      const answer = await check({ ...window, limit: 10, cost });
      expect(answer).toEqual({ success, limit: 10, remaining, reset });
      // Only what passed has been counted: as the window ends, all of it is still covered.
      harness.clock.set(reset);
      const look = await check({ ...window, limit: UNLIMITED, cost: 0 });
      expect(UNLIMITED - look.remaining).toBe(current + (success ? cost : 0));
    },
  );
});

interface Scenario {
  readonly limit: number;
  readonly durationMs: number;
  readonly windows: number;
  /** The requested amount, as a multiple of what the limit lets through. */
  readonly load: number;
}

const LOADS = [0.9, 1, 10];

const SCENARIOS: readonly Scenario[] = [
  ...[0.9, 1, 2].map((load) => ({ limit: 100, durationMs: 10_000, windows: 10, load })),
  { limit: 100, durationMs: 300_000, windows: 10, load: 0.9 },
  { limit: 10, durationMs: 60_000, windows: 10, load: 0.9 },
  ...LOADS.map((load) => ({ limit: 5, durationMs: 1000, windows: 50, load })),
  ...LOADS.map((load) => ({ limit: 5, durationMs: 5000, windows: 50, load })),
  ...LOADS.map((load) => ({ limit: 100, durationMs: 1000, windows: 10, load })),
  ...LOADS.map((load) => ({ limit: 100, durationMs: 5000, windows: 10, load })),
];

describe('an even stream of requests', () => {
  it.each(SCENARIOS)(
    'is judged one by one as by the model: $limit in $durationMs ms, at $load of that',
    async (scenario) => {
      const { seen, expected } = await run(scenario);
      expect(seen).toEqual(expected);
    },
  );
});

/** What the service and the model decide on the same requests of one identifier. */
async function run({ limit, durationMs, windows, load }: Scenario) {
  const perSecond = Math.max(1, Math.floor((limit * load * 1000) / durationMs));
  const seconds = Math.ceil((windows * durationMs) / 1000);
  const startMs = nextWindowMs(durationMs);
  const identifier = newIdentifier();
  const request = {
    scope: 'namespace' as const,
    workspaceId: workspace.id,
    name: 'scenarios',
    identifier,
    windowMs: durationMs,
    limit,
    cost: 1,
  };
  const model = new SequentialModel();
  const seen: LimitVerdict[] = [];
  const expected: LimitVerdict[] = [];
  for (let index = 0; index < perSecond * seconds; index++) {
    const nowMs = startMs + Math.floor((index * 1000) / perSecond);
    harness.clock.set(nowMs);
    const answer = await check({ identifier, limit, duration: durationMs });
    seen.push({ passed: answer.success, remaining: answer.remaining, resetMs: answer.reset });
    expected.push(...model.take([request], nowMs).verdicts);
  }
  return { seen, expected };
}

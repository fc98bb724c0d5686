import { missingEngine, startTestEngine, type TestAnalytics } from './analytics-engine.js';
import { type Harness, startHarness } from './harness.js';
import type { Workspace } from './seed.js';
import { recordUsage } from './usage.js';

export { missingEngine };

/** The whole service with an analytics engine of its own, which has its tables. */
export interface EngineHarness extends Harness {
  readonly engine: TestAnalytics;
  /** Records usage, and carries it to the engine. Days that are over are sealed. */
  recordAndDeliver(workspace: Workspace, usage: Parameters<typeof recordUsage>[2]): Promise<void>;
  deliver(): Promise<void>;
}

/**
 * Its clock shows the time of day, since engine and database remove what is old by their own clocks.
 */
export async function startEngineHarness(
  env: Readonly<Record<string, string>> = {},
): Promise<EngineHarness> {
  const engine = await startTestEngine();
  const { address } = engine;
  if (address.kind !== 'embedded') throw new Error('the engine of tests is the embedded one');
  const harness = await startHarness({ ...env, ANALYTICS_SOCKET: address.socketPath });
  harness.clock.set(Date.now());
  const { analyticsRelay, landing } = harness.deps;
  if (analyticsRelay === undefined) throw new Error('the service knows no engine');
  const deliver = async () => {
    while ((await analyticsRelay.turn()) < IDLE_MS);
  };
  await deliver();
  landing.start();
  await landing.stop();
  return {
    ...harness,
    engine,
    deliver,
    async recordAndDeliver(workspace, usage) {
      await recordUsage(harness, workspace, usage);
      await deliver();
    },
    async stop() {
      await harness.stop();
      await engine.stop();
    },
  };
}

/** A relay that has nothing to do waits at least so long. */
const IDLE_MS = 1000;

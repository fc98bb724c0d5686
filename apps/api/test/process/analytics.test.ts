import { describe, expect, it } from 'vitest';
import { missingEngine } from '../analytics-engine.js';
import { compareSums, envWithEngine, loadWithKills, untilLanding } from './analytics-kills.js';
import { freshDataDir, start } from './harness.js';

/**
 * Ten minutes by hand: ANALYTICS_KILLS=150 npx vitest run --project processes
 * test/process/analytics.test.ts
 */
const KILLS = Number(process.env['ANALYTICS_KILLS'] ?? 4);
const SEED = Number(process.env['ANALYTICS_SEED'] ?? 1);
const LIMIT_MS = 120_000 + KILLS * 30_000;

describe.skipIf(missingEngine !== undefined)('events of a service with the engine', () => {
  it(
    'are in the engine once, as the sums in PostgreSQL say, whatever was killed',
    async () => {
      const dataDir = await freshDataDir();
      const first = await start(envWithEngine(dataDir));
      await untilLanding(dataDir);
      await first.stop();
      const answers = await loadWithKills({ dataDir, seed: SEED, kills: KILLS });
      const delivered = await compareSums(dataDir);
      expect(delivered).toBeGreaterThan(0);
      // What was only in the memory of a killed process is lost to both.
      console.info(`${answers} answers, ${delivered} events in the engine, ${KILLS} kills`);
    },
    LIMIT_MS,
  );
});

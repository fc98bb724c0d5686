import { parseArgs } from 'node:util';
import { startQueryEngine } from './engine.js';
import { fuzzQueries } from './fuzz-queries.js';

/** Random queries as one of two workspaces, for as long as you like: `--cases 100000 --seed 7`. */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const nowMs = Date.now();
const [cases, seed] = [Number(values.cases), Number(values.seed)];
const engine = await startQueryEngine(nowMs);
const total = { answered: 0, failed: 0, refused: 0, leaks: 0 };
try {
  for (let from = 0; from < cases; from += 1000) {
    const count = Math.min(1000, cases - from);
    const outcome = await fuzzQueries({ engine, seed, from, count, nowMs });
    total.answered += outcome.answered;
    total.failed += outcome.failed;
    total.refused += outcome.refused;
    total.leaks += outcome.leaks.length;
    for (const leak of outcome.leaks) console.error(`LEAK ${leak}`);
    console.log(`${from + count} queries: ${JSON.stringify(total)}`);
  }
} finally {
  await engine.stop();
}
process.exitCode = total.leaks === 0 ? 0 : 1;

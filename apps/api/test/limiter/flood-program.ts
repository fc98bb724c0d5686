import type { LimitRequest } from '../../src/engine/limiter/limiter.js';
import { MemoryLimiter } from '../../src/engine/limiter/memory-limiter.js';

/** The program of `flood.test.ts`: so many identifiers, once each, past one that is blocked. */
const IDENTIFIERS = 5_000_000;
const CELLS_MAX = 1_000_000;
const START_MS = Date.UTC(2026, 0, 15, 12);

function requestOf(identifier: string, limit: number): LimitRequest {
  const name = 'rlns_flood';
  const scope = 'namespace';
  return { scope, workspaceId: 'ws_1', name, identifier, windowMs: 60_000, limit, cost: 1 };
}

const limiter = new MemoryLimiter({ cellsMax: CELLS_MAX });
const blocked = requestOf('blocked', 1);
limiter.take([blocked], START_MS);
let passedBlocked = 0;
for (let index = 0; index < IDENTIFIERS; index++) {
  limiter.take([requestOf(`flood_${index}`, 10)], START_MS);
  if (index % 1000 === 0 && limiter.take([blocked], START_MS).passed) passedBlocked += 1;
}
const { size, evictions } = limiter.counters;
process.stdout.write(JSON.stringify({ size, evictions, passedBlocked }));

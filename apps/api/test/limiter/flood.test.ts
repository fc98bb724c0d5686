import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** What a million counters and the program itself need; twice as many would not fit. */
const HEAP_MAX_MB = 500;

it('keeps within its memory, and the blocked blocked, when five million identifiers come', async () => {
  const program = fileURLToPath(new URL('./flood-program.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${HEAP_MAX_MB}`,
    ...['--import', 'tsx', program],
  ]);
  const { size, evictions, passedBlocked } = JSON.parse(stdout);
  expect(passedBlocked).toBe(0);
  expect(size).toBeLessThanOrEqual(1_000_000);
  expect(evictions).toBeGreaterThan(4_000_000);
}, 120_000);

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** Runs one of the floods in a process of its own, which crashes when it needs more memory. */
async function runFlood(name: string, { heapMaxMb }: { readonly heapMaxMb: number }) {
  const program = fileURLToPath(new URL('./flood-program.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${heapMaxMb}`,
    '--import',
    'tsx',
    program,
    name,
  ]);
  const { outcome, gcMaxMs } = JSON.parse(stdout);
  // Not asserted: it depends on the machine, and on what else runs there.
  process.stdout.write(`flood of ${name}: longest garbage collection ${gcMaxMs.toFixed(1)} ms\n`);
  return outcome;
}

describe('a limiter keeps within its memory, and keeps blocked identifiers blocked,', {
  timeout: 180_000,
}, () => {
  it('when five million identifiers come', async () => {
    const outcome = await runFlood('identifiers', { heapMaxMb: 300 });
    expect(outcome.blockedPassed).toBe(0);
    expect(outcome.size).toBeLessThanOrEqual(1_000_000);
    expect(outcome.evictions).toBeGreaterThan(4_000_000);
  });

  it('when identifiers are as long as they may be', async () => {
    const outcome = await runFlood('long identifiers', { heapMaxMb: 128 });
    expect(outcome).toEqual({ size: 250_000 });
  });

  it('when a million come, in a fifth of the capacity, while Redis is away', async () => {
    const outcome = await runFlood('without Redis', { heapMaxMb: 100 });
    expect(outcome.blockedPassed).toBe(0);
    expect(outcome.size).toBeLessThanOrEqual(200_000);
    expect(outcome.evictions).toBeGreaterThan(800_000);
  });

  it('when blocked identifiers are asked about four million times', async () => {
    const outcome = await runFlood('denials', { heapMaxMb: 64 });
    expect(outcome).toEqual({ size: 104, blockedPassed: 0 });
  });
});

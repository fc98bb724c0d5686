import { defineConfig } from 'vitest/config';

// Room for a machine that is busy: these tests start engines, and each of them maps half a gigabyte.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 300_000 } });

import { defineConfig } from 'vitest/config';

// Room for a machine that is busy: each of these tests makes clusters and starts servers.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });

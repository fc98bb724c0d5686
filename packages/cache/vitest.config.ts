import { defineConfig } from 'vitest/config';

// Room for a machine that is slow or busy: compilers, servers and workerd run in these tests.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });

import { defineConfig } from 'vitest/config';

// Long enough for a slow or busy machine: these tests run compilers, servers and workerd.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });

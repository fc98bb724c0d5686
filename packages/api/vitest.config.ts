import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { PACKAGE_VERSION: '"0.0.0-test"' },
  // Room for a machine that is busy: a generator and a compiler run in these tests.
  test: { testTimeout: 30_000, hookTimeout: 60_000 },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // These tests are about servers of their own.
    env: { TEST_DATABASE_URL: '' },
  },
});

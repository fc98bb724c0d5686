import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    // The first run of a machine installs and builds what the pages need.
    hookTimeout: 300_000,
  },
});

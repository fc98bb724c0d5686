import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['source', 'node', 'development|production'] };

/** The tests in `test` drive a browser, which opens the pages that the built service serves. */
export default defineConfig({
  test: {
    projects: [
      { resolve, test: { name: 'code', include: ['src/**/*.test.ts'] } },
      {
        resolve,
        test: {
          name: 'browser',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/global-setup.ts'],
          // Nothing is kept in modules but the connection to the browser, which all files share.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

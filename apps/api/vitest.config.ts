import { defineConfig } from 'vitest/config';

/** Tests that start the service, or other programs, and mostly wait for them. */
const processes = [
  'test/{process,faults,docs}/**/*.test.ts',
  'test/limiter/{flood,several-processes}.test.ts',
];
const limits = { testTimeout: 30_000, hookTimeout: 60_000 };

/**
 * Without isolation, because most files start the whole service in their own process, and loading
 * it takes longer than their tests do. Nothing in the service is kept in modules, so that files
 * share nothing but its code.
 */
const shared = { isolate: false };

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    projects: [
      {
        test: {
          ...limits,
          ...shared,
          name: 'code',
          include: ['src/**/*.test.ts', 'migrations/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: processes,
        },
      },
      { test: { ...limits, ...shared, name: 'processes', include: processes } },
    ],
  },
});

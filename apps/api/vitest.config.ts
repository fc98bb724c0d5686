import { defineConfig } from 'vitest/config';

/** Tests that start the service, or other programs, and mostly wait for them. */
const processes = [
  'test/{process,faults,docs,three}/**/*.test.ts',
  'test/limiter/{flood,several-processes}.test.ts',
  'test/fuzz/fuzz.test.ts',
];
/** Programs in other languages, which ask the built service. */
const languages = ['test/compat/{go,generated,programs,python}/*.test.ts'];
/**
 * The conditions that Vite has by itself, and `source`: the contract is read from its sources,
 * because its build may be older than the definition that a test is about.
 */
const contractFromSource = {
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
};
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
        ...contractFromSource,
        test: {
          ...limits,
          ...shared,
          name: 'code',
          include: ['src/**/*.test.ts', 'migrations/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...processes, ...languages],
        },
      },
      {
        ...contractFromSource,
        test: { ...limits, ...shared, name: 'processes', include: processes },
      },
      {
        ...contractFromSource,
        // The first run installs and builds what the programs need.
        test: {
          ...shared,
          testTimeout: 120_000,
          hookTimeout: 600_000,
          name: 'languages',
          include: languages,
        },
      },
    ],
  },
});

import { startService, startTestPostgres } from '@unlatch/testkit';
import type { TestProject } from 'vitest/node';
import { findToolchains, type Toolchains } from './toolchains.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** One for all pages. Tests that need it away put a proxy in between. */
    service: { url: string; rootKey: string };
    toolchains: Toolchains;
  }
}

/** The name is vitest's. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('toolchains', await findToolchains());
  const postgres = await startTestPostgres();
  try {
    const service = await startService({ adminUrl: postgres.adminUrl });
    project.provide('service', { url: service.url, rootKey: service.rootKey });
    return async () => {
      try {
        await service.stop();
      } finally {
        await postgres.stop();
      }
    };
  } catch (error) {
    // After a failed setup vitest does not call a teardown.
    await postgres.stop();
    throw error;
  }
}

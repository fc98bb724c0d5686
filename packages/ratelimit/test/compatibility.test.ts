import { compileExamples, type RunningService, runExample, startService } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PUBLISHED, programs } from './published-programs.js';

const readme = new URL('../README.md', import.meta.url);
const OURS = '@unlatch/ratelimit';

interface Program {
  run(baseUrl: string, rootKey: string, namespace: string): Promise<unknown>;
}

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  // One of the programs logs an error that it causes on purpose.
  vi.spyOn(console, 'error').mockReturnValue();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await service?.stop();
});

const runWith = async (library: string, source: string, namespace: string) => {
  const program = await runExample<Program>(readme, source.replaceAll(PUBLISHED, library));
  return program.run(service.url, service.rootKey, namespace);
};

describe('a program for @unkey/ratelimit 2.1.4', () => {
  test('compiles after changing the import', () => {
    const sources = programs.map(([, source]) => source);
    expect(compileExamples(readme, sources)).toEqual([]);
    const moved = sources.map((source) => source.replaceAll(PUBLISHED, OURS));
    expect(compileExamples(readme, moved)).toEqual([]);
  });

  test.each(programs)('gets the same answers from the service: %s', async (name, source) => {
    const published = await runWith(PUBLISHED, source, `published ${name}`);
    expect(await runWith(OURS, source, `ours ${name}`)).toEqual(published);
  });
});

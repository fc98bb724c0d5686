import {
  compileExamples,
  type RunningService,
  readExamples,
  runExample,
  startService,
} from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ratelimiter } from '../src/index.js';

const readme = new URL('../README.md', import.meta.url);
const [first, batch, failure, async, overrides, without] = readExamples(readme);
let service: RunningService;

beforeAll(async () => {
  service = await startService();
  vi.stubEnv('UNLATCH_URL', service.url);
  vi.stubEnv('UNKEY_ROOT_KEY', service.rootKey);
  // The examples print lines, one of them a warning.
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await service?.stop();
});

function run<Exports>(example: string | undefined): Promise<Exports> {
  const source = (example ?? '')
    .replace('http://localhost:7070', service.url)
    // So long that no window ends during the test.
    .replace(/duration: '1[mh]'/g, "duration: '30d'");
  return runExample<Exports>(readme, source);
}

describe('the examples in the README', () => {
  test('compile against the built package', () => {
    const examples = readExamples(readme);
    expect(examples).toHaveLength(6);
    expect(compileExamples(readme, examples)).toEqual([]);
  });

  test('would not compile with a mistake in them', () => {
    const broken = readExamples(readme).map((example) =>
      example.replace('namespace:', 'nameplace:'),
    );
    expect(compileExamples(readme, broken).length).toBeGreaterThanOrEqual(broken.length);
  });

  test('do what their comments say', async () => {
    const passes = [true, true, true, true, true, false];
    expect(await run(first)).toMatchObject({ results: passes });
    const { handle } = await run<{ handle(user: string): Promise<Response> }>(batch);
    const responses = [await handle('user_1'), await handle('user_1')];
    expect(responses.map(({ status }) => status)).toEqual([200, 429]);
    expect(responses[1]?.headers.get('RateLimit-Limit')).toBe('1000');
    expect(await run(failure)).toMatchObject({
      result: { success: true, error: { code: 'client/connection_failed' } },
    });
    expect(await run(async)).toMatchObject({ sources: ['server', 'local', 'local'] });
    expect(await run(overrides)).toMatchObject({ limit: 100 });
    const { createLimiter } = await run<{ createLimiter(key?: string): Ratelimiter }>(without);
    expect(await createLimiter().limit('user_1')).toMatchObject({ success: true });
  });
});

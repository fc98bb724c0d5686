import { readExamples, runExample } from '@unlatch/testkit';
import { serviceForExamples, testThatExamplesCompile } from '@unlatch/testkit/readme-tests';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Ratelimiter } from '../src/index.js';

const readme = new URL('../README.md', import.meta.url);
const [first, batch, failure, async, overrides, without] = readExamples(readme);
const running = serviceForExamples();

beforeAll(() => {
  // The examples talk, and one warns.
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterAll(() => {
  vi.restoreAllMocks();
});

function run<Exports>(example: string | undefined): Promise<Exports> {
  const source = (example ?? '')
    .replace('http://localhost:7070', running.service.url)
    // So long that no window ends in the middle.
    .replace(/duration: '1[mh]'/g, "duration: '30d'");
  return runExample<Exports>(readme, source);
}

testThatExamplesCompile({ readme, count: 6, mistake: ['namespace:', 'nameplace:'] });

describe('the examples in the README', () => {
  test('do what the comments beside them say', async () => {
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

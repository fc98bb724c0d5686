import type ts from 'typescript';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SeededKeys, seedKeys } from './keys.js';
import { diagnoseExamples, readExamples, runExample } from './readme.js';
import { type RunningService, startService } from './service.js';

interface CompiledReadme {
  readonly readme: URL;
  /** How many examples there are, so that none is overlooked. */
  readonly count: number;
  /** Replaced in each example, it makes a mistake. At least one example must have it. */
  readonly mistake: readonly [text: string | RegExp, mistaken: string];
  readonly compilerOptions?: ts.CompilerOptions;
}

/** Tests that the examples compile against the built package, and that a mistake would be found. */
export function testThatExamplesCompile({
  readme,
  count,
  mistake: [text, mistaken],
  compilerOptions,
}: CompiledReadme): void {
  const examples = readExamples(readme);

  // All in one program, since the compiler takes seconds to begin.
  test('the examples in the README compile, and would not with a mistake in them', () => {
    expect(examples).toHaveLength(count);
    const broken = examples
      .map((example) => example.replaceAll(text, mistaken))
      .filter((example, index) => example !== examples[index]);
    expect(broken).not.toHaveLength(0);
    const found = diagnoseExamples(readme, [...examples, ...broken], compilerOptions);
    expect(found.filter(({ example = 0 }) => example < count)).toEqual([]);
    const complainedAbout = new Set(found.map(({ example }) => example));
    expect(complainedAbout).toEqual(new Set(broken.map((_, index) => count + index)));
  }, 120_000);
}

export interface ServiceForExamples {
  readonly service: RunningService;
  readonly keys: SeededKeys;
}

/** A service for the tests of this file, which the examples find in the environment. */
export function serviceForExamples(): ServiceForExamples {
  let started: ServiceForExamples | undefined;
  beforeAll(async () => {
    const service = await startService();
    vi.stubEnv('UNLATCH_ROOT_KEY', service.rootKey);
    vi.stubEnv('UNLATCH_URL', service.url);
    started = { service, keys: await seedKeys(service) };
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await started?.service.stop();
  });
  const current = (): ServiceForExamples => {
    if (started === undefined) throw new Error('the service runs only during tests');
    return started;
  };
  return {
    get service() {
      return current().service;
    },
    get keys() {
      return current().keys;
    },
  };
}

interface GuardedApp {
  /** The status of a request that the example guards. */
  statusFor(headers: Record<string, string>): Promise<number>;
  close?(): Promise<unknown>;
}

/** Tests that each example lets a good key in and no other. `open` makes an app of its exports. */
export function testThatExamplesGuard<Exports>(
  readme: URL,
  running: ServiceForExamples,
  open: (exports: Exports) => GuardedApp | Promise<GuardedApp>,
): void {
  const numbered = readExamples(readme).map((example, index) => [index + 1, example] as const);
  test.each(numbered)(
    'example %i in the README lets a good key in and no other',
    async (_, example) => {
      const app = await open(await runExample<Exports>(readme, example));
      const statusWith = (key: string) =>
        app.statusFor({ authorization: `Bearer ${key}`, 'x-api-key': key });
      expect(await statusWith(running.keys.valid)).toBe(200);
      expect(await statusWith('unknown')).toBe(401);
      expect(await app.statusFor({})).toBe(401);
      await app.close?.();
    },
  );
}

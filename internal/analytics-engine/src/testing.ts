import { defaultEngineDirectory, findEngine } from './install/find-engine.js';
import { installEngine } from './install/install-engine.js';

export type TestEngine =
  | { readonly kind: 'found'; readonly moduleDirectory: string }
  | { readonly kind: 'missing'; readonly reason: string };

/**
 * The engine for tests. `UNLATCH_TEST_CHDB` names a folder that has it, or is `none`. Otherwise it is installed
 * once for this user, in the same place as for `npm start`. Where that is impossible, tests that
 * need it are skipped, and say why. In CI, where `CI` is set, that is a failure.
 */
export async function findTestEngine(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<TestEngine> {
  const named = environment['UNLATCH_TEST_CHDB'];
  if (named === 'none') return { kind: 'missing', reason: 'UNLATCH_TEST_CHDB is none' };
  const reason = named ? await reasonAgainst(named) : await installOnce(environment);
  if (reason === undefined) {
    return { kind: 'found', moduleDirectory: named || defaultEngineDirectory(environment) };
  }
  if (environment['CI'] || named) throw new Error(`the tests need the analytics engine: ${reason}`);
  return { kind: 'missing', reason };
}

async function reasonAgainst(directory: string): Promise<string | undefined> {
  const found = await findEngine(directory);
  return found.available ? undefined : found.message;
}

async function installOnce(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  try {
    const found = await installEngine({ directory: defaultEngineDirectory(environment) });
    return found.available ? undefined : found.message;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

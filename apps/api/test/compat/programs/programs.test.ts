import { fileURLToPath } from 'node:url';
import {
  findGo,
  findPython,
  isSkipped,
  makePythonEnvironment,
  neededBy,
  type RunningService,
  startService,
} from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runToSuccess } from '../run-program.js';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const PYTHON = findPython();
const GO = findGo();

/** The three programs do the same, so they print the same. */
const PRINTED = [
  'the customer exists: 409',
  'created a key that begins with weather_',
  'reports.read: VALID, 1 credits, belongs to the customer',
  'reports.write: INSUFFICIENT_PERMISSIONS, 1 credits, belongs to the customer',
  'reports.read: VALID, 0 credits, belongs to the customer',
  'reports.read: USAGE_EXCEEDED, 0 credits, belongs to the customer',
  'request 1: allowed, 1 left',
  'request 2: allowed, 0 left',
  'request 3: refused, 0 left',
  'the API has 5 keys',
  'the old key: EXPIRED',
  'the new key is gone: 404',
  '',
].join('\n');

let service: RunningService;
beforeAll(async () => {
  service = await startService({ adminUrl: inject('adminUrl') });
});
afterAll(() => service.stop());

/** Only the address of the server differs from what the programs have in production. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const env = { UNKEY_URL: service.url, UNKEY_ROOT_KEY: service.rootKey };
  return runToSuccess(program, args, { cwd: FOLDER, env: { ...env, GOTOOLCHAIN: 'local' } });
}

describe('a program that was written for Unkey works with another server URL', () => {
  it('in TypeScript, with @unkey/api', async () => {
    expect(await run(process.execPath, ['--import', 'tsx', 'program.ts'])).toBe(PRINTED);
  });

  it.skipIf(isSkipped(PYTHON))(`in Python, with unkey.py${neededBy(PYTHON)}`, async () => {
    const requirements = fileURLToPath(new URL('../python/requirements.txt', import.meta.url));
    expect(await run(await makePythonEnvironment(requirements), ['-B', 'program.py'])).toBe(
      PRINTED,
    );
  });

  it.skipIf(isSkipped(GO))(`in Go, with net/http${neededBy(GO)}`, async () => {
    expect(await run('go', ['run', 'program.go'])).toBe(PRINTED);
  });
});

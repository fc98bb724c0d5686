import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  findPython,
  isSkipped,
  makePythonEnvironment,
  neededBy,
  type RunningService,
  startService,
} from '@unlatch/testkit';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { missingEngine, startTestEngine, type TestAnalytics } from '../../analytics-engine.js';
import { CONTRACT_FILE, REFERENCE_FILE, SHARED_OPERATIONS } from '../operations.js';
import { run } from '../run-program.js';
import { seedRootKeys } from '../seeded-root-keys.js';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const FILES = readdirSync(FOLDER).filter((file) => /^test_.*\.py$/.test(file));
const PYTHON = findPython();

/** What `conftest.py` writes. */
interface Report {
  readonly outcomes: readonly { readonly test: string; outcome: string; readonly why: string }[];
  /** How each operation was called that answered with the type that the client declares. */
  readonly called: Readonly<Record<string, readonly string[]>>;
}

describe.skipIf(isSkipped(PYTHON) || missingEngine !== undefined)(
  `unkey.py 3.2.2${neededBy(PYTHON)}`,
  () => {
    let report: Report;
    beforeAll(async () => {
      const python = await makePythonEnvironment(join(FOLDER, 'requirements.txt'));
      const engine = await startTestEngine();
      const service = await startService({ adminUrl: inject('adminUrl'), env: envFor(engine) });
      try {
        await untilQueried(service);
        report = await runTests(python, service);
      } finally {
        await service.stop();
        await engine.stop();
      }
    });

    it.each(FILES)('passes all tests of %s', (file) => {
      const outcomes = report.outcomes.filter(({ test }) => test.split('::')[0] === file);
      expect(outcomes.length).toBeGreaterThan(0);
      const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
      expect(failed.map(({ test, why }) => `${test}\n${why}`).join('\n\n')).toBe('');
    });

    it.each(SHARED_OPERATIONS)('gets the typed result of %s, blocking and awaited', (operation) => {
      expect(report.called[operation]).toEqual(['async', 'sync']);
    });
  },
);

function envFor({ address }: TestAnalytics) {
  if (address.kind !== 'embedded') throw new Error('the engine of tests is the embedded one');
  return { ANALYTICS: 'on', ANALYTICS_SOCKET: address.socketPath };
}

/** The service makes the tables of the engine some seconds after its start. Until then it says 412. */
async function untilQueried({ url, rootKey }: RunningService): Promise<void> {
  const query = 'SELECT count() AS n FROM key_verifications_v1';
  for (let status = 412; status === 412; ) {
    const answer = await fetch(`${url}/v2/analytics.getVerifications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    status = answer.status;
    await delay(200);
  }
}

async function runTests(python: string, service: RunningService): Promise<Report> {
  const scratch = await mkdtemp(join(tmpdir(), 'unlatch-test-python-'));
  const reportFile = join(scratch, 'report.json');
  const { powerless, limited } = await seedRootKeys(service.databaseUrl ?? '');
  const env = {
    PYTHONDONTWRITEBYTECODE: '1',
    CONTRACT: CONTRACT_FILE,
    REFERENCE: REFERENCE_FILE,
    REPORT: reportFile,
    UNLATCH_URL: service.url,
    UNLATCH_ROOT_KEY: service.rootKey,
    POWERLESS_ROOT_KEY: powerless,
    LIMITED_ROOT_KEY: limited,
  };
  try {
    // Pytest would keep its cache in the repository.
    const args = ['-m', 'pytest', '-q', '--tb=short', '-p', 'no:cacheprovider'];
    const { text } = await run(python, args, { cwd: FOLDER, env });
    const written = await readFile(reportFile, 'utf8').catch(() => undefined);
    if (written === undefined) throw new Error(`pytest left no report; it printed:\n${text}`);
    return JSON.parse(written);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

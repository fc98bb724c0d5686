import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installEngineBeside } from '../../../tools/launch/analytics-engine.mjs';

let folder;
let lines;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'launch-engine-test-'));
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((text) => lines.push(...text.split('\n')));
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A program in place of npm. */
function useNpm(script) {
  writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(folder, 'npm'), 0o755);
  vi.stubEnv('PATH', [folder, process.env.PATH].join(path.delimiter));
}

test.each([{ ANALYTICS: 'off' }, { CLICKHOUSE_URL: 'http://clickhouse:8123' }])(
  'nothing is installed and nothing is said with %o',
  async (env) => {
    useNpm('exit 1');
    await installEngineBeside({ ...env, XDG_CACHE_HOME: folder }).done;
    expect(lines).toEqual([]);
  },
);

test('without a network the service is told to run on, in two calm lines', async () => {
  useNpm('echo "npm error code ENOTFOUND" >&2\necho "npm error a long story" >&2\nexit 1');
  await installEngineBeside({ XDG_CACHE_HOME: folder }).done;
  expect(lines).toEqual([
    expect.stringMatching(/^Installing the analytics engine beside the service, once: \d+ MB to /),
    'The analytics engine could not be installed: npm error code ENOTFOUND',
    expect.stringMatching(/^The service runs without it; the next start tries again\./),
  ]);
});

test('a stop of the launcher ends the installation without a word', async () => {
  useNpm('sleep 600');
  const engine = installEngineBeside({ XDG_CACHE_HOME: folder });
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  await engine.stop();
  expect(lines).toHaveLength(1);
});

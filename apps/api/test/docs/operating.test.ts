import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { call, freshDataDir, start } from '../process/harness.js';
import { readExamples } from './page.js';
import { runInBash } from './shell.js';

const PAGE = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8');

/** The blocks, as they stand, whose text matches. */
function blocksWith(pattern: RegExp): readonly string[] {
  return readExamples(PAGE)
    .map(({ script }) => script)
    .filter((script) => pattern.test(script));
}

it('every block of docs/operating.md that uses psql works by itself, without a question', async () => {
  const dataDir = await freshDataDir();
  await start({ DATA_DIR: dataDir });
  const blocks = blocksWith(/psql /);
  expect(blocks.length).toBeGreaterThan(3);
  // Each in a shell of its own, without the password of the block before.
  for (const block of blocks) await runInBash([block], {}, path.dirname(dataDir));
}, 60_000);

it('the way back in that docs/operating.md describes gives a root key that works', async () => {
  const dataDir = await freshDataDir();
  const service = await start({ DATA_DIR: dataDir });
  const [block = ''] = blocksWith(/export UNLATCH_ROOT_KEY=unkey_/);
  const show = 'echo "$UNLATCH_ROOT_KEY"';
  // As when the first one was lost: it was made by the service.
  const [, shown] = await runInBash([block, show], {}, path.dirname(dataDir));
  const rootKey = shown?.stdout ?? '';
  expect((await call({ ...service, rootKey }, 'apis.listApis', {})).status).toBe(200);
}, 60_000);

it('the commands of docs/operating.md for metrics work in two terminals', async () => {
  const dataDir = await freshDataDir();
  const cwd = path.dirname(dataDir);
  const [first = '', second = ''] = blocksWith(/metrics-token/);
  const [makeToken = '', npmStart = ''] = first.trim().split('\n');
  await runInBash([makeToken], {}, cwd);
  expect(npmStart).toBe('METRICS_TOKEN_FILE=$PWD/metrics-token npm start');
  const service = await start({
    DATA_DIR: dataDir,
    METRICS_TOKEN_FILE: path.join(cwd, 'metrics-token'),
  });
  const [outcome] = await runInBash(
    [second.replace('http://127.0.0.1:7070', service.url)],
    {},
    cwd,
  );
  expect(outcome).toMatchObject({
    statuses: [200],
    stdout: expect.stringContaining('unlatch_build_info'),
  });
}, 60_000);

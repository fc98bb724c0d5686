import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type RunningService, readBlocks, startService } from '@unlatch/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApp, readme, readmeCommands, startOnNode } from './start-on-node.js';

let service: RunningService;
let app: RunningApp;

beforeAll(async () => {
  service = await startService();
  app = await startOnNode({ UNLATCH_ROOT_KEY: service.rootKey, UNLATCH_URL: service.url });
});
afterAll(async () => {
  await app?.stop();
  await service?.stop();
});

test('the commands build packages that exist, with the pnpm of the repository', () => {
  const root: { packageManager: string; scripts: Record<string, string> } = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  );
  // Without the hash, which npx does not know.
  const [pnpm] = root.packageManager.split('+');
  const commands = readmeCommands().join('\n');
  expect(commands).toContain(`npx --yes ${pnpm} install\n`);
  expect(commands).toContain(`npx --yes ${pnpm} build\n`);
  expect(Object.keys(root.scripts)).toEqual(expect.arrayContaining(['start', 'build']));
});

test('the commands to try it print what the page shows', () => {
  const script = readmeCommands()
    .filter((block) => block.includes('curl'))
    .join('\n')
    .replaceAll('http://localhost:3000', app.url);
  const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      UNLATCH_URL: service.url,
      UNLATCH_ROOT_KEY: service.rootKey,
    },
  });
  const shown = readBlocks(readme, 'json', 'text').join('');
  expect(withoutIds(printed)).toBe(withoutIds(shown));
});

/** The output without line ends, as answers come without them, and without ids of requests. */
function withoutIds(output: string): string {
  return output.replace(/req_[\w.]+/g, 'req').replaceAll('\n', '');
}

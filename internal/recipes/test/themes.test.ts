import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Unkey } from '@unlatch/api';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import {
  emptyFolder,
  launch,
  projectFolder,
  type RunningApp,
  run,
  startApp,
  writeFiles,
} from './app.js';
import { type Page, printedBelow, readRecipe } from './page.js';

const { url, rootKey } = inject('service');
const settings = { UNLATCH_URL: url, UNLATCH_ROOT_KEY: rootKey };
const unkey = new Unkey({ serverURL: url, rootKey });

async function prepare(name: string): Promise<{ page: Page; folder: string }> {
  const page = readRecipe(name);
  const folder = projectFolder(name);
  await emptyFolder(folder);
  await writeFiles(folder, page.files);
  return { page, folder };
}

async function startTheme(name: string): Promise<{ app: RunningApp; folder: string; page: Page }> {
  const { page, folder } = await prepare(name);
  const app = await startApp(page.commands('Start'), { folder, env: settings });
  onTestFinished(() => app.stop());
  return { app, folder, page };
}

test.each([
  'tiered-plans',
  'usage-based-billing',
  'temporary-keys',
  'environments',
  'per-user-limits',
])('the program of %s prints what the page shows', async (name) => {
  const { page, folder } = await prepare(name);
  const printed = await run(page.commands('Run'), { folder, env: settings });
  expect(printed).toBe(printedBelow(page, 'Run').join(''));
});

describe('the endpoint of ai-credits', () => {
  async function buyer(remaining: number) {
    const { data: api } = await unkey.apis.createApi({ name: 'Model' });
    const { data } = await unkey.keys.createKey({ apiId: api.apiId, credits: { remaining } });
    const balance = async () =>
      (await unkey.keys.getKey({ keyId: data.keyId })).data.credits?.remaining;
    return { key: data.key, balance };
  }

  async function complete(app: RunningApp, key: string, prompt: string) {
    const response = await fetch(`${app.url}/complete`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt }),
    });
    return { status: response.status, text: await response.text() };
  }

  test('takes what an answer costs, nothing for a failure, and never more than there is', async () => {
    const { app } = await startTheme('ai-credits');
    const { key, balance } = await buyer(110);

    const { status, text } = await complete(app, key, 'one two three');
    expect({ status, answer: JSON.parse(text) }).toEqual({
      status: 200,
      answer: { text: 'three two one', tokens: 3, creditsLeft: 107 },
    });
    expect(await balance()).toBe(107);

    expect((await complete(app, key, '')).status).toBe(500);
    expect(await balance()).toBe(107);

    // Each reserves 100, so at no moment can two of them run.
    const prompts = Array.from({ length: 8 }, () => complete(app, key, 'word '.repeat(50).trim()));
    const answers = await Promise.all(prompts);
    const served = answers.filter((answer) => answer.status === 200).length;
    expect(answers.every((answer) => [200, 429].includes(answer.status))).toBe(true);
    expect(served).toBe(1);
    expect(await balance()).toBe(57);
    expect((await complete(app, key, 'one')).text).toContain('USAGE_EXCEEDED');
  });
});

describe('the command line of cli-login', () => {
  test('gets a key of the user who confirms its code, once, in a file only they can read', async () => {
    const { app, folder, page } = await startTheme('cli-login');
    const env = { ...settings, SITE_URL: app.url, HOME: folder };
    const login = launch(page.commands('Command line'), { folder, env });
    onTestFinished(() => login.kill());
    const userCode = await vi.waitFor(() => codeIn(login.output()), { timeout: 30_000 });

    const stranger = await confirm(app, userCode, 'session-of-eve');
    expect(stranger).toBe(401);
    expect(await confirm(app, 'BBBBBBBB', 'session-of-ada')).toBe(404);
    expect(await confirm(app, userCode, 'session-of-ada')).toBe(200);
    // Another user cannot take over a login that is confirmed.
    expect(await confirm(app, userCode, 'session-of-ada')).toBe(404);
    expect(await login.exitCode, login.output()).toBe(0);

    const file = join(folder, '.config', 'shop', 'key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { data } = await unkey.keys.verifyKey({ key: await readFile(file, 'utf8') });
    expect(data).toMatchObject({ valid: true, identity: { externalId: 'user_ada' } });
  });

  function codeIn(output: string): string {
    const [, code] = /the code ([A-Z]{8})\n/.exec(output) ?? [];
    if (code === undefined) throw new Error(`there is no code in: ${output}`);
    return code;
  }

  async function confirm(app: RunningApp, userCode: string, session: string): Promise<number> {
    const { status } = await fetch(`${app.url}/device/confirm`, {
      method: 'POST',
      headers: { cookie: `session=${session}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userCode }),
    });
    return status;
  }
});

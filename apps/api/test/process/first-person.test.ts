import { expect, inject, it } from 'vitest';
import { freshDataDir, start } from './harness.js';
import { runCommand as unlatch } from './run-command.js';

const PASSWORD = 'four words are long enough';
const LINK = /^ {2}(http:\/\/localhost:\d+)\/setup#([\w-]{24})$/m;

/** What a browser does with a page of the service. */
async function fromPage(base: string, name: string, body: unknown, headers = {}) {
  return fetch(`${base.replace('localhost', '127.0.0.1')}/ui/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify(body),
  });
}

const owner = { email: 'owner@example.com', name: 'Owner', password: PASSWORD };

it('a start without people shows a link that works once, and a later start shows none', async () => {
  const dataDir = await freshDataDir();
  const first = await start({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' });
  await first.line(/\/setup#/);
  const earlier = LINK.exec(first.stdout())?.[2] ?? '';
  expect(first.stderr()).not.toContain(earlier);
  await first.stop();

  const second = await start({ DATA_DIR: dataDir });
  await second.line(/\/setup#/);
  const [, base = '', token = ''] = LINK.exec(second.stdout()) ?? [];
  const redeem = (by: string) => fromPage(base, 'login.redeemSetupLink', { ...owner, token: by });
  expect((await redeem(earlier)).status).toBe(410);
  const redeemed = await redeem(token);
  expect(redeemed.status).toBe(200);
  expect((await redeem(token)).status).toBe(410);

  const cookie = redeemed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await second.stop();
  const third = await start({ DATA_DIR: dataDir });
  await third.line(/listens on/);
  expect(third.stdout()).not.toContain('/setup#');
  // The session outlives the process.
  const url = /listens on (\S+)/.exec(third.stdout())?.[1] ?? '';
  const status = await fromPage(url, 'login.getStatus', {}, { cookie });
  const { data } = (await status.json()) as { data: { session: { user: object } | null } };
  expect(data.session?.user).toMatchObject({ email: owner.email });
}, 120_000);

it('several workers show one link, and the operator makes another and ends waits', async () => {
  const env = { WORKERS: '2', ALLOW_LOCAL_COUNTERS: 'true' };
  const service = await start(env, inject('adminUrl'));
  await service.line(/\/setup#/);
  expect(service.stdout().match(/\/setup#/g)).toHaveLength(1);
  const [, base = '', token = ''] = LINK.exec(service.stdout()) ?? [];
  expect((await fromPage(base, 'login.redeemSetupLink', { ...owner, token })).status).toBe(200);

  const database = { DATABASE_URL: service.databaseUrl ?? '' };
  const made = await unlatch(['admin', 'setup-link'], database);
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  const other = /\/setup#([\w-]{24})$/m.exec(made.stdout)?.[1] ?? '';
  const second = { ...owner, email: 'second@example.com', token: other };
  expect((await fromPage(base, 'login.redeemSetupLink', second)).status).toBe(200);

  const wrong = { email: owner.email, password: 'wrong' };
  const tries = [];
  for (let count = 0; count < 6; count++) {
    tries.push((await fromPage(base, 'login.withPassword', wrong)).status);
  }
  expect(tries).toEqual([401, 401, 401, 401, 401, 429]);
  expect(await unlatch(['admin', 'unlock', owner.email], database)).toMatchObject({ exitCode: 0 });
  const right = { email: owner.email, password: PASSWORD };
  expect((await fromPage(base, 'login.withPassword', right)).status).toBe(200);
  const unknown = await unlatch(['admin', 'unlock', 'nobody@example.com'], database);
  expect(unknown.exitCode).toBe(1);
}, 120_000);

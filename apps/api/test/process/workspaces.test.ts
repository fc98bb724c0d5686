import type { RunningService } from '@unlatch/testkit';
import { describe, expect, it } from 'vitest';
import { call, freshDataDir, newApi, start } from './harness.js';
import { runCommand } from './run-command.js';
import { REQUESTS_MAX, sameDatabase, startTwo } from './start-two.js';

/** The id and the root key of a workspace that the command creates. */
async function createWorkspace(env: Readonly<Record<string, string>>, name: string) {
  const { exitCode, stdout } = await runCommand(['create-workspace', name], env);
  expect(exitCode).toBe(0);
  const [, id = ''] = /workspace (ws_\w+) with the name "/.exec(stdout) ?? [];
  const rootKey = stdout.trim().split('\n').at(-1) ?? '';
  expect(rootKey).toMatch(/^unkey_\w{20,22}$/);
  return { id, rootKey, stdout };
}

const statusAt = async ({ url }: RunningService, rootKey: string) =>
  (await call({ url, rootKey }, 'keys.verifyKey', { key: 'unknown' })).status;

describe('two processes and several workspaces', { timeout: 120_000 }, () => {
  it('both serve a new workspace at once, and neither serves it once it is deleted', async () => {
    const [first, second] = await startTwo();
    const env = sameDatabase(first);
    const { id, rootKey } = await createWorkspace(env, 'Weather Inc');
    const apiId = await newApi({ ...first, rootKey });
    const made = await call({ url: second.url, rootKey }, 'keys.createKey', { apiId });
    for (const { url } of [first, second]) {
      const verified = await call({ url, rootKey }, 'keys.verifyKey', { key: made.data.key });
      expect(verified.data.code).toBe('VALID');
      // The key belongs to the other workspace, so it does not exist here.
      const elsewhere = await call({ ...first, url }, 'keys.verifyKey', { key: made.data.key });
      expect(elsewhere.data.code).toBe('NOT_FOUND');
    }

    const preview = await runCommand(['delete-workspace', id], env);
    expect(preview.exitCode).toBe(1);
    expect(preview.stdout).toContain('1 API, 1 key and 1 root key.');
    expect(preview.stdout).toContain(`unlatch delete-workspace ${id} --confirm ${id}`);
    const mistyped = await runCommand(['delete-workspace', id, '--confirm', 'ws_other'], env);
    expect(mistyped.exitCode).toBe(1);
    for (const service of [first, second]) expect(await statusAt(service, rootKey)).toBe(200);

    const deleted = await runCommand(['delete-workspace', id, '--confirm', id], env);
    expect(deleted).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(id) });
    for (const service of [first, second]) {
      const statuses: number[] = [];
      do statuses.push(await statusAt(service, rootKey));
      while (statuses.at(-1) === 200 && statuses.length < REQUESTS_MAX);
      expect(statuses.at(-1)).toBe(401);
      expect(await statusAt(service, rootKey)).toBe(401);
      expect(await statusAt(service, service.rootKey)).toBe(200);
    }
    const listed = await runCommand(['list-workspaces'], env);
    const lines = listed.stdout.trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^ws_\w+\tlive\t/);
    expect(lines[1]).toMatch(new RegExp(`^${id}\tdeleted \\d{4}-\\d\\d-\\d\\d\t.*\tWeather Inc$`));
    const again = await runCommand(['delete-workspace', id, '--confirm', id], env);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('It was deleted before.');
  });

  it('are told apart by name only for people: two may have one name', async () => {
    const [service] = await startTwo();
    const env = sameDatabase(service);
    const [one, two] = [await createWorkspace(env, 'Same'), await createWorkspace(env, 'Same')];
    expect(one.id).not.toBe(two.id);
    const shown = async (rootKey: string) =>
      (await call({ url: service.url, rootKey }, 'workspace.getWorkspace', {})).data;
    expect(await shown(one.rootKey)).toMatchObject({ id: one.id, name: 'Same' });
    expect(await shown(two.rootKey)).toMatchObject({ id: two.id, name: 'Same' });
    const audit = await call(
      { url: service.url, rootKey: two.rootKey },
      'auditLogs.listAuditLogs',
      {
        events: ['workspace.create'],
      },
    );
    expect(audit.data).toMatchObject([{ actor: { type: 'system', name: 'Operator' } }]);
  });
});

describe('the commands for one workspace', { timeout: 120_000 }, () => {
  it('set-quota counts at once for every process, and default takes it back', async () => {
    const [first, second] = await startTwo();
    const env = sameDatabase(first);
    const { id, rootKey } = await createWorkspace(env, 'Small');
    const setQuota = (value: string) => runCommand(['set-quota', id, 'apis', value], env);
    const create = async ({ url }: RunningService) => {
      const answer = await call({ url, rootKey }, 'apis.createApi', { name: 'Weather' });
      return answer.status;
    };
    expect(await setQuota('1')).toMatchObject({
      exitCode: 0,
      stdout: `The quota "apis" of the workspace ${id} is 1 from now on.\n`,
    });
    expect(await create(first)).toBe(200);
    for (const service of [first, second]) expect(await create(service)).toBe(403);
    const limits = async () =>
      (await call({ url: second.url, rootKey }, 'workspace.getLimits', {})).data.apisMax;
    expect(await limits()).toEqual({ limit: 1, current: 1 });
    expect(await setQuota('unlimited')).toMatchObject({ exitCode: 0 });
    expect(await limits()).toEqual({ limit: null, current: 1 });
    expect(await setQuota('default')).toMatchObject({ exitCode: 0 });
    expect(await limits()).toEqual({ limit: 10_000, current: 1 });
    const filter = { events: ['workspace.update'] };
    const audit = await call({ url: first.url, rootKey }, 'auditLogs.listAuditLogs', filter);
    const settings = ['default', null, 1].map((apis) => ({ quotas: { apis } }));
    expect(
      audit.data.map(({ targets }: { targets: { meta: object }[] }) => targets[0]?.meta),
    ).toEqual(settings);
    expect(audit.data[0].actor).toMatchObject({ type: 'system', name: 'Operator' });
  });

  it('create-root-key brings back a workspace whose root keys are lost', async () => {
    const [service] = await startTwo();
    const env = sameDatabase(service);
    const { id } = await createWorkspace(env, 'Locked out');
    const made = await runCommand(['create-root-key', id, '--name', 'Way back'], env);
    expect(made.exitCode).toBe(0);
    const rootKey = made.stdout.trim().split('\n').at(-1) ?? '';
    const as = { url: service.url, rootKey };
    const self = await call(as, 'workspace.getWorkspace', {});
    expect(self.data).toMatchObject({ id, name: 'Locked out' });
    const listed = await call(as, 'rootKeys.listKeys', { search: 'way back' });
    expect(listed.data).toMatchObject([{ name: 'Way back', enabled: true, expires: null }]);
    const audit = await call(as, 'auditLogs.listAuditLogs', { events: ['key.create'], limit: 1 });
    expect(audit.data).toMatchObject([
      { actor: { type: 'system', name: 'Operator' }, targets: [{ id: listed.data[0].keyId }] },
    ]);
    expect(JSON.stringify(audit.data)).not.toContain(rootKey);
    await runCommand(['set-quota', id, 'rootKeys', '2'], env);
    const refused = await runCommand(['create-root-key', id], env);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain('The root key was not created. The workspace has as many');
  });

  it('refuse a workspace that is not there, and a kind or a number that is none', async () => {
    const [service] = await startTwo();
    const env = sameDatabase(service);
    const { id } = await createWorkspace(env, 'Deleted');
    await runCommand(['delete-workspace', id, '--confirm', id], env);
    const { id: live } = await createWorkspace(env, 'Live');
    for (const [words, reason] of [
      [['create-root-key', 'ws_none'], 'There is no such workspace.'],
      [['create-root-key', id], 'It was deleted before.'],
      [['create-root-key', live, '--name', ''], 'The name must have 1 to 255 characters.'],
      [['set-quota', 'ws_none', 'keys', '1'], 'There is no such workspace.'],
      [['set-quota', id, 'keys', '1'], 'It was deleted before.'],
      [['set-quota', live, 'cows', '1'], 'There is no quota "cows". There are: apis, '],
      [['set-quota', live, 'keys', '-1'], 'The quota must be a whole number from 0 to '],
      [['set-quota', live, 'keys', '1e3'], 'The quota must be a whole number from 0 to '],
      [['set-quota', live, 'keys', '9007199254740993'], 'The quota must be a whole number from 0 '],
    ] as const) {
      const { exitCode, stdout, stderr } = await runCommand(words, env);
      expect({ words, exitCode, stdout }).toEqual({ words, exitCode: 1, stdout: '' });
      expect(stderr).toContain(reason);
    }
  });
});

describe('the commands for workspaces', { timeout: 120_000 }, () => {
  it('work on the built-in database, beside the service and without it', async () => {
    const env = { DATA_DIR: await freshDataDir() };
    const before = await createWorkspace(env, 'Before the service');
    const service = await start({ ...env, UNLATCH_ROOT_KEY: before.rootKey });
    const beside = await createWorkspace(env, 'Beside the service');
    for (const { rootKey } of [before, beside]) expect(await statusAt(service, rootKey)).toBe(200);
    const { id } = beside;
    await runCommand(['delete-workspace', id, '--confirm', id], env);
    const statuses: number[] = [];
    do statuses.push(await statusAt(service, beside.rootKey));
    while (statuses.at(-1) === 200 && statuses.length < REQUESTS_MAX);
    expect(statuses.at(-1)).toBe(401);
  });

  it('refuse what they cannot use, and say what is wrong', async () => {
    for (const words of [
      ['create-workspace'],
      ['create-workspace', 'Two', 'words'],
      ['delete-workspace'],
      ['delete-workspace', 'ws_1', '--yes'],
      ['list-workspaces', 'all'],
      ['set-quota', 'ws_1', 'keys'],
      ['set-quota', 'ws_1', 'keys', '1', '2'],
      ['create-root-key'],
      ['create-root-key', 'ws_1', 'Name'],
      ['constructor'],
    ]) {
      const { exitCode, stderr } = await runCommand(words);
      expect({ words, exitCode }).toEqual({ words, exitCode: 2 });
      expect(stderr).toContain('Usage:');
    }
    for (const name of ['', 'x'.repeat(257), 'line\nbreak']) {
      const { exitCode, stderr } = await runCommand(['create-workspace', name]);
      expect({ name, exitCode }).toEqual({ name, exitCode: 1 });
      expect(stderr).toMatch(/^\nThe workspace was not created\. The name must /);
    }
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@unlatch/embedded-postgres';
import type { RunningService } from '@unlatch/testkit';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import {
  freshDataDir,
  isAlive,
  isPostgresLeft,
  newApi,
  openEmbedded,
  postgresPid,
  start,
  TWO_WORKERS,
  untilWaiting,
  workerPids,
} from './harness.js';

const HELD = 20;

/** The key that a request over this agent's connections made. Rejects when there is no response. */
function createKey(agent: Agent, service: RunningService, apiId: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${service.url}/v2/keys.createKey`, {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${service.rootKey}`,
        'content-type': 'application/json',
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { data } = JSON.parse(Buffer.concat(chunks).toString());
        if (response.statusCode === 200) resolve(data.keyId);
        else reject(new Error(`answered with ${response.statusCode}`));
      });
    });
    outgoing.end(JSON.stringify({ apiId }));
  });
}

function newAgent(): Agent {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  return agent;
}

describe('SIGTERM', { timeout: 60_000 }, () => {
  it.each([
    ['', {}],
    ['with two workers ', TWO_WORKERS],
  ])(
    'under load %slets every accepted request finish, then ends the service and its PostgreSQL',
    async (_, env) => {
      const dataDir = await freshDataDir();
      const service = await start({ ...env, DATA_DIR: dataDir, DATABASE_POOL_MAX: '40' });
      const agent = newAgent();
      const [heldApi, openApi] = [await newApi(service), await newApi(service)];
      const created = [await createKey(agent, service, openApi)];

      // Requests that cannot finish before the test releases the row lock of their API …
      const holder = await openEmbedded(dataDir);
      await holder.query('begin');
      await holder.query('select from apis where id = $1 for update', [heldApi]);
      const held = Array.from({ length: HELD }, () => createKey(agent, service, heldApi));
      await untilWaiting(dataDir, HELD);
      // … and connections on which one request follows the other until they are closed.
      const createUntilItIsGone = async (): Promise<unknown> => {
        try {
          for (;;) created.push(await createKey(agent, service, openApi));
        } catch (error) {
          return error instanceof Error && 'code' in error ? error.code : error;
        }
      };
      const load = Array.from({ length: 8 }, createUntilItIsGone);

      const postgres = await postgresPid(dataDir);
      // A supervisor may signal every process that it knows of.
      for (const worker of workerPids(service)) process.kill(worker, 'SIGTERM');
      const stopped = service.stop();
      await service.line(/"event":"stopping"/);
      for (const end of await Promise.all(load)) expect(end).toMatch(/^ECONN(REFUSED|RESET)$/);
      await holder.query('commit');
      await holder.end();
      created.push(...(await Promise.all(held)));
      await stopped;
      expect(isAlive(postgres)).toBe(false);
      expect([service.pid, ...workerPids(service)].filter(isAlive)).toEqual([]);

      // A key in no response would be a request that was accepted and not answered.
      expect((await keysIn(dataDir)).sort()).toEqual(created.sort());
    },
  );

  it('closes idle connections at once, and does not wait for their timeout', async () => {
    const service = await start({}, inject('adminUrl'));
    const agent = newAgent();
    const apiId = await newApi(service);
    await Promise.all([1, 2, 3].map(() => createKey(agent, service, apiId)));
    await service.stop();
    expect(service.stderr()).not.toContain('stop_overdue');
  });

  it.each([
    ['of the service', {}, 'database_ready'],
    ['of the first worker', TWO_WORKERS, 'database_ready'],
    ['of the second worker', TWO_WORKERS, 'worker_listening'],
  ])('during the start %s ends the service and its PostgreSQL as well', async (_, env, event) => {
    const dataDir = await freshDataDir();
    const entry = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
    const child = spawn(process.execPath, [entry], {
      env: { ...env, PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    for await (const line of createInterface(child.stderr)) {
      if (line.includes(`"event":"${event}"`)) child.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    expect(await isPostgresLeft(dataDir)).toBe(false);
  });

  it('a second and a third time changes nothing', async () => {
    const service = await start({}, inject('adminUrl'));
    const stopped = service.stop();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.kill(service.pid, signal);
    await stopped;
    expect(service.stderr().match(/"event":"stopping"/g)).toHaveLength(1);
  });
});

async function keysIn(dataDir: string): Promise<string[]> {
  const postgres = await startEmbeddedPostgres({ dataDir, database: 'unlatch' });
  const client = new pg.Client(postgres.connection);
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from keys');
  await client.end();
  await postgres.stop();
  return rows.map((row) => row.id);
}

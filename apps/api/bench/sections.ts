import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startTestRedis } from '@unlatch/testkit';
import { sql } from 'kysely';
import { coldVerify, plainScenario, warmChecks } from './checks.js';
import { moveToAnyCpu, moveToLoadCpu, startBeforeLoad, startServer } from './processes.js';
import { type BenchService, seededKey, seedKeys, startBenchService } from './service.js';
import { compare } from './turns.js';

const COLD_KEYS = 1_000_000;
const TSX = ['--import', 'tsx'];
const scriptAt = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * A service of its own for a section. If pinned, the service has one core, and its database the
 * other, before the load. Otherwise everything runs where there is room, since the load takes far
 * less than a core.
 */
export async function withService(
  options: Parameters<typeof startBenchService>[0],
  measure: (service: BenchService) => Promise<void>,
): Promise<void> {
  if (options?.isPinned !== false) moveToLoadCpu();
  const service = await startBenchService(options);
  try {
    await measure(service);
  } finally {
    moveToAnyCpu();
    await service.stop();
  }
}

/** Warm checks, compared with the bare route and with the peer. */
export async function benchChecks(service: BenchService): Promise<void> {
  const bare = await startServer([...TSX, scriptAt('./bare-server.ts')]);
  const env = { DATABASE_URL: service.databaseUrl };
  const floor = await startServer([...TSX, scriptAt('./floor-server.ts')], { env });
  const peer = await startPeer(service);
  try {
    const key = seededKey(0);
    const body = () => ({ key });
    const { apiId = '' } = await service.call('apis.createApi', { name: 'Checks' });
    await compare('Checks, warm, counters in memory', [
      plainScenario('bare Fastify route', bare, { path: '/v2/keys.verifyKey', body }),
      plainScenario('… with two digests and headers', floor, { path: '/digests', body }),
      plainScenario('… and a usage record', floor, { path: '/record', body }),
      plainScenario('… and a shared commit', floor, { path: '/commit', body }),
      ...(await warmChecks(service, apiId)),
      peer.scenario,
    ]);
  } finally {
    await bare.stop();
    await floor.stop();
    await peer.stop();
  }
}

export async function benchRedis(): Promise<void> {
  moveToLoadCpu();
  const redis = await startBeforeLoad(() => startTestRedis());
  try {
    await withService({ env: { REDIS_URL: redis.url } }, async (service) => {
      const { apiId = '' } = await service.call('apis.createApi', { name: 'Checks' });
      await compare('Checks, warm, counters in Redis', await warmChecks(service, apiId));
    });
  } finally {
    await redis.stop();
  }
}

/** Keys that the process has never seen, compared with one SELECT per request. */
export async function benchCold(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Cold' });
  await seedKeys(service.db, { apiId, from: 0, to: COLD_KEYS });
  const select = await startServer([...TSX, scriptAt('./select-server.ts')], {
    env: { DATABASE_URL: service.databaseUrl },
  });
  try {
    let next = 0;
    const body = () => ({ key: seededKey(next++ % COLD_KEYS) });
    await compare('Verification, cold', [
      plainScenario('bare Fastify route with one SELECT', select, { path: '/select', body }),
      coldVerify(service, 0),
    ]);
  } finally {
    await select.stop();
  }
}

/** better-auth's API keys, in a database of their own on the same server. */
async function startPeer({ databaseUrl, db }: BenchService) {
  const database = `peer_${randomBytes(4).toString('hex')}`;
  await sql`create database ${sql.id(database)}`.execute(db);
  const url = new URL(databaseUrl);
  url.pathname = database;
  const peer = await startServer([scriptAt('../../../internal/bench-peer/dist/server.js')], {
    env: { DATABASE_URL: url.href },
  });
  const body = { key: peer.announcement['key'] };
  return {
    scenario: plainScenario('better-auth, verifyApiKey', peer, {
      path: '/verify',
      body: () => body,
    }),
    stop: () => peer.stop(),
  };
}

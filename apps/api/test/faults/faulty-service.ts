import { type FaultProxy, startDatabaseProxy } from '@unlatch/testkit';
import { expect, onTestFinished } from 'vitest';
import { keyCacheKey } from '../../src/engine/caches/caches.js';
import { sha256Base64 } from '../../src/lib/crypto/sha256.js';
import { createLog } from '../../src/process/log.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { type Load, listen, type Outcome, startLoad } from './load.js';

export const MAX_STALENESS_MS = 60_000;
const CREDITS = 1_000_000;
const COLD_KEYS = 20;

export interface FaultyService {
  readonly harness: Harness;
  readonly proxy: FaultProxy;
  readonly workspace: Workspace;
  readonly verify: (key: string) => Promise<Outcome>;
}

/** The service in this process, listening, with a proxy between it and the database. */
export async function startFaultyService(): Promise<FaultyService> {
  const env = { MAX_STALENESS_MS: String(MAX_STALENESS_MS), DATABASE_POOL_MAX: '4' };
  const proxies: FaultProxy[] = [];
  const harness = await startHarness(env, createLog('silent'), async (databaseUrl) => {
    const proxy = await startDatabaseProxy(databaseUrl, { uncounted: 'unlatch_echo' });
    proxies.push(proxy);
    return proxy.url;
  });
  const [proxy] = proxies;
  if (proxy === undefined) throw new Error('the service goes without the proxy');
  onTestFinished(async () => {
    proxy.pass();
    await harness.stop();
    await proxy.close();
  });
  const workspace = await harness.newWorkspace();
  const verify = await listen(harness.app, workspace.rootKey);
  return { harness, proxy, workspace, verify };
}

export interface MixedLoad {
  /** Clients whose key is in memory. */
  readonly warm: Load;
  /** Clients whose key has credits. */
  readonly paying: Load;
  /** Clients whose key has to be read. */
  readonly cold: Load;
  /** Stops, and checks the responses that the clients got. */
  end(): Promise<void>;
}

export async function startMixedLoad(service: FaultyService): Promise<MixedLoad> {
  const { harness, workspace, verify } = service;
  const warmKey = await workspace.newKey();
  const payingKey = await workspace.newKey({ credits: { remaining: CREDITS } });
  const coldKeys = await Promise.all(
    Array.from({ length: COLD_KEYS }, () => workspace.newKey({ apiId: warmKey.apiId })),
  );
  let next = 0;
  const verifyCold = () => {
    const { key } = coldKeys[next++ % COLD_KEYS] ?? warmKey;
    // As if no request had asked for it.
    const hash = sha256Base64(key);
    harness.deps.caches.keys.drop(keyCacheKey({ workspaceId: workspace.id, hash }));
    return verify(key);
  };
  const warm = startLoad(() => verify(warmKey.key));
  const paying = startLoad(() => verify(payingKey.key));
  const cold = startLoad(verifyCold);
  const stop = async () => {
    for (const load of [warm, paying, cold]) await load.stop();
  };
  onTestFinished(stop);
  await Promise.all([warm.answered(20), paying.answered(20), cold.answered(20)]);
  return {
    warm,
    paying,
    cold,
    async end() {
      await stop();
      expectOnly(warm, ['200 VALID']);
      expectOnly(paying, ['200 VALID', '503']);
      expectOnly(cold, ['200 VALID', '503']);
      await expectHonestBalance(workspace, payingKey.keyId, paying);
    },
  };
}

export function expectOnly(load: Load, allowed: readonly Outcome[]) {
  expect([...new Set(load.outcomes)].filter((outcome) => !allowed.includes(outcome))).toEqual([]);
}

/** Every VALID was paid for. A refused request may have been paid for as well, but nothing else. */
async function expectHonestBalance({ call }: Workspace, keyId: string, load: Load) {
  const { body } = await call('keys.getKey', { keyId });
  const taken = CREDITS - body.data.credits.remaining;
  const granted = load.outcomes.filter((outcome) => outcome === '200 VALID').length;
  const refused = load.outcomes.filter((outcome) => outcome === '503').length;
  expect(taken).toBeGreaterThanOrEqual(granted);
  expect(taken).toBeLessThanOrEqual(granted + refused);
}

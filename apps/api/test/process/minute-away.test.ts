import { setTimeout as pause } from 'node:timers/promises';
import type { RunningService } from '@unlatch/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { call, callUntilTaken, freshDataDir, newApi, start } from './harness.js';
import { newProxiedDatabase } from './recorded-load.js';

const AWAY_MS = 60_000;
const PATIENCE = { timeout: 40_000, interval: 50 };
const CHECK = { namespace: 'requests', identifier: 'user_42', limit: 1_000_000, duration: 60_000 };

interface NewKey {
  readonly key: string;
  readonly keyId: string;
}

async function createAll(service: RunningService) {
  await call(service, 'ratelimit.createNamespace', { name: CHECK.namespace });
  const apiId = await newApi(service);
  const newKey = async (body: object = {}): Promise<NewKey> =>
    (await call(service, 'keys.createKey', { apiId, ...body })).data;
  const paying = await newKey({ credits: { remaining: 1_000_000 } });
  return { warm: await newKey(), paying, cold: await newKey(), last: await newKey() };
}

const DISABLE_ELSEWHERE = `with disabled as (update keys set enabled = false where id = $1 returning workspace_id, hash)
  select pg_notify('unlatch_changes', 'key ' || workspace_id || ' ' || hash) from disabled`;

/** Repeats the same requests from two clients, with pauses, as long as the test lasts. */
function askOften(service: RunningService, name: string, body: object) {
  const seen: string[] = [];
  let goesOn = true;
  const run = async () => {
    while (goesOn) {
      const { status, data } = await callUntilTaken(service, name, body);
      seen.push(status === 200 ? (data.code ?? `success ${data.success}`) : `status ${status}`);
      await pause(20);
    }
  };
  const runs = Promise.all([run(), run()]);
  const stop = async () => {
    goesOn = false;
    await runs;
  };
  onTestFinished(stop);
  const sees = (outcome: string) => vi.waitFor(() => expect(seen.at(-1)).toBe(outcome), PATIENCE);
  return { seen, stop, sees };
}

describe('a database that is away for a minute', { timeout: 180_000 }, () => {
  it('under load costs no response for keys in memory, causes no wrong one, and loses no event', async () => {
    const { proxy, client } = await newProxiedDatabase();
    const env = { DATA_DIR: await freshDataDir(), MAX_STALENESS_MS: String(2 * AWAY_MS) };
    const service = await start({ ...env, DATABASE_URL: proxy.url });
    const keys = await createAll(service);
    const verify = ({ key }: Pick<NewKey, 'key'>) => askOften(service, 'keys.verifyKey', { key });
    const last = verify(keys.last);
    await last.sees('VALID');
    // News arrives in order. After this one, none is under way that would empty the caches.
    await client.query(DISABLE_ELSEWHERE, [keys.last.keyId]);
    await last.sees('DISABLED');
    await last.stop();
    const [warm, paying] = [verify(keys.warm), verify(keys.paying)];
    const checks = askOften(service, 'ratelimit.limit', CHECK);
    await Promise.all([warm.sees('VALID'), paying.sees('VALID'), checks.sees('success true')]);

    proxy.cut();
    const awayMs = performance.now();
    const [cold, unknown] = [verify(keys.cold), verify({ key: 'nobody_has_this_key' })];
    await vi.waitFor(() => expect(performance.now() - awayMs).toBeGreaterThan(AWAY_MS), {
      timeout: 2 * AWAY_MS,
      interval: 1000,
    });
    expect(new Set(cold.seen)).toEqual(new Set(['status 503']));
    expect(new Set(unknown.seen)).toEqual(new Set(['status 503']));
    proxy.pass();
    await Promise.all([cold.sees('VALID'), paying.sees('VALID'), unknown.sees('NOT_FOUND')]);
    await Promise.all([warm, paying, checks, cold, unknown].map((each) => each.stop()));

    expect(new Set(warm.seen)).toEqual(new Set(['VALID']));
    expect(new Set(checks.seen)).toEqual(new Set(['success true']));
    expect(new Set(paying.seen)).toEqual(new Set(['VALID', 'status 503']));
    expect(new Set(cold.seen)).toEqual(new Set(['status 503', 'VALID']));
    expect(new Set(unknown.seen)).toEqual(new Set(['status 503', 'NOT_FOUND']));
    await service.stop();
    const { rows } = await client.query<{ valid: number; checks: number; spent: number }>(
      `select (select count(*)::int from verifications where code = 'VALID') as valid,
        (select count(*)::int from limit_checks) as checks,
        (select 1000000 - credits_remaining::int from keys where credits_remaining is not null) as spent`,
    );
    const validOf = (seen: readonly string[]) => seen.filter((code) => code === 'VALID').length;
    const granted = validOf(paying.seen);
    const valid = validOf(warm.seen) + validOf(cold.seen) + validOf(last.seen) + granted;
    expect(rows[0]).toMatchObject({ valid, checks: checks.seen.length });
    expect(rows[0]?.spent).toBeGreaterThanOrEqual(granted);
    // The two clients may have had a spend under way when the connection broke.
    expect(rows[0]?.spent).toBeLessThanOrEqual(granted + 2);
  });
});

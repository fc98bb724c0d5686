import type { RunningService } from '@unlatch/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call, callUntilTaken, newApi } from './harness.js';
import { startThree, stopAll, type Three } from './three-processes.js';

const DAILY = { interval: 'daily', amount: 100 };

let services: Three;
beforeAll(async () => {
  services = await startThree();
}, 60_000);
afterAll(() => stopAll(services), 60_000);

async function newKey(credits: object): Promise<{ keyId: string; key: string }> {
  const [first] = services;
  const { data } = await call(first, 'keys.createKey', { apiId: await newApi(first), credits });
  return data;
}

/** Sends each request to the next process. A process that is gone answers none. */
async function verifyAtOnce(
  key: string,
  count: number,
  among: readonly RunningService[] = services,
) {
  const codes = Array.from({ length: count }, async (_, index) => {
    const service = among[index % among.length] ?? services[0];
    const answer = await callUntilTaken(service, 'keys.verifyKey', { key }).catch(() => undefined);
    if (answer === undefined) return 'no answer';
    return answer.status === 200 ? answer.data.code : `status ${answer.status}`;
  });
  return Promise.all(codes);
}

async function query<Row extends object>(text: string, keyId: string): Promise<Row[]> {
  const db = new pg.Client({ connectionString: services[0].databaseUrl });
  await db.connect();
  const { rows } = await db.query<Row>(text, [keyId]);
  await db.end();
  return rows;
}

async function letRefillFallDue(keyId: string): Promise<void> {
  await query('update keys set refill_due_at_ms = 1 where id = $1', keyId);
}

/** By how much the only refill of the key has raised its balance. */
async function raisedByRefill(keyId: string): Promise<number> {
  const rows = await query<{ raised: number }>(
    `select (meta->>'new_remaining')::int - (meta->>'previous_remaining')::int as raised
      from audit_events, lateral (select targets::jsonb->0->'meta' as meta) as target
      where actor_id = 'keyrefill' and targets::jsonb->0->>'id' = $1`,
    keyId,
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.raised ?? Number.NaN;
}

function countOf(codes: readonly string[], code: string): number {
  return codes.filter((each) => each === code).length;
}

async function balanceOf(keyId: string): Promise<number> {
  const { data } = await call(services[0], 'keys.getKey', { keyId });
  return data.credits.remaining;
}

describe('the credits of a key that three processes verify', { timeout: 60_000 }, () => {
  it('are spent to the last one, and none twice, by a thousand requests at once', async () => {
    const { keyId, key } = await newKey({ remaining: 100 });
    const codes = await verifyAtOnce(key, 1000);
    expect(countOf(codes, 'VALID')).toBe(100);
    expect(countOf(codes, 'USAGE_EXCEEDED')).toBe(900);
    expect(await balanceOf(keyId)).toBe(0);
  });

  it('are exact when they are raised and lowered in between', async () => {
    // Enough for all, whatever the order, so only the sum can come out.
    const { keyId, key } = await newKey({ remaining: 1000 + 5 * 20 });
    const change = (operation: string, value: number) =>
      callUntilTaken(services[1], 'keys.updateCredits', { keyId, operation, value });
    const verified = verifyAtOnce(key, 1000);
    const changes = await Promise.all([
      ...Array.from({ length: 10 }, () => change('increment', 50)),
      ...Array.from({ length: 5 }, () => change('decrement', 20)),
    ]);
    expect(changes.map(({ status }) => status)).toEqual(changes.map(() => 200));
    expect(countOf(await verified, 'VALID')).toBe(1000);
    expect(await balanceOf(keyId)).toBe(10 * 50);
    const rest = await verifyAtOnce(key, 1000);
    expect(countOf(rest, 'VALID')).toBe(10 * 50);
    expect(countOf(rest, 'USAGE_EXCEEDED')).toBe(1000 - 10 * 50);
  });

  it('are refilled once, whichever process notices first', async () => {
    const { keyId, key } = await newKey({ remaining: 30, refill: DAILY });
    await letRefillFallDue(keyId);
    const codes = await verifyAtOnce(key, 600);
    expect(countOf(codes, 'VALID')).toBe(100);
    expect(countOf(codes, 'USAGE_EXCEEDED')).toBe(500);
  });

  it('cover every answered spend when a process is killed amid changes and a refill', async () => {
    const refill = { ...DAILY, amount: 1000 };
    const { keyId, key } = await newKey({ remaining: 1000, refill });
    const before = await verifyAtOnce(key, 100);
    const [first, second, third] = services;
    const ofOthers = verifyAtOnce(key, 600, [first, second]);
    // In rounds, so that the process has answered spends and has spends under way when it is
    // killed.
    const ofThird: string[] = [];
    const verifyInRounds = async () => {
      for (let round = 0; round < 10; round++)
        ofThird.push(...(await verifyAtOnce(key, 30, [third])));
    };
    const rounds = verifyInRounds();
    await letRefillFallDue(keyId);
    const raise = { keyId, operation: 'increment', value: 50 };
    const raises = Promise.all(
      Array.from({ length: 10 }, () => callUntilTaken(second, 'keys.updateCredits', raise)),
    );
    await vi.waitFor(() => expect(ofThird.length).toBeGreaterThan(60), {
      timeout: 20_000,
      interval: 1,
    });
    await third.kill();
    await rounds;
    const codes = [...before, ...(await ofOthers), ...ofThird];
    const [valid, unanswered] = [countOf(codes, 'VALID'), countOf(codes, 'no answer')];
    expect((await raises).map(({ status }) => status)).toEqual(Array(10).fill(200));
    const given = 1000 + 10 * 50 + (await raisedByRefill(keyId));
    const spent = given - (await balanceOf(keyId));
    expect(valid + unanswered).toBe(1000);
    expect(spent).toBeGreaterThanOrEqual(valid);
    expect(spent).toBeLessThanOrEqual(valid + unanswered);
    // The processes that are left spend exactly what is left.
    const rest = await verifyAtOnce(key, given, services.slice(0, 2));
    expect(countOf(rest, 'VALID')).toBe(given - spent);
    expect(await balanceOf(keyId)).toBe(0);
  });
});

import type { RunningService } from '@unlatch/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { call, newApi } from './harness.js';
import { startThree, stopAll, type Three } from './three-processes.js';

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

/** Each goes to the next process; one that is gone answers nobody. */
async function verifyAtOnce(
  key: string,
  count: number,
  among: readonly RunningService[] = services,
) {
  const codes = Array.from({ length: count }, async (_, index) => {
    const service = among[index % among.length] ?? services[0];
    const answer = await call(service, 'keys.verifyKey', { key }).catch(() => undefined);
    if (answer === undefined) return 'no answer';
    return answer.status === 200 ? answer.data.code : `status ${answer.status}`;
  });
  return Promise.all(codes);
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
    const { keyId, key } = await newKey({ remaining: 100 });
    const change = (operation: string, value: number) =>
      call(services[1], 'keys.updateCredits', { keyId, operation, value });
    const verified = verifyAtOnce(key, 1000);
    const changes = await Promise.all([
      ...Array.from({ length: 10 }, () => change('increment', 50)),
      ...Array.from({ length: 5 }, () => change('decrement', 20)),
    ]);
    expect(changes.map(({ status }) => status)).toEqual(changes.map(() => 200));
    const codes = [...(await verified), ...(await verifyAtOnce(key, 1000))];
    // A decrement takes what there is, down to nothing, so it may have taken less than it asked for.
    const valid = countOf(codes, 'VALID');
    expect(await balanceOf(keyId)).toBe(0);
    expect(valid).toBeGreaterThanOrEqual(100 + 500 - 100);
    expect(valid).toBeLessThanOrEqual(100 + 500);
    expect(countOf(codes, 'USAGE_EXCEEDED')).toBe(2000 - valid);
  });

  it('are refilled once, whichever process notices first', async () => {
    const refill = { interval: 'daily', amount: 100 };
    const { keyId, key } = await newKey({ remaining: 30, refill });
    const db = new pg.Client({ connectionString: services[0].databaseUrl });
    await db.connect();
    onTestFinished(() => db.end());
    await db.query('update keys set refill_due_at_ms = 1 where id = $1', [keyId]);
    const codes = await verifyAtOnce(key, 600);
    expect(countOf(codes, 'VALID')).toBe(100);
    expect(countOf(codes, 'USAGE_EXCEEDED')).toBe(500);
  });

  it('cover every spend that was answered when a process is killed in the middle', async () => {
    const { keyId, key } = await newKey({ remaining: 1000 });
    const before = verifyAtOnce(key, 100);
    await before;
    const verified = verifyAtOnce(key, 900);
    await services[2].kill();
    const codes = [...(await before), ...(await verified)];
    const [valid, unanswered] = [countOf(codes, 'VALID'), countOf(codes, 'no answer')];
    const spent = 1000 - (await balanceOf(keyId));
    expect(valid + unanswered).toBe(1000);
    expect(spent).toBeGreaterThanOrEqual(valid);
    expect(spent).toBeLessThanOrEqual(valid + unanswered);
    // Those who are left spend what is left, exactly.
    const rest = await verifyAtOnce(key, 1000, services.slice(0, 2));
    expect(countOf(rest, 'VALID')).toBe(1000 - spent);
    expect(await balanceOf(keyId)).toBe(0);
  });
});

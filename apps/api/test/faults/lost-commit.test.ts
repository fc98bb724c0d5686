import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { readVerifications } from '../events.js';
import { startFaultyService } from './faulty-service.js';

const PATIENCE = { timeout: 20_000 };
/** More than a change has. */
const MESSAGES_MAX = 100;

it('a change whose connection breaks at any of its messages is forgotten by the process that answers it', async () => {
  const { proxy, workspace, verify } = await startFaultyService();
  // From here on, the process learns of changes only by making them.
  proxy.stallWhenSent('unlatch_echo');
  await vi.waitFor(() => expect(proxy.stalledCount()).toBe(1), PATIENCE);
  const statuses: number[] = [];
  for (let point = 1; point < MESSAGES_MAX; point += 1) {
    const { key, keyId } = await workspace.newKey();
    expect(await verify(key)).toBe('200 VALID');
    const held = proxy.holdChunk(point);
    const headers = { 'idempotency-key': randomUUID() };
    const deleted = workspace.call('keys.deleteKey', { keyId }, { headers });
    const isHeld = await Promise.race([held.then(() => true), deleted.then(() => false)]);
    proxy.cutHeld();
    const { status } = await deleted;
    const code = await verify(key);
    if (status === 200) expect([point, code]).toEqual([point, '200 NOT_FOUND']);
    statuses.push(status);
    if (!isHeld) break;
  }
  // Before the commit arrived, after that, and without a break.
  expect(new Set(statuses)).toEqual(new Set([503, 200]));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(1);
}, 120_000);

it('a verification whose connection breaks at any of its messages has its event, if it is answered', async () => {
  const { proxy, harness, workspace } = await startFaultyService();
  const answered: string[] = [];
  for (let point = 1; point < MESSAGES_MAX; point += 1) {
    const { key, keyId } = await workspace.newKey({ credits: { remaining: 1 } });
    const held = proxy.holdChunk(point);
    const headers = { 'idempotency-key': randomUUID() };
    const verified = workspace.call('keys.verifyKey', { key }, { headers });
    const isHeld = await Promise.race([held.then(() => true), verified.then(() => false)]);
    proxy.cutHeld();
    if ((await verified).status === 200) answered.push(keyId);
    if (!isHeld) break;
  }
  expect(answered.length).toBeGreaterThan(1);
  await vi.waitFor(async () => {
    await harness.deps.recorder.flush();
    const events = await readVerifications(harness.deps.db, workspace.id);
    const ids = events.map((event) => event.key_id).filter((keyId) => answered.includes(keyId));
    expect(ids.sort()).toEqual([...answered].sort());
  }, PATIENCE);
}, 120_000);

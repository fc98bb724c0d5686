import { describe, expect, it } from 'vitest';
import { CountingPace } from '../../../../test/counting-pace.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { planImport, presentImport } from './plan.js';

const COUNT = 50;
const KEYS = Array.from({ length: COUNT }, (_, index) => ({ hash: sha256Base64(String(index)) }));
const CONTEXT = { algorithm: 'sha256', nowMs: 0 } as const;

describe('the plan of an import', () => {
  it('is made key by key, with a rest after each that took a slice', async () => {
    const pace = new CountingPace();
    const { plans } = await planImport(KEYS, CONTEXT, pace);
    expect(plans.map(({ hash }) => hash)).toEqual(KEYS.map(({ hash }) => hash));
    expect(pace.rests).toBe(COUNT);
  });

  it('names the first key with a problem', async () => {
    const keys = KEYS.map((key, index) => (index < 17 ? key : { ...key, expires: index }));
    await expect(planImport(keys, CONTEXT, new CountingPace())).rejects.toMatchObject({
      violations: [expect.objectContaining({ location: 'body.keys[17].expires' })],
    });
  });
});

describe('the answer of an import', () => {
  it('is made item by item, in the order of the request', async () => {
    const pace = new CountingPace();
    const [first, second, third] = KEYS;
    if (first === undefined || second === undefined || third === undefined) throw new Error();
    const keys = [first, { hash: 'none' }, second, first, third];
    const { hashes } = await planImport(keys, CONTEXT);
    const keyIds = new Map([
      [first.hash, 'key_1'],
      [third.hash, 'key_3'],
    ]);
    expect(await presentImport(keys, hashes, keyIds, pace)).toEqual({
      migrated: [
        { hash: first.hash, keyId: 'key_1' },
        { hash: third.hash, keyId: 'key_3' },
      ],
      failed: ['none', second.hash, first.hash],
      failures: [
        { hash: 'none', reason: 'not_a_hash' },
        { hash: second.hash, reason: 'already_exists' },
        { hash: first.hash, reason: 'already_exists' },
      ],
    });
    expect(pace.rests).toBe(keys.length);
  });
});

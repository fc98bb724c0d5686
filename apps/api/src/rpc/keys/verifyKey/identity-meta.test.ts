import { KEY_META_BYTES_MAX } from '@unlatch/contract/shapes/meta';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { SHOWN_META_BYTES_MAX } from '../../../domain/verification/key-snapshot.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

it('the meta of an identity is shown up to the size that the meta of a key may have', () => {
  expect(SHOWN_META_BYTES_MAX).toBe(KEY_META_BYTES_MAX);
});

describe('the meta of the identity of a key', () => {
  const metaOf = (bytes: number) => ({ text: 'x'.repeat(bytes - '{"text":""}'.length) });

  it.each([
    [65_535, true],
    [65_536, false],
  ])('of %i bytes is shown by a verification: %s', async (bytes, isShown) => {
    const workspace = await harness.newWorkspace();
    const meta = metaOf(bytes);
    const { body } = await workspace.call('identities.createIdentity', { externalId: 'big', meta });
    const { key } = await workspace.newKey({ externalId: 'big' });
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data.identity).toEqual({
      id: body.data.identityId,
      externalId: 'big',
      ...(isShown ? { meta } : {}),
    });
    const identity = await workspace.call('identities.getIdentity', { identity: 'big' });
    expect(identity.body.data.meta).toEqual(meta);
  });
});

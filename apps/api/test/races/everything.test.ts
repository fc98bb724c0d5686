import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { at, atOnce, newKeys } from './at-once.js';

const WORKERS = 64;
const STEPS = 9;
const CREDITS = 10_000;
const EXTERNAL_IDS = ['user_1', 'user_2'];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** What a key must have in the end. Every worker gives and takes a role and a slug of its own. */
interface Expected {
  readonly roles: Set<string>;
  readonly permissions: Set<string>;
  remaining: number;
}

it('64 workers lose none of their changes to the same keys and identities, and nothing fails', async () => {
  const workspace = await harness.newWorkspace();
  const succeed = async (name: string, body: object) => {
    const answer = await workspace.call(name, body);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body.data;
  };
  for (const externalId of EXTERNAL_IDS) await succeed('identities.createIdentity', { externalId });
  await atOnce({ workers: WORKERS, steps: 1 }, (worker) =>
    succeed('permissions.createRole', { name: `role.${worker}` }),
  );
  const keys = (
    await Promise.all(
      EXTERNAL_IDS.map((externalId) =>
        newKeys(workspace, 2, { externalId, credits: { remaining: CREDITS } }),
      ),
    )
  ).flat();
  const expected = new Map<string, Expected>(
    keys.map(({ keyId }) => [
      keyId,
      { roles: new Set(), permissions: new Set(), remaining: CREDITS },
    ]),
  );

  await atOnce({ workers: WORKERS, steps: STEPS }, async (worker, step) => {
    const { keyId, key } = at(keys, worker);
    const state = expected.get(keyId);
    if (state === undefined) throw new Error('unknown key');
    const role = `role.${worker}`;
    const slug = `own.${worker}`;
    switch ((worker + step) % 7) {
      case 0:
        await succeed('keys.addRoles', { keyId, roles: [role] });
        state.roles.add(role);
        break;
      case 1:
        await succeed('keys.addPermissions', { keyId, permissions: [slug, 'everybody'] });
        state.permissions.add(slug).add('everybody');
        break;
      case 2:
        await succeed('keys.removeRoles', { keyId, roles: [role] });
        state.roles.delete(role);
        break;
      case 3:
        await succeed('keys.updateCredits', { keyId, operation: 'increment', value: worker });
        state.remaining += worker;
        break;
      case 4:
        await succeed('keys.updateCredits', { keyId, operation: 'decrement', value: 3 });
        state.remaining -= 3;
        break;
      case 5: {
        const limit = { name: 'requests', limit: 1_000_000 + worker, duration: 60_000 };
        const change = { meta: { worker }, ratelimits: [{ ...limit, autoApply: true }] };
        const identity = at(EXTERNAL_IDS, worker + step);
        const shown = await succeed('identities.updateIdentity', { identity, ...change });
        expect(shown).toMatchObject(change);
        break;
      }
      default: {
        const verified = await succeed('keys.verifyKey', { key, credits: { cost: 2 } });
        expect(verified.code).toBe('VALID');
        state.remaining -= 2;
      }
    }
  });

  for (const { keyId } of keys) {
    const { roles, permissions, remaining } = expected.get(keyId) ?? {};
    const shown = await succeed('keys.getKey', { keyId });
    expect(new Set(shown.roles ?? [])).toEqual(roles);
    expect(new Set(shown.permissions ?? [])).toEqual(permissions);
    expect(shown.credits.remaining).toBe(remaining);
    // Both halves of the last change to the identity are there, whichever worker made it.
    const [{ limit }] = shown.identity.ratelimits;
    expect(shown.identity.meta).toEqual({ worker: limit - 1_000_000 });
  }
});

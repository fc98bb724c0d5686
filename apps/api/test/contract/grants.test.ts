import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { dumpRows } from '../master-key.js';
import type { Workspace } from '../seed.js';
import { alternativesOf, besides, fillIn, idsForRights } from './alternatives.js';
import { type Ids, seedIds } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

const REFUSED = 'unkey/authorization/insufficient_permissions';

let harness: Harness;
/** For requests that change nothing, because they read or are refused. */
let shared: Seeded;
beforeAll(async () => {
  harness = await startHarness();
  shared = await seed();
});
afterAll(() => harness.stop());

function nameOfAnswer({ body }: Answer): string {
  if (Array.isArray(body.data) && body.data.length === 0) return 'EMPTY';
  return body.data?.code ?? new URL(body.error.type).pathname.replace('/docs/errors/', '');
}

interface Seeded {
  readonly workspace: Workspace;
  readonly ids: Ids;
  readonly idsOfRights: Readonly<Record<string, string>>;
}

async function seed(): Promise<Seeded> {
  const workspace = await harness.newWorkspace();
  const ids = await seedIds(workspace);
  return { workspace, ids, idsOfRights: await idsForRights(workspace, ids) };
}

describe.each(EVERY_OPERATION)('$name', (operation) => {
  const { name, definition, request, hidden, needsEngine } = operation;
  const alternatives = alternativesOf(definition.requires.right);
  const others = besides(definition);
  const callWith = async ({ workspace, ids, idsOfRights }: Seeded, grants: readonly string[]) => {
    // The ids of root keys have the same name in requests as those of keys.
    const named = name.startsWith('rootKeys.') ? { keyId: ids.rootKeyId } : {};
    const { call } = await workspace.newRootKey(fillIn(grants, { ...idsOfRights, ...named }));
    return call(name, request(ids));
  };

  it(`answers ${hidden} to a root key without permissions, and changes nothing`, async () => {
    const { call } = await shared.workspace.newRootKey([]);
    const before = await dumpRows(harness.deps.db);
    expect(nameOfAnswer(await call(name, request(shared.ids)))).toBe(hidden);
    expect(await dumpRows(harness.deps.db)).toBe(before);
  });

  describe.each(alternatives.map((grants) => [grants.join(' and '), grants] as const))(
    'with %s',
    (_title, grants) => {
      it.each(grants)('is refused without %s', async (missing) => {
        const rest = grants.filter((grant) => grant !== missing);
        const answer = await callWith(shared, [...rest, ...others]);
        expect([REFUSED, hidden]).toContain(nameOfAnswer(answer));
      });

      it('is allowed', async () => {
        const own = definition.kind === 'change' ? await seed() : shared;
        const { status, body } = await callWith(own, [...grants, ...others]);
        expect({ status, body }).toMatchObject({ status: needsEngine ? 412 : 200 });
        if (hidden === 'NOT_FOUND') expect(body.data.code).toBe('VALID');
      });
    },
  );
});

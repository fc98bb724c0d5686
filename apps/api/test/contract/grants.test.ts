import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { dumpRows } from '../master-key.js';
import type { Workspace } from '../seed.js';
import { type Ids, seedIds } from './ids.js';
import { EVERY_OPERATION, GIVEN } from './operations.js';

const REFUSED = 'unkey/authorization/insufficient_permissions';

let harness: Harness;
/** For requests that are refused and so change nothing. */
let untouched: Workspace;
let ids: Ids;
beforeAll(async () => {
  harness = await startHarness();
  untouched = await harness.newWorkspace();
  ids = await seedIds(untouched);
});
afterAll(() => harness.stop());

function nameOfAnswer({ body }: Answer): string {
  return body.data?.code ?? new URL(body.error.type).pathname.replace('/docs/errors/', '');
}

describe.each(EVERY_OPERATION)('$name', (operation) => {
  const { name, definition, request, needs, hidden = REFUSED } = operation;

  it(`answers ${hidden} to a root key without permissions, and changes nothing`, async () => {
    const { call } = await untouched.newRootKey([]);
    const before = await dumpRows(harness.deps.db);
    expect(nameOfAnswer(await call(name, request(ids)))).toBe(hidden);
    expect(await dumpRows(harness.deps.db)).toBe(before);
  });

  it.each(needs)('does not do without %s', async (missing) => {
    const { call } = await untouched.newRootKey(needs.filter((grant) => grant !== missing));
    expect([REFUSED, hidden]).toContain(nameOfAnswer(await call(name, request(ids))));
  });

  it(`is done for a root key with ${needs.join(' and ')}`, async () => {
    const workspace = await harness.newWorkspace();
    const { call } = await workspace.newRootKey(needs);
    const { status, body } = await call(name, request(await seedIds(workspace)));
    expect({ status, body }).toMatchObject({ status: 200 });
    if (hidden === 'NOT_FOUND') expect(body.data.code).toBe('VALID');
  });

  it('names these in its documentation', () => {
    const actions = needs
      .filter((grant) => grant !== GIVEN)
      .map((grant) => grant.split('.').at(-1));
    for (const action of actions) expect(definition.description).toContain(action);
  });
});

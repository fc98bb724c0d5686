import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { countRows } from '../rows.js';

import { EVERY_OPERATION, type Ids, MADE_UP, seedIds } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** Everything that a caller can see, but for what it asked with and what differs each time. */
function visible({ status, headers, body }: Answer, ids: Ids): string {
  const { 'x-request-id': requestId, date: _date, ...rest } = headers;
  return JSON.stringify({ status, headers: rest, body })
    .replaceAll(String(requestId), '{requestId}')
    .replaceAll(ids.apiId, '{apiId}');
}

function nameOfAnswer({ body }: Answer): string {
  return body.data?.code ?? new URL(body.error.type).pathname.replace('/docs/errors/', '');
}

describe.each(EVERY_OPERATION)('$name', ({ name, request, withoutGrants }) => {
  it(`answers ${withoutGrants} to a root key without permissions and changes nothing`, async () => {
    const workspace = await harness.newWorkspace();
    const ids = await seedIds(workspace);
    const { call } = await workspace.newRootKey([]);
    const before = await countRows(harness.deps, workspace.id);
    expect(nameOfAnswer(await call(name, request(ids)))).toBe(withoutGrants);
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });
});

const OPERATIONS_ON_SOMETHING = EVERY_OPERATION.filter(
  ({ ids }) => Object.keys(ids(MADE_UP)).length > 0,
);

describe.each(OPERATIONS_ON_SOMETHING)('$name', ({ name, request }) => {
  it.each(['everything', 'nothing'])(
    'says the same of what another workspace has as of what nobody has, to a root key that may do %s',
    async (rights) => {
      const ids = await seedIds(await harness.newWorkspace());
      const workspace = await harness.newWorkspace();
      const { call } = rights === 'everything' ? workspace : await workspace.newRootKey([]);
      const foreign = await call(name, request(ids));
      const madeUp = await call(name, request(MADE_UP));
      expect(visible(foreign, ids)).toBe(visible(madeUp, MADE_UP));
    },
  );
});

import { isRepeatable } from '@unlatch/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { type Ids, MADE_UP, seedIds } from './ids.js';
import { EVERY_OPERATION, textPlacesIn, withText } from './operations.js';

let harness: Harness;
let theirs: Workspace;
let theirIds: Ids;
beforeAll(async () => {
  harness = await startHarness();
  theirs = await harness.newWorkspace();
  theirIds = await seedIds(theirs, 'two');
});
afterAll(() => harness.stop());

/** Texts of another workspace, each with one of the same form that nothing has. */
function foreignTexts(): [theirs: string, madeUp: string][] {
  const { rootKeyId } = theirIds;
  const ids = Object.entries(theirIds).map(([name, text]): [string, string] => [
    String(text),
    MADE_UP[name as keyof Ids],
  ]);
  const others: [string, string][] = [
    [theirs.id, `ws_${'madeup'.padEnd(18, '0')}`],
    [theirs.rootKey, `unkey_root_${'madeup'.padEnd(18, '0')}`],
    [`unkey:v1:${theirs.id}:**#*`, `unkey:v1:ws_${'madeup'.padEnd(18, '0')}:**#*`],
    [`api.${theirIds.apiId}.read_api`, `api.${MADE_UP.apiId}.read_api`],
    [`%${rootKeyId.slice(-6)}%`, `%${MADE_UP.rootKeyId.slice(-6)}%`],
  ];
  // The longest first, because a root key contains its id.
  return [...ids, ...others].sort(([one], [other]) => other.length - one.length);
}

/**
 * Everything that a caller can see, but for new ids, keys and times. A text of the other workspace
 * and the made-up one beside it are the same here, and so are the words in which their names differ.
 */
function visible({ status, headers, body }: Answer): string {
  const { 'x-request-id': _id, 'content-length': _length, date: _date, ...others } = headers;
  const names = foreignTexts().reduce(
    (text, [foreign, madeUp], index) =>
      text.replaceAll(quoted(foreign), `{${index}}`).replaceAll(quoted(madeUp), `{${index}}`),
    JSON.stringify({ status, headers: others, body }),
  );
  return names
    .replaceAll(
      /"key":"[^"]+"|"token":"[^"]+"|"start":"[^"]+"|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g,
      '{new}',
    )
    .replaceAll(/[\da-f]{64}|[\w+/]{43}=/g, '{new}')
    .replaceAll(/[a-z]+_\w{16,}/g, '{id}')
    .replaceAll(/two|not/g, '{mark}')
    .replaceAll(/\d{13}/g, '{time}');
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Where permission queries stand. */
const QUERIES = ['keys.verifyKey permissions', 'permissions.testQuery query'];

describe.each(EVERY_OPERATION)('$name', (operation) => {
  const { name, definition, request } = operation;

  it('tells nothing of another workspace by a text of it, wherever in a request', async () => {
    // Two workspaces get the same requests, but for the texts, so they stay alike.
    const [one, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const [oneIds, otherIds] = [await seedIds(one), await seedIds(other)];
    const places = textPlacesIn(definition.request);
    for (const place of places) {
      for (const [foreign, madeUp] of foreignTexts()) {
        // Where a hash is no word of a query depends on its characters.
        if (foreign === theirIds.hash && QUERIES.includes(`${name} ${place}`)) continue;
        const asked = await one.call(
          name,
          withText(definition.request, request(oneIds), place, foreign),
        );
        const expected = await other.call(
          name,
          withText(definition.request, request(otherIds), place, madeUp),
        );
        expect(visible(asked), `${place}: ${foreign}`).toBe(visible(expected));
      }
    }
  });
});

describe.each(EVERY_OPERATION.filter(({ definition }) => isRepeatable(definition)))(
  '$name',
  ({ name, request }) => {
    it('takes an Idempotency-Key of another workspace as a new one', async () => {
      const headers = { 'idempotency-key': `same for ${name}` };
      const [one, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
      const [oneIds, otherIds] = [await seedIds(one), await seedIds(other)];
      const body = request(oneIds);
      const first = await one.call(name, body, { headers });
      const second = await other.call(name, request(otherIds), { headers });
      expect(visible(second)).toBe(visible(first));
      expect(second.status).toBe(200);
      const again = await one.call(name, body, { headers });
      expect(again.body.data).toEqual(first.body.data);
    });
  },
);

describe.each(EVERY_OPERATION.filter(({ definition }) => definition.paginated))(
  '$name',
  ({ name, request }) => {
    it('shows nothing of another workspace by a cursor of it', async () => {
      const [one, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
      const oneIds = await seedIds(one);
      await seedIds(one, 'two');
      const otherIds = await seedIds(other);
      await seedIds(other, 'two');
      const page = { limit: 1 };
      const first = await other.call(name, Object.assign({}, request(otherIds), page));
      const { cursor } = first.body.pagination;
      const { status, body } = await one.call(
        name,
        Object.assign({}, request(oneIds), { ...page, cursor: cursor ?? 'none' }),
      );
      expect([200, 400]).toContain(status);
      const others = Object.values(otherIds).filter((text) => /_\w{18}/.test(String(text)));
      expect(others.filter((text) => JSON.stringify(body).includes(String(text)))).toEqual([]);
    });
  },
);

describe('what two workspaces name alike', () => {
  it('is counted separately by rate limits', async () => {
    const body = { namespace: 'sign-in', identifier: 'user_1', limit: 1, duration: 60_000 };
    const [one, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    for (const workspace of [one, other]) {
      const answers = [
        await workspace.call('ratelimit.limit', body),
        await workspace.call('ratelimit.limit', body),
      ];
      expect(answers.map((answer) => answer.body.data.success)).toEqual([true, false]);
    }
  });

  it('is answered to each from its own, whichever asks first, and however often', async () => {
    const one = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const { key } = await one.newKey();
    const codeFor = async ({ call }: Workspace) =>
      (await call('keys.verifyKey', { key })).body.data.code;
    const codes: string[] = [];
    for (const workspace of [other, one, other, one, one, other]) {
      codes.push(await codeFor(workspace));
    }
    expect(codes.join()).toBe('NOT_FOUND,VALID,NOT_FOUND,VALID,VALID,NOT_FOUND');
  });
});

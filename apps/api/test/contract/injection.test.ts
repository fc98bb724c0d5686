import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { textPlaces } from './body-cases.js';
import { type Ids, MADE_UP, seedIds } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
let witness: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  witness = await harness.newWorkspace();
  await witness.newApi();
});
afterAll(() => harness.stop());

/** Each would do something where it is taken for more than a text. */
const ACTIVE = [
  "'; drop table apis; --",
  "' or ''='",
  '$1 || pg_sleep(9)',
  '%_%\\',
  'a\r\nset-cookie: a=b',
  '=HYPERLINK("http://evil.example")',
  '{"$ne":null}',
  '\u001b]0;title\u0007',
];

function headersOf({ headers }: Answer): string {
  return JSON.stringify(headers).toLowerCase();
}

const WITH_TEXTS = EVERY_OPERATION.filter(
  ({ definition }) => textPlaces(definition.request).length > 0,
);

describe.each(WITH_TEXTS)('$name', ({ name, definition, request }) => {
  let workspace: Workspace;
  let ids: Ids;
  beforeAll(async () => {
    workspace = await harness.newWorkspace();
    ids = await seedIds(workspace);
  });

  const places = textPlaces(definition.request);
  it.each(places)('takes a text at $location for no more than a text', async ({ put }) => {
    for (const text of ACTIVE) {
      for (const good of [request(ids), request(MADE_UP)]) {
        const answer = await workspace.call(name, put(good, text));
        expect([200, 400, 403, 404, 409, 410, 412]).toContain(answer.status);
        expect(headersOf(answer)).not.toContain('set-cookie');
      }
    }
    const apis = await witness.call('apis.listApis', {});
    expect(apis.body.data).toHaveLength(1);
  });
});

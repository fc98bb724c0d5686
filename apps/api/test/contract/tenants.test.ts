import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { dumpRows } from '../master-key.js';
import type { Workspace } from '../seed.js';
import { type Ids, MADE_UP, seedIds } from './ids.js';
import { EVERY_OPERATION, type NamedPlace, type OperationUnderTest } from './operations.js';

let harness: Harness;
/** For requests that change nothing. Each of the others gets a workspace of its own. */
let ours: Workspace;
let ourIds: Ids;
let theirs: Workspace;
let theirIds: Ids;
let theirRows: string[];
beforeAll(async () => {
  harness = await startHarness();
  ours = await harness.newWorkspace();
  ourIds = await seedIds(ours);
  theirs = await harness.newWorkspace();
  theirIds = await seedIds(theirs, 'two');
  // Some rows are written behind the answers.
  await harness.deps.recorder.flush();
  theirRows = await rowsOf(theirs);
});
afterAll(() => harness.stop());

async function rowsOf({ id }: Workspace): Promise<string[]> {
  return (await dumpRows(harness.deps.db, id)).split('\n').sort();
}

/** Everything that a caller can see, except what differs each time. */
function visible({ status, headers, body }: Answer): string {
  const { 'x-request-id': requestId, 'content-length': _length, date: _date, ...rest } = headers;
  return JSON.stringify({ status, headers: rest, body }).replaceAll(
    String(requestId),
    '{requestId}',
  );
}

/** The same without what the caller asked for, and without new ids and keys. */
function visibleApartFrom(asked: unknown, answer: Answer): string {
  const others = leavesOf(asked).reduce(
    (text, name) => text.replaceAll(name, '{asked}'),
    visible(answer),
  );
  return others
    .replaceAll(NEW_HASH, '{new hash}')
    .replaceAll(/[a-z]+_\w{18,}/g, (id) => (isOfTheirs(id) ? id : '{new}'));
}

/** As `requestNaming` makes them for imported keys, which are answered by their hashes. */
const NEW_HASH = /[0-9a-f]{64}/g;

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(Object(value)).flatMap(leavesOf);
}

function isOfTheirs(id: string): boolean {
  return id === theirs.id || Object.values(theirIds).includes(id);
}

/** Everything that an operation shows, one item per page where it has pages. */
async function readAll({ call }: Workspace, operation: OperationUnderTest, ids: Ids) {
  const { name, definition, request } = operation;
  if (!definition.paginated) return [(await call(name, request(ids))).body.data];
  const shown: unknown[] = [];
  for (let cursor = ''; cursor !== undefined; ) {
    const page = { limit: 1, cursor };
    const { body } = await call(name, Object.assign({}, request(ids), page));
    shown.push(...body.data);
    cursor = body.pagination.cursor;
  }
  return shown;
}

const READS = EVERY_OPERATION.filter(
  ({ definition, needsEngine }) => definition.kind === 'read' && !needsEngine,
);

describe.each(READS)('$name', (operation) => {
  const { definition } = operation;

  it('shows and counts the same although another workspace has the same content', async () => {
    const workspace = await harness.newWorkspace();
    const ids = await seedIds(workspace);
    await harness.deps.recorder.flush();
    const alone = await readAll(workspace, operation, ids);
    await seedIds(await harness.newWorkspace());
    await harness.deps.recorder.flush();
    expect(await readAll(workspace, operation, ids)).toEqual(alone);
    // No key has been verified, so nothing is billable, and charts are empty.
    const shown = /[a-z]+_\w{18}|"current":[1-9]|"period":|"exists":true/;
    expect(JSON.stringify(alone)).toMatch(definition.chart ? /\[|"lagMs":/ : shown);
  });

  it('shows nothing of another workspace to one that is empty', async () => {
    const workspace = await harness.newWorkspace();
    const answer = await workspace.call(operation.name, operation.request(MADE_UP));
    const ids = visible(answer).match(/[a-z]+_\w{18,}/g) ?? [];
    expect(ids.filter(isOfTheirs)).toEqual([]);
  });
});

/** Each name in each request, one at a time: that name is theirs, and all else is ours. */
const PLACES = EVERY_OPERATION.flatMap(({ name, definition: { kind }, ways, requestNaming }) =>
  ways.flatMap((way, number) =>
    namedIn(way).map((named) => ({
      name,
      kind,
      way,
      number,
      named,
      place: named.place,
      requestNaming,
    })),
  ),
);

/** A hash of ours differs from workspace to workspace, and so does the answer that repeats it. */
function namedIn(way: readonly NamedPlace[]): readonly NamedPlace[] {
  const hashes = way.filter(({ name }) => name === 'hash');
  return hashes.length > 0 ? hashes : way;
}

describe.each(PLACES)('$name with a $place of another workspace (way $number)', (placed) => {
  const { name, kind, way, named, requestNaming } = placed;

  it.each(['everything', 'nothing'])(
    'answers as for a missing one and changes nothing there, to a root key that may do %s',
    async (rights) => {
      const changesNothing = kind === 'read' || rights === 'nothing';
      const ask = async (ids: Ids) => {
        const workspace = changesNothing ? ours : await harness.newWorkspace();
        const own = changesNothing ? ourIds : await seedIds(workspace);
        const asked = ids[named.name];
        const { call } = rights === 'everything' ? workspace : await workspace.newRootKey([]);
        const answer = await call(name, requestNaming(way, { ...own, [named.name]: asked }));
        return visibleApartFrom(asked, answer);
      };
      expect(await ask(theirIds)).toBe(await ask(MADE_UP));
      expect(await rowsOf(theirs)).toEqual(theirRows);
    },
  );
});

describe('a root key for an API of another workspace', () => {
  it('is created as for an API that does not exist', async () => {
    const { call } = await harness.newWorkspace();
    const create = async ({ apiId }: Ids) => {
      const body = { name: 'Gateway', permissions: [`api.${apiId}.verify_key`] };
      return visibleApartFrom(apiId, await call('rootKeys.createKey', body));
    };
    expect(await create(theirIds)).toBe(await create(MADE_UP));
  });
});

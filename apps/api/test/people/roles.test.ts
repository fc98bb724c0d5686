import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../src/domain/people/roles.js';
import type { Answer } from '../answer.js';
import { type Ids, seedIds } from '../contract/ids.js';
import { EVERY_OPERATION, type OperationUnderTest } from '../contract/operations.js';
import { type Harness, startHarness } from '../harness.js';
import { addPerson, asPerson, type LoggedIn } from '../people.js';
import type { Workspace } from '../seed.js';

/*
 * Every operation, as every role, in the own workspace and in another one. What a role may do is
 * written here as the documents promise it, by groups of operations, and not by permissions: so a
 * wrong permission of a role shows.
 */

/** Everything that concerns keys and limits. */
const PRODUCT = ['apis', 'keys', 'identities', 'ratelimit', 'permissions', 'migrations'];
const READS_OF_TEAM = ['team.listMembers', 'team.listRoles'];

type Promises = Readonly<Record<string, (operation: OperationUnderTest) => boolean>>;

const MAY: Promises = {
  owner: () => true,
  admin: () => true,
  developer: (operation) => isProduct(operation) || isUsage(operation) || isSmallRead(operation),
  analyst: (operation) =>
    (isProduct(operation) && isRead(operation)) || isUsage(operation) || isSmallRead(operation),
  auditor: (operation) =>
    isSmallRead(operation) ||
    [
      'auditLogs.listAuditLogs',
      'analytics.requests',
      'rootKeys.getKey',
      'rootKeys.listKeys',
      'team.listInvitations',
    ].includes(operation.name),
};

function groupOf({ name }: OperationUnderTest): string {
  return name.split('.')[0] ?? '';
}

function isRead({ definition }: OperationUnderTest): boolean {
  return definition.kind === 'read';
}

function isProduct(operation: OperationUnderTest): boolean {
  return PRODUCT.includes(groupOf(operation));
}

/** The log of requests is for auditors. */
function isUsage(operation: OperationUnderTest): boolean {
  return groupOf(operation) === 'analytics' && operation.name !== 'analytics.requests';
}

/** What every role may read, to find its way in the dashboard. */
function isSmallRead(operation: OperationUnderTest): boolean {
  const isOfWorkspace = groupOf(operation) === 'workspace' && isRead(operation);
  return isOfWorkspace || READS_OF_TEAM.includes(operation.name);
}

let harness: Harness;
/** For requests that change nothing, because they read or are refused. */
let shared: { readonly workspace: Workspace; readonly ids: Ids };
/** One person for each role, and one whose role has no permissions. */
const people = new Map<string, LoggedIn>();
let stranger: LoggedIn;

beforeAll(async () => {
  harness = await startHarness();
  shared = await seed();
  const { workspace } = shared;
  const made = await workspace.call('team.createRole', { name: 'Nothing', permissions: [] });
  for (const role of [...BUILT_IN, 'nothing']) {
    const id = role === 'nothing' ? made.body.data.roleId : role;
    people.set(role, await newPerson(workspace, id));
  }
  stranger = await newPerson(await harness.newWorkspace(), 'owner');
});
afterAll(() => harness.stop());

async function seed() {
  const workspace = await harness.newWorkspace();
  return { workspace, ids: await seedIds(workspace) };
}

async function newPerson({ id }: Workspace, role: string): Promise<LoggedIn> {
  const given = { nowMs: harness.clock.nowMs(), roles: { [id]: role }, isSteppedUp: true };
  return addPerson(harness.deps.db, given);
}

function personWith(role: string): LoggedIn {
  const person = people.get(role);
  if (person === undefined) throw new Error(`no person has the role ${role}`);
  return person;
}

function nameOfAnswer({ body }: Answer): string {
  if (Array.isArray(body.data) && body.data.length === 0) return 'EMPTY';
  return body.data?.code ?? new URL(body.error.type).pathname.replace('/docs/errors/', '');
}

const FOR_PEOPLE = EVERY_OPERATION.filter(({ definition }) => definition.auth.includes('user'));
const REFUSED = 'unkey/authorization/insufficient_permissions';

describe.each(FOR_PEOPLE)('$name', (operation) => {
  const { name, definition, request, hidden, needsEngine } = operation;
  const changes = definition.kind !== 'read';
  const roles = [...BUILT_IN, 'nothing'];
  const permitted = roles.filter((role) => MAY[role]?.(operation) === true);
  const refused = roles.filter((role) => !permitted.includes(role));

  it.each(permitted)('is permitted to an %s', async (role) => {
    const { workspace, ids } = changes ? await seed() : shared;
    const person = changes ? await newPerson(workspace, role) : personWith(role);
    const answer = await asPerson(harness.app, person, workspace.id)(name, request(ids));
    const { status, body } = answer;
    expect({ status, body }).toMatchObject({ status: needsEngine ? 412 : 200 });
    if (hidden === 'NOT_FOUND') expect(body.data.code).toBe('VALID');
  });

  it.each(refused)('is refused to an %s', async (role) => {
    const { workspace, ids } = shared;
    const call = asPerson(harness.app, personWith(role), workspace.id);
    expect([REFUSED, hidden]).toContain(nameOfAnswer(await call(name, request(ids))));
  });

  it('is refused in a workspace of others, whatever the role in the own one', async () => {
    const { workspace, ids } = shared;
    const call = asPerson(harness.app, stranger, workspace.id);
    const answer = await call(name, request(ids));
    expect(nameOfAnswer(answer)).toBe('unlatch/workspace/not_a_member');
  });
});

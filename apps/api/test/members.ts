import { parseGrants } from '../src/domain/authorization/grants.js';
import type { Caller } from '../src/domain/caller/caller.js';
import { memberRoleOf, permissionsOf } from '../src/domain/people/roles.js';
import { newRequestId } from '../src/lib/ids.js';
import { RPCS } from '../src/rpc/index.js';
import { findMember } from '../src/store/team/members.js';
import type { Harness } from './harness.js';
import { insertMember, type TestMember } from './member-rows.js';

/** A person with an account of its own, in the workspace with the role. */
export async function addMember(
  { deps, clock }: Pick<Harness, 'deps' | 'clock'>,
  part: Omit<Parameters<typeof insertMember>[1], 'nowMs'>,
): Promise<TestMember> {
  return insertMember(deps.db, { ...part, nowMs: clock.nowMs() });
}

type MembersWith<Roles extends readonly string[]> = { [Place in keyof Roles]: TestMember };

/** A workspace of its own with one person for each of the roles. */
export async function newTeam<const Roles extends readonly string[]>(
  harness: Harness,
  roles: Roles,
) {
  const workspace = await harness.newWorkspace();
  const added: TestMember[] = [];
  for (const role of roles) {
    added.push(await addMember(harness, { workspaceId: workspace.id, role }));
  }
  // One for each role, in their order.
  const members: unknown = added;
  const readRoles = async (): Promise<ReadonlyMap<string, string>> => {
    const { body } = await workspace.call('team.listMembers', {});
    const listed: readonly { userId: string; role: string }[] = body.data;
    return new Map(listed.map(({ userId, role }) => [userId, role]));
  };
  return {
    workspace,
    members: members as MembersWith<Roles>,
    readRoles,
    roleOf: async (userId: string) => (await readRoles()).get(userId),
  };
}

/** The person as a caller, with the rights of this moment. */
export async function callerFor(
  { deps }: Pick<Harness, 'deps'>,
  { workspaceId, userId, email }: TestMember,
): Promise<Caller> {
  const member = await findMember(deps.db, { workspaceId, userId });
  if (member === undefined) throw new Error(`${email} is not a member`);
  const role = memberRoleOf(member.role, member.customRole?.permissions ?? null);
  const grants = parseGrants(permissionsOf(role, workspaceId));
  return {
    kind: 'user',
    workspaceId,
    id: userId,
    name: email,
    grants,
    sessionId: 'sess_test',
    steppedUpUntilMs: Number.MAX_SAFE_INTEGER,
  };
}

/** Calls an operation as a door does for a caller. */
export async function callAs(
  { deps }: Pick<Harness, 'deps'>,
  caller: Caller,
  name: string,
  body: object,
): Promise<unknown> {
  const rpc = RPCS.find(({ definition }) => definition.name === name);
  if (rpc === undefined) throw new Error(`${name} is no operation`);
  const call = {
    body,
    caller,
    ip: '203.0.113.9',
    userAgent: null,
    requestId: newRequestId(),
    idempotency: null,
    wantsRecord: true,
  };
  return rpc.handle(call, deps);
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, type Peer, startHarness } from '../harness.js';
import { addPerson, asPerson } from '../people.js';

let harness: Harness;
let peer: Peer;
beforeAll(async () => {
  harness = await startHarness();
  peer = await harness.startPeer();
});
afterAll(async () => {
  await peer.stop();
  await harness.stop();
});

/** A person who has used the other process, which therefore remembers what the person may do. */
async function newPersonAt(role: string) {
  const workspace = await harness.newWorkspace();
  const id =
    role === 'custom'
      ? (await workspace.call('team.createRole', { name: 'Own', permissions: ALLOWED })).body.data
          .roleId
      : role;
  const roles = { [workspace.id]: id };
  const person = await addPerson(harness.deps.db, { nowMs: harness.clock.nowMs(), roles });
  const call = asPerson(peer.app, person, workspace.id);
  expect((await call('apis.createApi', { name: 'Before' })).status).toBe(200);
  return { workspace, person, roleId: id as string, call };
}

const ALLOWED = ['api.*.create_api', 'api.*.read_api'];

it.each([
  ['gets a lesser role', 'developer', 'team.updateMember', { role: 'analyst' }],
  ['is removed', 'developer', 'team.removeMember', {}],
  ['has a role that loses a right', 'custom', 'team.updateRole', { permissions: [] }],
])(
  'a person who %s cannot use it at another process any more',
  async (_title, role, name, fields) => {
    const { workspace, person, roleId, call } = await newPersonAt(role);
    const named = name === 'team.updateRole' ? { roleId } : { userId: person.userId };
    const change = peer.nextChange();
    expect((await workspace.call(name, { ...named, ...fields })).status).toBe(200);
    await change;
    const { status } = await call('apis.createApi', { name: 'After' });
    expect([401, 403]).toContain(status);
    const { body } = await workspace.call('apis.listApis', {});
    expect(body.data.map((api: { name: string }) => api.name)).toEqual(['Before']);
  },
);

it('a person with a new role has to ask for a new token, and has the new rights by it', async () => {
  const { workspace, person, call } = await newPersonAt('developer');
  const change = peer.nextChange();
  await workspace.call('team.updateMember', { userId: person.userId, role: 'admin' });
  await change;
  expect((await call('workspace.getWorkspace', {})).status).toBe(401);
  const status = await call('login.getStatus', {});
  expect(status.body.data.session.workspaces).toMatchObject([{ role: 'admin' }]);
});

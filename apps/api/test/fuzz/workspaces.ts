import { allGrants } from '../../src/domain/authorization/all-grants.js';
import { newId } from '../../src/lib/ids.js';
import type { Db } from '../../src/store/database/database.js';
import { inTransaction } from '../../src/store/database/transaction.js';
import { insertWorkspace } from '../../src/store/workspaces/workspaces.js';
import type { Answer } from '../answer.js';
import { type Ids, seedIds } from '../contract/ids.js';
import { insertMember } from '../member-rows.js';
import { addRootKey } from '../root-key-rows.js';
import type { Workspace } from '../seed.js';
import type { Credentials } from './requests.js';
import { World } from './world.js';

/** What root keys of a fuzzed workspace may do, besides the one that may do everything. */
const OTHER_RIGHTS: readonly (readonly string[])[] = [
  [],
  ['api.*.verify_key'],
  ['api.*.read_api', 'api.*.read_key', 'identity.*.read_identity', 'rbac.*.read_role'],
  ['api.*.create_key', 'api.*.update_key', 'api.*.delete_key'],
];

/** A workspace that no request may change or show. Its ids are known to all of them. */
export interface Victim {
  readonly id: string;
  readonly ids: Ids;
  /** Whether its key is still valid. Changes the rows of its usage. */
  faults(): Promise<string[]>;
}

export async function seedVictim(db: Db, url: string): Promise<Victim> {
  const { id, call, ids } = await seed(db, url, 'two');
  return {
    id,
    ids,
    async faults() {
      const { status, body } = await call('keys.verifyKey', { key: ids.key });
      return body.data?.valid === true ? [] : [`a known key is not valid any more: ${status}`];
    },
  };
}

/** A workspace for one chapter, with one thing of every kind. */
export async function seedFuzzWorkspace(
  db: Db,
  url: string,
  victim: Victim,
): Promise<{ world: World; credentials: Credentials }> {
  const { id, rootKey, rootKeyId, ids } = await seed(db, url, 'one');
  const others = await Promise.all(
    OTHER_RIGHTS.map((permissions) =>
      addRootKey(db, { workspaceId: id, permissions, nowMs: Date.now() }),
    ),
  );
  const spared = [rootKeyId, ...others.map((other) => other.id)];
  return {
    world: new World({ own: ids, foreign: victim.ids, spared }),
    credentials: [rootKey, ...others.map((other) => other.rootKey)],
  };
}

async function seed(db: Db, url: string, mark: string) {
  const nowMs = Date.now();
  const id = newId('ws', nowMs);
  await inTransaction(db, (tx) => insertWorkspace(tx, { id, name: 'Fuzzed', nowMs }));
  const first = await addRootKey(db, { workspaceId: id, permissions: allGrants(id), nowMs });
  const call = (name: string, body: unknown) => post(url, first.rootKey, name, body);
  const newKey: Workspace['newKey'] = async (fields = {}) => {
    const { apiId } = (await call('apis.createApi', { name: 'Weather' })).body.data;
    await call('apis.updateApi', { apiId, storesRecoverableKeys: true });
    const { status, body } = await call('keys.createKey', { ...fields, apiId });
    if (status !== 200) throw new Error(`keys.createKey: ${JSON.stringify(body)}`);
    return { ...body.data, apiId };
  };
  const newMember = async (role: string) =>
    (await insertMember(db, { workspaceId: id, role, nowMs })).userId;
  const ids = await seedIds({ call, newKey, newMember }, mark);
  return { id, call, ids, rootKey: first.rootKey, rootKeyId: first.id };
}

async function post(url: string, rootKey: string, name: string, body: unknown): Promise<Answer> {
  for (;;) {
    const response = await fetch(`${url}/v2/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = {
      status: response.status,
      headers: {},
      body: JSON.parse(await response.text()),
    };
    // An overloaded process has done nothing.
    if (answer.status !== 503) return answer;
  }
}

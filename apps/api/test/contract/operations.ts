import type { ProblemCode } from '../../src/domain/problems.js';
import type { Rpc } from '../../src/rpc/define-rpc.js';
import { RPCS } from '../../src/rpc/index.js';
import type { Workspace } from '../seed.js';

/** Something that exists in a workspace, for requests to name. */
export interface Ids {
  readonly apiId: string;
  readonly keyId: string;
  readonly key: string;
}

interface Operation {
  /** The fields of a request that name something. */
  readonly ids: (ids: Ids) => Readonly<Record<string, string>>;
  /** What a root key without any permission is told: a problem, or the code of a verification. */
  readonly withoutGrants: ProblemCode | 'NOT_FOUND';
  /** Fields of the contract that this version refuses whatever is in them. */
  readonly refuses?: readonly string[];
}

/** What the definitions do not say. Every operation has its line. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'apis.createApi': {
    ids: () => ({}),
    withoutGrants: 'unkey/authorization/insufficient_permissions',
  },
  'apis.getApi': {
    ids: ({ apiId }) => ({ apiId }),
    withoutGrants: 'unkey/authorization/insufficient_permissions',
  },
  'keys.createKey': {
    ids: ({ apiId }) => ({ apiId }),
    withoutGrants: 'unkey/data/api_not_found',
    refuses: ['ratelimits'],
  },
  'keys.verifyKey': {
    ids: ({ key }) => ({ key }),
    withoutGrants: 'NOT_FOUND',
    refuses: ['ratelimits'],
  },
  'keys.getKey': {
    ids: ({ keyId }) => ({ keyId }),
    withoutGrants: 'unkey/authorization/insufficient_permissions',
  },
  'keys.whoami': {
    ids: ({ key }) => ({ key }),
    withoutGrants: 'unkey/data/key_not_found',
  },
  'keys.deleteKey': {
    ids: ({ keyId }) => ({ keyId }),
    withoutGrants: 'unkey/authorization/insufficient_permissions',
  },
};

interface OperationUnderTest extends Operation {
  readonly name: string;
  readonly definition: Rpc['definition'];
  readonly handle: Rpc['handle'];
  /** The documented example, naming what is given. */
  readonly request: (ids: Ids) => Readonly<Record<string, unknown>>;
}

/** For `describe.each`: every operation there is, joined with its line of the table. */
export const EVERY_OPERATION: readonly OperationUnderTest[] = RPCS.map((rpc) => {
  const { name, example } = rpc.definition;
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new Error(`${name} has no line in ${import.meta.url}`);
  const request = (ids: Ids) => Object.assign({}, example, operation.ids(ids));
  return { ...operation, ...rpc, name, request };
});

export const NAMES_OF_OPERATIONS = Object.keys(OPERATIONS);

/** As long as what exists, so that answers about them are of one length, too. */
export const MADE_UP: Ids = {
  apiId: `api_${'madeup'.padEnd(18, '0')}`,
  keyId: `key_${'madeup'.padEnd(18, '0')}`,
  key: `prod_${'madeup'.padEnd(22, '1')}`,
};

/** A key with something in every field that a key can have. */
export async function seedIds(workspace: Workspace): Promise<Ids> {
  return workspace.newKey({
    prefix: 'prod',
    name: 'Job',
    externalId: 'user_42',
    meta: { plan: 'pro' },
    expires: 4_102_444_800_000,
    permissions: ['docs.read'],
    credits: { remaining: 10, refill: { interval: 'monthly', amount: 10, refillDay: 3 } },
  });
}

import type { Thing } from '@unlatch/contract';
import { type Ids, MADE_UP } from '../contract/ids.js';
import type { Random } from './random.js';

/** How many texts are kept of one kind. Later ones replace earlier ones. */
const POOL_MAX = 30;

const THING_OF_PREFIX: Readonly<Record<string, Thing>> = {
  api: 'api',
  key: 'key',
  ks: 'keySpace',
  id: 'identity',
  perm: 'permission',
  role: 'role',
  rlns: 'namespace',
  root: 'rootKey',
  mig: 'migration',
  user: 'member',
  inv: 'invitation',
  teamrole: 'teamRole',
};

/** Fields by which a request gives a thing its name, where the field does not refer to one. */
const NAMING_FIELDS: Readonly<Record<string, string>> = {
  'identities.createIdentity externalId': 'identity.externalId',
  'keys.createKey externalId': 'identity.externalId',
  'permissions.createPermission slug': 'permission.slug',
  'permissions.createRole name': 'role.name',
  'permissions.updatePermission slug': 'permission.slug',
  'permissions.updateRole name': 'role.name',
  'ratelimit.createNamespace name': 'namespace.name',
  'ratelimit.setOverride identifier': 'override.identifier',
};

/**
 * What a fuzzed workspace is known to have: ids, names, keys and cursors, those of deleted things
 * too. Requests take them from here, and answers add to them. Bounded: a pool that is full loses
 * its oldest text.
 */
export class World {
  readonly #pools = new Map<string, string[]>();
  readonly #foreign: Ids;
  /** By the id of a key: its text. */
  readonly keys = new Map<string, string>();
  /** Ids that no request may name, because every later request needs them. */
  readonly #spared: ReadonlySet<string>;

  constructor({ own, foreign, spared }: { own: Ids; foreign: Ids; spared: readonly string[] }) {
    this.#foreign = foreign;
    this.#spared = new Set(spared);
    for (const [pool, text] of Object.entries(poolsOf(own))) this.add(pool, text);
  }

  add(pool: string, text: string): void {
    if (this.#spared.has(text)) return;
    const texts = this.#pools.get(pool) ?? [];
    this.#pools.set(pool, texts);
    if (texts.includes(text)) return;
    texts.push(text);
    if (texts.length > POOL_MAX) texts.shift();
  }

  /** Mostly something of this workspace, else of another one, or of none. */
  pick(random: Random, thing: Thing, by: readonly string[]): string {
    const pool = `${thing}.${random.pick(by) ?? 'id'}`;
    if (random.percent(5)) return poolsOf(this.#foreign)[pool] ?? '';
    if (random.percent(4)) return poolsOf(MADE_UP)[pool] ?? '';
    return random.pick(this.#pools.get(pool) ?? []) ?? 'unheard_of';
  }

  /** A cursor of any list, not only of the one that is asked. */
  pickCursor(random: Random): string {
    return random.pick(this.#pools.get('cursor') ?? []) ?? '';
  }

  /** Takes the ids, cursors and names from a request that succeeded, and from its answer. */
  learn(operation: string, request: unknown, answerText: string): void {
    for (const [id, prefix = ''] of answerText.matchAll(/\b([a-z]{2,8})_[0-9A-Za-z]{18,}/g)) {
      const thing = THING_OF_PREFIX[prefix];
      if (thing !== undefined) this.add(`${thing}.id`, id);
    }
    const cursor = /"cursor":"([^"\\]+)"/.exec(answerText)?.[1];
    if (cursor !== undefined) this.add('cursor', cursor);
    for (const [field, value] of Object.entries(Object(request))) {
      const pool = NAMING_FIELDS[`${operation} ${field}`];
      if (pool !== undefined && typeof value === 'string') this.add(pool, value);
    }
  }
}

function poolsOf(ids: Ids): Readonly<Record<string, string>> {
  return {
    'api.id': ids.apiId,
    'key.id': ids.keyId,
    'key.key': ids.key,
    'keySpace.id': ids.keySpaceId,
    'identity.id': ids.identityId,
    'identity.externalId': ids.externalId,
    'permission.id': ids.permissionId,
    'permission.slug': ids.slug,
    'role.id': ids.roleId,
    'role.name': ids.role,
    'namespace.id': ids.namespaceId,
    'namespace.name': ids.namespace,
    'override.identifier': ids.identifier,
    'rootKey.id': ids.rootKeyId,
    'migration.id': ids.migrationId,
    'member.id': ids.userId,
    'invitation.id': ids.invitationId,
    'teamRole.id': ids.teamRoleId,
  };
}

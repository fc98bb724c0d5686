import { UnkeyCore } from './core.js';
import {
  createNamespaces,
  createSafeNamespaces,
  type Namespaces,
  type SafeNamespaces,
} from './namespaces.js';
import type { UnkeyOptions } from './options.js';

/**
 * A client of the service. It has no connection and no state. Make one and share it.
 *
 * Every operation is a method `unkey.<group>.<action>(request, options?)`. It resolves to the
 * answer, `{ meta, data }`, or throws an `UnkeyError`.
 *
 * @param options See `UnkeyOptions`.
 * @example
 * const unkey = new Unkey({ rootKey: process.env.UNLATCH_ROOT_KEY });
 * const { data } = await unkey.keys.verifyKey({ key });
 * if (!data.valid) throw new Error(data.code);
 */
export class Unkey extends UnkeyCore implements Namespaces {
  readonly analytics: Namespaces['analytics'];
  readonly apis: Namespaces['apis'];
  readonly auditLogs: Namespaces['auditLogs'];
  readonly identities: Namespaces['identities'];
  readonly keys: Namespaces['keys'];
  readonly migrations: Namespaces['migrations'];
  readonly permissions: Namespaces['permissions'];
  readonly ratelimit: Namespaces['ratelimit'];
  readonly rootKeys: Namespaces['rootKeys'];
  readonly team: Namespaces['team'];
  readonly workspace: Namespaces['workspace'];

  /**
   * The same methods, but they never throw: they resolve to `{ ok: true, value }` or
   * `{ ok: false, error }`.
   */
  readonly safe: SafeNamespaces;

  constructor(options: UnkeyOptions = {}) {
    super(options);
    const namespaces = createNamespaces(this.invoke);
    this.analytics = namespaces.analytics;
    this.apis = namespaces.apis;
    this.auditLogs = namespaces.auditLogs;
    this.identities = namespaces.identities;
    this.keys = namespaces.keys;
    this.migrations = namespaces.migrations;
    this.permissions = namespaces.permissions;
    this.ratelimit = namespaces.ratelimit;
    this.rootKeys = namespaces.rootKeys;
    this.team = namespaces.team;
    this.workspace = namespaces.workspace;
    this.safe = createSafeNamespaces(this.invoke);
  }
}

import { createHash, randomBytes } from 'node:crypto';
import type { RunningService } from '@unlatch/testkit';
import { allGrants } from '../../src/domain/authorization/all-grants.js';

/** How many secrets of each kind are made. Together they are a thousand. */
const COUNTS = {
  plain: 400,
  recoverable: 200,
  rerolled: 150,
  imported: 100,
  prefixed: 50,
  root: 100,
};
const AT_ONCE = 10;

/** A secret as its caller saw it, and how it can be verified. */
interface Secret {
  readonly key: string;
  readonly migrationId?: string;
}

export interface SeededSecrets {
  readonly secrets: readonly string[];
  /** Answers that refuse a request in which a secret is in the wrong place. */
  readonly refusals: readonly string[];
  /** Its newest page. */
  readonly auditLog: string;
  /** Leaves a usage event, and a count in Redis, for each secret. */
  verifyAll(): Promise<void>;
}

const LIMITS = [{ name: 'requests', limit: 1000, duration: 3_600_000 }];

type Call = (name: string, body: unknown, idempotencyKey?: string) => Promise<{ text: string }>;

/**
 * A thousand secrets of all kinds, made, shown again, verified and misplaced. The calls are made
 * with one of the root keys that the service has made, because the first one is in its environment.
 */
export async function seedSecrets(service: RunningService): Promise<SeededSecrets> {
  const first = callWith(service.url, service.rootKey);
  const workspaceId = String(dataOf(await first('workspace.getWorkspace', {}))['id']);
  const everything = dataOf(
    await first('rootKeys.createKey', {
      name: 'Everything',
      permissions: allGrants(workspaceId),
    }),
  );
  const call = callWith(service.url, String(everything['key']));
  const apiId = dataOf(await call('apis.createApi', { name: 'Canary of secrets' }))['apiId'];
  await call('apis.updateApi', { apiId, storesRecoverableKeys: true });
  const secrets: Secret[] = [{ key: String(everything['key']) }];
  const made = async (name: string, body: object) => {
    const idempotencyKey = randomBytes(8).toString('hex');
    const data = dataOf(await call(name, body, idempotencyKey));
    // The repetition reads the stored answer.
    dataOf(await call(name, body, idempotencyKey));
    secrets.push({ key: String(data['key']) });
    return data;
  };
  await times(COUNTS.plain, () => made('keys.createKey', { apiId, prefix: 'prod' }));
  await times(COUNTS.recoverable, async () => {
    const { keyId } = await made('keys.createKey', { apiId, recoverable: true });
    dataOf(await call('keys.getKey', { keyId, decrypt: true }));
  });
  await times(COUNTS.rerolled, async () => {
    const { keyId } = await made('keys.createKey', { apiId, recoverable: true });
    await made('keys.rerollKey', { keyId, expiration: 0 });
  });
  await times(COUNTS.root, async () => {
    const body = { name: 'Gateway', permissions: ['api.*.verify_key'] };
    const { keyId } = await made('rootKeys.createKey', body);
    await made('rootKeys.rerollKey', { keyId, expiration: 0 });
  });
  secrets.push(...(await importKeys(call, apiId)));
  const refusals: string[] = [];
  await each(secrets, async ({ key }) => {
    refusals.push(...(await misplace(service.url, call, key)));
  });
  const verifyAll = () =>
    each(secrets, async (secret) => {
      dataOf(await call('keys.verifyKey', { ...secret, ratelimits: LIMITS }));
    });
  await verifyAll();
  const { text: auditLog } = await call('auditLogs.listAuditLogs', {});
  return { secrets: secrets.map(({ key }) => key), refusals, auditLog, verifyAll };
}

async function importKeys(call: Call, apiId: unknown): Promise<Secret[]> {
  const start = async (algorithm: string) =>
    dataOf(await call('migrations.createMigration', { name: algorithm, algorithm }))['migrationId'];
  const whole = Array.from(
    { length: COUNTS.imported },
    () => `sk_${randomBytes(12).toString('hex')}`,
  );
  const tokens = Array.from({ length: COUNTS.prefixed }, () => randomBytes(12).toString('hex'));
  const bySha256 = await start('sha256');
  const hashOf = (text: string, form: 'base64' | 'hex') =>
    createHash('sha256').update(text).digest(form);
  const keys = whole.map((key) => ({ hash: hashOf(key, 'base64') }));
  dataOf(await call('keys.migrateKeys', { migrationId: bySha256, apiId, keys }));
  const byToken = await start('github.com/seamapi/prefixed-api-key');
  const prefixed = tokens.map((token) => ({ hash: hashOf(token, 'hex') }));
  dataOf(await call('keys.migrateKeys', { migrationId: byToken, apiId, keys: prefixed }));
  return [
    ...whole.map((key) => ({ key })),
    ...tokens.map((token) => ({ key: `acme_short_${token}`, migrationId: String(byToken) })),
  ];
}

/** Sends a secret where it does not belong. All of these requests are refused. */
async function misplace(url: string, call: Call, key: string): Promise<string[]> {
  const asRootKey = callWith(url, key);
  const answers = [
    await asRootKey('apis.getApi', { apiId: 'api_12345678' }),
    await call('keys.getKey', { keyId: key }),
    await call('keys.whoami', { key: `${key}-` }),
    await call('apis.getApi', { apiId: key, name: key }),
  ];
  return answers.map(({ text }) => text);
}

function callWith(url: string, rootKey: string): Call {
  return async (name, body, idempotencyKey) => {
    const response = await fetch(`${url}/v2/${name}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${rootKey}`,
        'content-type': 'application/json',
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
    return { text: await response.text() };
  };
}

function dataOf({ text }: { text: string }): Readonly<Record<string, unknown>> {
  const { data } = JSON.parse(text);
  if (data === undefined) throw new Error(text);
  return data;
}

function times(count: number, work: () => Promise<unknown>): Promise<void> {
  return each(Array.from({ length: count }), work);
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const pending = [...items];
  const lane = async () => {
    while (pending.length > 0) {
      const [item] = pending.splice(0, 1);
      await work(item as T);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

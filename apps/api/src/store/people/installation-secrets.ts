import { randomBytes } from 'node:crypto';
import type { Db } from '../database/database.js';

export type InstallationSecretName = 'csrf' | 'device' | 'challenge';

const SECRET_BYTES = 32;

/**
 * A secret that all processes of the installation share. The first process that asks makes it.
 *
 * It is no credential: who reads it from a copy of the database can forge the proof that a page is
 * ours, but has no session to use it with.
 */
export async function readInstallationSecret(
  db: Db,
  { name, nowMs }: { name: InstallationSecretName; nowMs: number },
): Promise<Buffer> {
  const secret = randomBytes(SECRET_BYTES);
  await db
    .insertInto('installation_secrets')
    .values({ name, secret, created_at_ms: nowMs })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db
    .selectFrom('installation_secrets')
    .select('secret')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.secret;
}

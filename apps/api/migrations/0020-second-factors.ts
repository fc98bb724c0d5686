import { type Kysely, sql } from 'kysely';

/** Older programs know no second factors: they ask no person for one. They know no people either. */
export const kind = 'compatible';

/**
 * Authenticator apps, recovery codes and passkeys of people.
 *
 * - The secret of an app has to be read to check a code, so it is sealed and not hashed. Its key is
 *   in `installation_keys`, wrapped by a master key if the operator has configured one.
 * - Recovery codes are stored as SHA-256. A row goes when its code is used.
 * - `used_challenges` has what passkeys have signed, until it has expired. So an answer that was
 *   seen on its way works only once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  // The id is that of the master key, or `plain`: the key is then not wrapped.
  `create table installation_keys (
    id text collate "C" primary key,
    master_key_id text collate "C",
    wrapped bytea not null,
    created_at_ms bigint not null
  )`,
  // A secret that is being set up stands beside the one in use.
  `create table user_totps (
    user_id text collate "C" primary key references users (id) on delete cascade,
    secret bytea,
    secret_key_id text collate "C" references installation_keys (id),
    pending bytea,
    pending_key_id text collate "C" references installation_keys (id),
    last_step bigint not null,
    updated_at_ms bigint not null,
    check ((secret is null) = (secret_key_id is null)),
    check ((pending is null) = (pending_key_id is null))
  )`,
  `create table user_recovery_codes (
    user_id text collate "C" not null references users (id) on delete cascade,
    code_hash text collate "C" not null,
    primary key (user_id, code_hash)
  )`,
  `create table user_passkeys (
    id text collate "C" primary key,
    user_id text collate "C" not null references users (id) on delete cascade,
    credential_id text collate "C" not null unique,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    is_synced boolean not null,
    name text not null,
    created_at_ms bigint not null,
    last_used_at_ms bigint
  )`,
  `create index user_passkeys_of_user on user_passkeys (user_id, id)`,
  `create table used_challenges (
    challenge_hash text collate "C" primary key,
    expires_at_ms bigint not null
  )`,
  `create index used_challenges_by_expiry on used_challenges (expires_at_ms)`,
];

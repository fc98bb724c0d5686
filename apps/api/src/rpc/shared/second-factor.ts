import { Problem } from '../../domain/problems.js';
import { type RelyingParty, relyingPartyOf } from '../../engine/people/passkeys.js';
import type { StoredPasskey } from '../../store/second-factors/passkeys.js';
import type { RpcDeps } from '../rpc.js';
import type { Visit } from '../visit.js';

/** Refuses where browsers make no passkeys for the pages. */
export function requireRelyingParty(
  { connection }: Pick<Visit<unknown>, 'connection'>,
  { config }: Pick<RpcDeps, 'config'>,
): RelyingParty {
  const party = relyingPartyOf(connection.origin, config.publicUrl);
  if (party !== undefined) return party;
  throw new Problem(
    'unkey/application/precondition_failed',
    'Passkeys are bound to a name. Open the dashboard at http://localhost, or over https at the host name in PUBLIC_URL.',
  );
}

export function wrongFactor(): Problem {
  return new Problem(
    'unlatch/session/wrong_credentials',
    'The code is wrong, or was used before. Wait for the next one.',
  );
}

export function wrongPasskey(): Problem {
  return new Problem(
    'unlatch/session/wrong_credentials',
    'This passkey is not known here, or its answer is too old. Try again.',
  );
}

export function presentPasskey(passkey: StoredPasskey) {
  return {
    id: passkey.id,
    name: passkey.name,
    createdAt: passkey.createdAtMs,
    lastUsedAt: passkey.lastUsedAtMs,
    isSynced: passkey.isSynced,
  };
}

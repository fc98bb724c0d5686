import type { Static } from '@sinclair/typebox';
import { confirmIdentity as definition } from '@unlatch/contract/operations/account/confirmIdentity';
import { identityConfirmed } from '../../../domain/audit/people.js';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { renewToken } from '../../../operations/people/sessions.js';
import { claimFactor, findFactorProof } from '../../../operations/second-factors/prove-factor.js';
import {
  claimPasskey,
  findPasskeyProof,
} from '../../../operations/second-factors/prove-passkey.js';
import type { Tx } from '../../../store/database/database.js';
import { findUser, type User } from '../../../store/people/users.js';
import type { RpcDeps } from '../../rpc.js';
import { answerWithToken, sessionGone, wrongCredentials } from '../../shared/person-session.js';
import { requireRelyingParty, wrongFactor, wrongPasskey } from '../../shared/second-factor.js';
import { implementAccount, type Visit } from '../../visit.js';

type Confirmation = Visit<Static<typeof definition.request>>;

/** What the person has shown, and how it is used up, in the transaction of what it permits. */
interface Proof {
  readonly by: string;
  readonly claim: (tx: Tx, nowMs: number) => Promise<boolean>;
}

export const confirmIdentity = implementAccount(definition, async (visit, deps) => {
  const { snapshot } = visit.session;
  const user = await findUser(deps.db, snapshot.userId);
  if (user === undefined) throw sessionGone();
  const proof = await prove(user, visit, deps);
  const token = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    if (!(await proof.claim(tx, nowMs))) throw wrongFactor();
    const { tokenHash, level } = snapshot;
    const renewed = await renewToken(tx, record, { tokenHash, level, steppedUpAtMs: nowMs, nowMs });
    // The session has ended, or has got another token in the meantime. It gains nothing.
    if (renewed === undefined) throw sessionGone();
    record.audit(user, identityConfirmed(user, { id: snapshot.id, by: proof.by }));
    return renewed;
  });
  return answerWithToken(token, visit, deps);
});

async function prove(user: User, visit: Confirmation, deps: RpcDeps): Promise<Proof> {
  const { password, code, passkey } = visit.body;
  if (passkey !== undefined) return provePasskey(user, passkey, { visit, deps });
  if (code !== undefined) return proveCode(user, code, { visit, deps });
  const tried = { email: user.email, user, device: visit.device, origin: visit };
  const isProven = await attempt(deps, tried, () =>
    deps.people.hasher.verify(user.passwordHash, password ?? ''),
  );
  if (!isProven) throw wrongCredentials();
  return { by: 'password', claim: async () => true };
}

interface Request {
  readonly visit: Confirmation;
  readonly deps: RpcDeps;
}

async function proveCode(user: User, code: string, { visit, deps }: Request): Promise<Proof> {
  const tried = { email: user.email, user, device: visit.device, origin: visit, isFactor: true };
  const proof = await attempt(deps, tried, () => findFactorProof(deps, user.id, { code }));
  if (proof === undefined) throw wrongFactor();
  return { by: proof.kind, claim: (tx) => claimFactor(tx, user.id, proof) };
}

/** It must be one of the person: another one on this computer proves another identity. */
async function provePasskey(
  user: User,
  response: object,
  { visit, deps }: Request,
): Promise<Proof> {
  const proof = await findPasskeyProof(deps, requireRelyingParty(visit, deps), response);
  if (proof?.passkey.userId !== user.id) throw wrongPasskey();
  return { by: 'passkey', claim: (tx, nowMs) => claimPasskey(tx, proof, nowMs) };
}

import { getStatus as definition } from '@unlatch/contract/operations/login/getStatus';
import { sessionStateAt } from '../../../domain/people/session.js';
import { relyingPartyOf } from '../../../engine/people/passkeys.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { renewToken } from '../../../operations/people/sessions.js';
import type { RpcDeps } from '../../rpc.js';
import { answerWithToken, presentSession, sessionGone } from '../../shared/person-session.js';
import { implementLogin, type Visit, type VisitSession } from '../../visit.js';

export const getStatus = implementLogin(definition, async (visit, deps) => {
  const { connection, session } = visit;
  const status = {
    installation: (await deps.people.hasUsers()) ? ('ready' as const) : ('new' as const),
    secure: connection.isSecure || connection.isLoopback,
    mayLogIn: connection.mayLogIn,
    methods: {
      password: true,
      passkey: relyingPartyOf(connection.origin, deps.config.publicUrl) !== undefined,
      sso: [],
    },
  };
  if (session === null) return { data: { ...status, session: null } };
  if (sessionStateAt(session.snapshot, deps.clock.nowMs()) !== 'RENEWAL_DUE') {
    return { data: { ...status, session: presentSession(session, deps) } };
  }
  const { data, cookies = {} } = await renew(session, visit, deps);
  return { data: { ...status, session: data }, cookies };
});

/** After a change of role. Of two requests at once, one gets the new token for the browser. */
async function renew({ snapshot }: VisitSession, visit: Visit<unknown>, deps: RpcDeps) {
  const { tokenHash, level } = snapshot;
  const nowMs = deps.clock.nowMs();
  const renewed = { tokenHash, level, steppedUpAtMs: null, nowMs };
  const token = await commitPersonChange(deps, visit, (tx, record) =>
    renewToken(tx, record, renewed),
  );
  if (token === undefined) throw sessionGone();
  return answerWithToken(token, visit, deps);
}

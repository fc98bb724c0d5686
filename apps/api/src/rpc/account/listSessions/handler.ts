import { listSessions as definition } from '@unlatch/contract/operations/account/listSessions';
import { listSessions as readSessions } from '../../../store/people/sessions.js';
import { implementAccount } from '../../visit.js';

export const listSessions = implementAccount(definition, async ({ session }, deps) => {
  const { userId, id: currentId } = session.snapshot;
  const sessions = await readSessions(deps.db, { userId, nowMs: deps.clock.nowMs() });
  return {
    data: {
      sessions: sessions.map(({ id, ...stored }) => ({
        id,
        isCurrent: id === currentId,
        createdAt: stored.createdAtMs,
        seenAt: stored.seenAtMs,
        expiresAt: stored.expiresAtMs,
        ip: stored.ip,
        userAgent: stored.userAgent,
      })),
    },
  };
});

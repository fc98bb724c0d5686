import type { FastifyReply, FastifyRequest } from 'fastify';
import { requestsPerMinuteOf } from '../../domain/caller/caller.js';
import { Problem } from '../../domain/problems.js';
import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';
import type { Limiter } from '../../engine/limiter/limiter.js';
import type { Clock } from '../../lib/clock/clock.js';

interface WorkspaceLimitDeps {
  readonly limiter: Limiter;
  readonly clock: Clock;
}

const WINDOW_MS = 60_000;

/** The counter of all operations but one. */
const API = 'api';
/**
 * The operation that lifts the limit has a counter and a limit of its own. Otherwise a low limit,
 * or a program out of control, would lock all root keys out of the workspace.
 */
const LIFTING = 'lifting';
const LIFTING_MAX = 60;

/** The headers that a browser may read too. */
export const RATE_LIMIT_HEADERS = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];

/**
 * How many requests all root keys of a workspace together may send per minute. It runs after
 * authentication, because the workspace is not known earlier. It runs before the body is read, so
 * that a program out of control costs next to nothing. Most workspaces have no such limit, and for
 * those it does nothing at all.
 */
export function limitWorkspace({ limiter, clock }: WorkspaceLimitDeps, name = API) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    const { caller } = request;
    const own = caller === null ? null : requestsPerMinuteOf(caller);
    const limit = name === LIFTING && own !== null && own > 0 ? LIFTING_MAX : own;
    if (caller === null || limit === null || limit === 0) {
      done(limit === 0 ? blocked() : undefined);
      return;
    }
    const nowMs = clock.nowMs();
    const judge = (verdict: BatchVerdict) => showVerdict(reply, { verdict, limit, nowMs });
    const verdict = limiter.take([toRequest(caller.workspaceId, { name, limit })], nowMs);
    if (verdict instanceof Promise) verdict.then(judge).then(done, done);
    else done(judge(verdict));
  };
}

function toRequest(workspaceId: string, { name, limit }: { name: string; limit: number }) {
  return {
    scope: 'workspace' as const,
    workspaceId,
    name,
    identifier: workspaceId,
    windowMs: WINDOW_MS,
    limit,
    cost: 1,
  };
}

/** For the operation that sets the limit. */
export function limitLifting(deps: WorkspaceLimitDeps) {
  return limitWorkspace(deps, LIFTING);
}

/** Sets the headers that show the limit to the client. Returns the refusal, if there is one. */
function showVerdict(
  reply: FastifyReply,
  { verdict, limit, nowMs }: { verdict: BatchVerdict; limit: number; nowMs: number },
): Problem | undefined {
  const [item] = verdict.verdicts;
  if (item === undefined) throw new Error('a limit was taken without a verdict');
  // Rounded up, since a client that returns a moment too early is refused again.
  const resetSeconds = Math.ceil((item.resetMs - nowMs) / 1000);
  reply.header('ratelimit-limit', limit);
  reply.header('ratelimit-remaining', item.remaining);
  reply.header('ratelimit-reset', resetSeconds);
  if (item.passed) return undefined;
  return new Problem(
    CODE,
    `The workspace is over its API rate limit of ${limit}/1m0s. Ask again in ${resetSeconds} seconds.`,
    { retryAfterSeconds: resetSeconds },
  );
}

const CODE = 'user/too_many_requests/workspace_rate_limited';

/** The API does not accept a limit of 0. Operators set it by hand to block a workspace. */
function blocked(): Problem {
  return new Problem(CODE, 'The API rate limit of this workspace is 0/1m0s: it takes no requests.');
}

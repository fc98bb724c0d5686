import { randomUUID } from 'node:crypto';
import type { LimitRequest } from '../../src/engine/limiter/limiter.js';

export const START_MS = Date.UTC(2026, 0, 15, 12);

/** A workspace of its own for each test, in which nothing has been counted. */
export function newWorkspaceId(): string {
  return `ws_${randomUUID()}`;
}

export function limitRequest(fields: Partial<LimitRequest> = {}): LimitRequest {
  return {
    scope: 'key',
    workspaceId: 'ws_1',
    name: 'requests',
    identifier: 'key_1',
    windowMs: 60_000,
    limit: 10,
    cost: 1,
    ...fields,
  };
}

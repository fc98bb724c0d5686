import { describe, expect, it } from 'vitest';
import {
  FACTOR_WAIT_MS,
  SESSION_IDLE_MS,
  SESSION_LIFETIME_MS,
  type SessionFacts,
  STEP_UP_MS,
  sessionStateAt,
} from './session.js';

const START = 1_000_000;

const full: SessionFacts = {
  level: 'full',
  mustRenew: false,
  createdAtMs: START,
  seenAtMs: START,
  expiresAtMs: START + SESSION_LIFETIME_MS,
  steppedUpAtMs: null,
};
const steppedUp = { ...full, steppedUpAtMs: START };
const waiting: SessionFacts = { ...full, level: 'totpNeeded' };
const busy = (session: SessionFacts, nowMs: number) => ({ ...session, seenAtMs: nowMs });

describe('the state of a session', () => {
  it.each<[string, SessionFacts, number, string]>([
    ['begins as full', full, START, 'FULL'],
    ['ends at the last moment of its idle time', full, START + SESSION_IDLE_MS, 'ENDED'],
    ['lasts until then', full, START + SESSION_IDLE_MS - 1, 'FULL'],
    [
      'ends after its lifetime, however busy it is',
      busy(full, START + SESSION_LIFETIME_MS),
      START + SESSION_LIFETIME_MS,
      'ENDED',
    ],
    [
      'lasts until then as well',
      busy(full, START + SESSION_LIFETIME_MS - 1),
      START + SESSION_LIFETIME_MS - 1,
      'FULL',
    ],
    ['permits dangerous acts', steppedUp, START + STEP_UP_MS - 1, 'STEPPED_UP'],
    ['permits them for ten minutes', steppedUp, START + STEP_UP_MS, 'FULL'],
    ['waits for the second factor', waiting, START + FACTOR_WAIT_MS - 1, 'FACTOR_NEEDED'],
    [
      'waits for ten minutes',
      busy(waiting, START + FACTOR_WAIT_MS),
      START + FACTOR_WAIT_MS,
      'ENDED',
    ],
    [
      'needs a new token after a change of role',
      { ...full, mustRenew: true },
      START,
      'RENEWAL_DUE',
    ],
    [
      'gives up dangerous acts with a change of role',
      { ...steppedUp, mustRenew: true },
      START,
      'RENEWAL_DUE',
    ],
    [
      'is not completed by a change of role',
      { ...waiting, mustRenew: true },
      START,
      'FACTOR_NEEDED',
    ],
  ])('%s', (_title, session, nowMs, state) => {
    expect(sessionStateAt(session, nowMs)).toBe(state);
  });
});

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  CHALLENGE_LIFETIME_MS,
  type ChallengeFor,
  isOurChallenge,
  newChallenge,
} from './challenge.js';

const secret = randomBytes(32);
const NOW_MS = 1_700_000_000_000;
const login = { purpose: 'login', userId: '' } as const;
const register = { purpose: 'register', userId: 'user_1' } as const;

it('a challenge is ours for its purpose, its person and five minutes', () => {
  const challenge = newChallenge(secret, register, NOW_MS);
  const isOurs = (part: ChallengeFor = register, nowMs = NOW_MS) =>
    isOurChallenge(secret, part, { challenge, nowMs });
  expect(isOurs()).toBe(true);
  expect(isOurs(register, NOW_MS + CHALLENGE_LIFETIME_MS - 1)).toBe(true);
  expect(isOurs(register, NOW_MS + CHALLENGE_LIFETIME_MS)).toBe(false);
  expect(isOurs({ ...register, userId: 'user_2' })).toBe(false);
  expect(isOurChallenge(secret, login, { challenge, nowMs: NOW_MS })).toBe(false);
});

it('a challenge of another installation, or with another time, is none', () => {
  const challenge = newChallenge(secret, login, NOW_MS);
  const nowMs = NOW_MS + CHALLENGE_LIFETIME_MS;
  const [nonce, expiresAt, mac] = challenge.split('.');
  const later = `${nonce}.${Number(expiresAt) + 1000}.${mac}`;
  expect(isOurChallenge(secret, login, { challenge: later, nowMs })).toBe(false);
  expect(isOurChallenge(randomBytes(32), login, { challenge, nowMs: NOW_MS })).toBe(false);
  for (const odd of ['', '.', '..', `${challenge}.x`.slice(1), 'x']) {
    expect(isOurChallenge(secret, login, { challenge: odd, nowMs: NOW_MS })).toBe(false);
  }
});

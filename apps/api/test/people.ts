import type { FastifyInstance } from 'fastify';
import { SESSION_LIFETIME_MS, type SessionLevel } from '../src/domain/people/session.js';
import { csrfTokenOf, hashToken, newSessionToken } from '../src/engine/people/tokens.js';
import { newId } from '../src/lib/ids.js';
import type { Db } from '../src/store/database/database.js';
import { inTransaction } from '../src/store/database/transaction.js';
import { readInstallationSecret } from '../src/store/people/installation-secrets.js';
import { putMembership } from '../src/store/people/memberships.js';
import { insertSession } from '../src/store/people/sessions.js';
import { insertUser } from '../src/store/people/users.js';
import type { Answer, Request } from './answer.js';
import { send } from './seed.js';

/** A person who is logged in, as the browser knows the session. */
export interface LoggedIn {
  readonly userId: string;
  readonly email: string;
  readonly sessionId: string;
  /** The cookie. Over plain http its name is `unlatch_session`, over https `__Host-unlatch`. */
  readonly token: string;
  readonly csrfToken: string;
}

interface NewPerson {
  readonly nowMs: number;
  /** The roles by workspace. */
  readonly roles?: Readonly<Record<string, string>>;
  readonly email?: string;
  readonly name?: string;
  readonly passwordHash?: string;
  readonly level?: SessionLevel;
  /** Whether dangerous acts are permitted for ten minutes. */
  readonly isSteppedUp?: boolean;
}

/**
 * Writes a person with roles and a running session into the database of any service, without
 * hashing a password. That takes milliseconds, so each test makes its own.
 */
export async function addPerson(db: Db, given: NewPerson): Promise<LoggedIn> {
  const { nowMs, roles = {}, name = 'Test person', passwordHash = null } = given;
  const userId = newId('user', nowMs);
  const email = given.email ?? `${userId.toLowerCase()}@example.com`;
  await inTransaction(db, async (tx) => {
    await insertUser(tx, { id: userId, email, name, passwordHash, nowMs });
    for (const [workspaceId, role] of Object.entries(roles)) {
      await putMembership(tx, { workspaceId, userId, role, nowMs });
    }
  });
  return { userId, email, ...(await addSession(db, { ...given, userId })) };
}

/** One more session of a person. */
export async function addSession(
  db: Db,
  given: Pick<NewPerson, 'nowMs' | 'level' | 'isSteppedUp'> & { readonly userId: string },
): Promise<Pick<LoggedIn, 'sessionId' | 'token' | 'csrfToken'>> {
  const { nowMs, userId, level = 'full', isSteppedUp = false } = given;
  const token = newSessionToken();
  const sessionId = newId('sess', nowMs);
  await inTransaction(db, (tx) =>
    insertSession(tx, {
      tokenHash: hashToken(token),
      id: sessionId,
      userId,
      level,
      steppedUpAtMs: isSteppedUp ? nowMs : null,
      expiresAtMs: nowMs + SESSION_LIFETIME_MS,
      ip: '203.0.113.9',
      userAgent: 'Test browser',
      nowMs,
    }),
  );
  const secret = await readInstallationSecret(db, { name: 'csrf', nowMs });
  return { sessionId, token, csrfToken: csrfTokenOf(secret, token) };
}

/** What a page sends by itself. A test overrides single headers, or removes them by `undefined`. */
export interface PageRequest extends Partial<Omit<Request, 'headers'>> {
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** One call of a page, with the cookies of a browser or without. */
export async function callFromPage(
  app: FastifyInstance,
  name: string,
  body: unknown,
  { headers, ...options }: PageRequest = {},
): Promise<Answer> {
  const usual = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const all = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== undefined);
  return send(app, {
    method: 'POST',
    url: `/ui/rpc/${name}`,
    payload: JSON.stringify(body),
    ...options,
    headers: Object.fromEntries(all),
  });
}

/** Calls operations as this person does, over plain http on this machine. */
export function asPerson(
  app: FastifyInstance,
  { token, csrfToken }: Pick<LoggedIn, 'token' | 'csrfToken'>,
  workspaceId?: string,
) {
  return (name: string, body: unknown, { headers, ...options }: PageRequest = {}) =>
    callFromPage(app, name, body, {
      ...options,
      headers: {
        cookie: `unlatch_session=${token}`,
        'x-csrf': csrfToken,
        'x-unlatch-workspace': workspaceId,
        ...headers,
      },
    });
}

/** The value of a cookie that an answer sets. Empty: it removes it. `undefined`: it leaves it. */
export function cookieIn(answer: Answer, name: string): string | undefined {
  const lines = [answer.headers['set-cookie'] ?? []].flat().map(String);
  const line = lines.find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1).split(';')[0];
}
